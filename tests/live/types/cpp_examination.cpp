#include "tests/live/types/cpp_examination.hpp"

#include "tests/live/types/examination.hpp"

#include <catch2/catch.hpp>

#include <deque>

namespace tusk::test {

namespace {

constexpr auto way = direction::from_cpp;

/// One of the places where values of a type stand.
struct place {
    std::string expression;
    std::string type;
    read_function read;
    std::string send; ///< a function that makes the binary form; "": none is known
};

std::vector<place> places_of(const cpp_type& cpp, const subject& examined) {
    std::vector<place> all{{"v", examined.type, cpp.read, examined.send}};
    if (examined.has_array && !examined.array_like)
        all.push_back(
            {"ARRAY[[v, NULL], [NULL, v]]::" + examined.type + "[]", examined.type + "[]", cpp.read_array, ""});
    if (examined.has_array)
        all.push_back({"array_fill(v, ARRAY[1, 2], ARRAY[-3, 7])", examined.type + "[]", cpp.read_array, ""});
    if (!examined.pair.empty())
        all.push_back({"ROW(v, NULL, 'x')::" + examined.pair, examined.pair, cpp.read_pair, ""});
    return all;
}

std::string in_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string shown;
    for (const char each : bytes) {
        const auto code = static_cast<unsigned char>(each);
        shown.append({digits[code >> 4U], digits[code & 15U]});
    }
    return shown;
}

/// The values of one place as one C++ type.
class visit {
public:
    visit(const place& visited, connection& session, const subject& examined, findings& line)
        : place_(visited),
          session_(session),
          examined_(examined),
          line_(line),
          query_(query_of(examined, visited.expression)),
          asked_(fetch(query_)),
          bytes_(is_text(asked_) && !visited.send.empty() ? fetch(query_of(examined, visited.send + "(v)")) : asked_),
          texts_(printed_rows(session, query_)) {}

    void read_and_send() {
        return_trip as_it_likes(session_, line_, way, place_.type, examined_.reads_all);
        return_trip as_text(session_, line_, way, place_.type, examined_.reads_all);
        REQUIRE(bytes_.size() == asked_.size());
        REQUIRE(texts_.size() == asked_.size());
        auto bytes = bytes_.begin();
        auto text = texts_.begin();
        for (const row& each : asked_) {
            const value field = each[0];
            if (!field.is_null()) {
                check(field, (*bytes)[0], as_it_likes, as_text);
                check_text((*text)[0], (*bytes)[0]);
            }
            ++bytes;
            ++text;
        }
        if (!examined_.has_input) return;
        as_it_likes.finish();
        as_text.finish();
    }

private:
    [[nodiscard]] static bool is_text(const rows& all) {
        return !all.empty() && all.front()[0].source().wire_format == format::text;
    }
    [[nodiscard]] rows fetch(const std::string& sql) {
        auto cursor = session_.execute(sql);
        return cursor.fetchall();
    }

    void check(const value& field, const value& bytes, return_trip& as_it_likes, return_trip& as_text) try {
        const parameter sent = keep(place_.read(field));
        as_it_likes.add(field, sent);
        if (bytes.source().wire_format == format::binary) compare(encoded(sent, field.type(), format::binary), bytes);
        if (const auto text = encoded(sent, field.type(), format::text))
            as_text.add(field, texts_kept_.emplace_back(*text));
    } catch (const error& trouble) {
        line_.different(way, query_ + ": " + excerpt(field.to_string()) + ": " + trouble.what());
    }

    /// What came by the simple protocol is read as the same value.
    void check_text(const value& field, const value& bytes) try {
        const parameter sent = keep(place_.read(field));
        if (bytes.source().wire_format == format::binary) compare(encoded(sent, field.type(), format::binary), bytes);
    } catch (const error& trouble) {
        line_.different(way, query_ + ", as text: " + excerpt(field.to_string()) + ": " + trouble.what());
    }

    void compare(const std::optional<std::string>& ours, const value& theirs) {
        if (!ours) return; // it is sent as text
        line_.check(way, *ours == protocol::as_text(theirs.bytes()), [&] {
            return query_ + ": the bytes are " + in_hex(*ours) + " instead of " +
                   in_hex(protocol::as_text(theirs.bytes()));
        });
    }

    [[nodiscard]] parameter keep(std::unique_ptr<held_value> read) {
        return kept_.emplace_back(std::move(read))->sent();
    }

    const place& place_;
    connection& session_;
    const subject& examined_;
    findings& line_;
    std::string query_;
    rows asked_;
    rows bytes_;
    rows texts_;
    std::deque<std::unique_ptr<held_value>> kept_;
    std::deque<std::string> texts_kept_;
};

} // namespace

std::optional<std::string> encoded(const parameter& sent, type_ref type, format how) {
    const auto liked = sent.writes(type);
    if (!liked || (how == format::binary && *liked != how)) return std::nullopt;
    protocol::byte_buffer buffer;
    byte_writer out(buffer);
    try {
        sent.write(out, type, how);
    } catch (const conversion_error&) {
        if (how == format::binary) throw;
        return std::nullopt; // a type that has no text of its own, as money
    }
    return std::string(protocol::as_text(buffer.view()));
}

void examine_as(const cpp_type& cpp, connection& session, const subject& examined, findings& line) {
    if (!line.cpp.empty()) line.cpp += ", ";
    line.cpp += cpp.name;
    for (const place& each : places_of(cpp, examined)) try {
            visit(each, session, examined, line).read_and_send();
        } catch (const error& trouble) {
            line.different(way, each.expression + " of " + examined.type + ": " + trouble.what());
        }
}

} // namespace tusk::test
