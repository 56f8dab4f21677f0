#include "tests/live/types/examination.hpp"

#include "tests/live/connections.hpp"

#include <algorithm>
#include <deque>

namespace tusk::test {

namespace {

/// A field as tusk prints it, or what it says instead.
std::string printed_by_tusk(const value& field) {
    try {
        return field.to_string();
    } catch (const error& trouble) {
        return std::string("an exception: ") + trouble.what();
    }
}

std::vector<std::string> array_expressions(const subject& examined) {
    const std::string cast = "::" + examined.type + "[]";
    std::vector<std::string> all{"array_fill(v, ARRAY[2, 1], ARRAY[-3, 7])" + cast};
    if (!examined.array_like) {
        all.push_back("ARRAY[v, NULL, v]" + cast);
        all.push_back("(ARRAY[[NULL, v], [v, v]]" + cast + ")");
    }
    return all;
}

/// Not of every value: all of them in one array, and arrays of nothing.
std::vector<std::string> single_arrays(const subject& examined) {
    const std::string cast = "::" + examined.type + "[]";
    std::vector<std::string> all{"SELECT '{}'" + cast, "SELECT NULL" + cast,
                                 "SELECT array_fill(NULL::" + examined.type + ", ARRAY[1, 1, 1, 1, 1, 2])"};
    if (!examined.array_like) all.push_back("SELECT array_agg(v ORDER BY n)" + cast + " FROM " + examined.table);
    return all;
}

std::vector<std::string> record_expressions(const subject& examined) {
    std::vector<std::string> all{"ROW(v)", "ROW(v, NULL, n, v)", "ROW('a,\"b', ROW(n, v), NULL)"};
    if (examined.pair.empty()) return all;
    const std::string pair = "::" + examined.pair;
    all.push_back("ARRAY[ROW(v, 1), NULL, ROW(NULL, n)]");
    all.push_back("ROW(v, NULL, 'a,\"(b)\\')" + pair);
    all.push_back("ARRAY[ROW(v, v, '')" + pair + ", NULL, ROW(NULL, NULL, NULL)" + pair + "]");
    if (examined.has_array && !examined.array_like) all.push_back("ROW(ARRAY[v, NULL], ARRAY[ROW(v, n)])");
    return all;
}

/// Sends back as text what tusk prints, and expects the very bytes that were printed.
void send_printed(connection& session, const subject& examined, findings& line, const std::string& type,
                  const std::string& sql) {
    auto cursor = session.execute(sql);
    const rows all = cursor.fetchall();
    std::deque<std::string> texts;
    return_trip trip(session, line, direction::as_text, type, examined.reads_all);
    for (const row& each : all) {
        if (each[0].is_null()) continue;
        texts.push_back(printed_by_tusk(each[0]));
        trip.add(each[0], texts.back());
    }
    trip.finish();
}

} // namespace

rows printed_rows(connection& session, const std::string& sql) {
    auto cursor = session.cursor();
    cursor.execute_script(sql);
    return cursor.fetchall();
}

bool same_bytes(byte_view a, byte_view b) noexcept { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

std::string query_of(const subject& examined, const std::string& expression) {
    return "SELECT " + expression + " FROM " + examined.table + " ORDER BY n";
}

void compare_printed(connection& session, findings& line, direction way, const std::string& sql) try {
    auto cursor = session.execute(sql);
    const rows ours = cursor.fetchall();
    const rows theirs = printed_rows(session, sql);
    if (ours.size() != theirs.size()) return line.different(way, sql + ": other rows in binary than in text");
    auto expected = theirs.begin();
    for (const row& each : ours) {
        const value field = each[0];
        const value text = (*expected)[0];
        const std::string printed = printed_by_tusk(field);
        if (field.is_null() == text.is_null() && printed == protocol::as_text(text.bytes()))
            line.same(way);
        else
            line.different(way, sql + ": tusk prints " + excerpt(printed) + ", the server " +
                                    excerpt(protocol::as_text(text.bytes())));
        ++expected;
    }
} catch (const error& trouble) {
    line.different(way, sql + ": " + trouble.what());
}

void examine(connection& session, const subject& examined, findings& line) {
    compare_printed(session, line, direction::printed, query_of(examined, "v"));
    if (examined.has_input) send_printed(session, examined, line, examined.type, query_of(examined, "v"));
    for (const std::string& each : record_expressions(examined))
        compare_printed(session, line, direction::in_records, query_of(examined, each));
    if (!examined.has_array) return;
    for (const std::string& each : array_expressions(examined)) {
        compare_printed(session, line, direction::in_arrays, query_of(examined, each));
        if (examined.has_input) send_printed(session, examined, line, examined.type + "[]", query_of(examined, each));
    }
    for (const std::string& each : single_arrays(examined)) compare_printed(session, line, direction::in_arrays, each);
}

void return_trip::add(const value& original, parameter sent) {
    originals_.push_back(original);
    sent_.push_back(sent);
}

void return_trip::finish() {
    constexpr std::size_t at_once = 100;
    for (std::size_t first = 0; first < sent_.size(); first += at_once)
        send(first, std::min(at_once, sent_.size() - first));
}

void return_trip::send(std::size_t first, std::size_t count) try {
    std::string sql;
    for (std::size_t i = 1; i <= count; ++i)
        sql.append(i == 1 ? "SELECT " : ", ").append("$" + std::to_string(i) + "::" + type_);
    auto cursor = session_.cursor();
    cursor.execute_with(sql, std::span(sent_).subspan(first, count));
    const auto answer = cursor.fetchone();
    std::size_t at = first;
    for (const value returned : *answer) {
        const value& original = originals_[at++];
        if (same_bytes(returned.bytes(), original.bytes()) && returned.is_null() == original.is_null())
            line_.same(way_);
        else
            line_.different(way_,
                            excerpt(printed_by_tusk(original)) + " returned as " + excerpt(printed_by_tusk(returned)));
    }
} catch (const error& trouble) {
    send_each(first, count, trouble.what());
}

void return_trip::send_each(std::size_t first, std::size_t count, const std::string& trouble) {
    if (count == 1 && !must_return_) return line_.refused(way_);
    if (count == 1)
        return line_.different(way_, excerpt(printed_by_tusk(originals_[first])) + " does not return: " + trouble);
    for (std::size_t i = first; i < first + count; ++i) send(i, 1);
}

} // namespace tusk::test
