#include "tests/live/types/catalogue_walk.hpp"

#include "tests/live/connections.hpp"

#include <tusk/types/text_only.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

namespace tusk::test {

namespace {

/// Every type but arrays, pseudo-types and what the laboratory made for its own use; of rows of a table, its name.
constexpr std::string_view all_types = R"(
    SELECT type.oid, format_type(type.oid, NULL),
           CASE WHEN class.relkind <> 'c' THEN class.oid::regclass::text ELSE '' END
    FROM pg_type type LEFT JOIN pg_class class ON class.oid = type.typrelid
    WHERE type.typtype IN ('b', 'r', 'm', 'e', 'c', 'd')
      AND NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = type.oid)
      AND (class.relkind = 'r' AND class.oid >= 16384) IS NOT TRUE
      AND type.typname NOT LIKE 'pair\_of\_%'
    ORDER BY type.oid)";

/// Which types a type is made of, through domains, arrays and composites, that are among the given ones.
constexpr std::string_view parts_among = R"(
    WITH RECURSIVE part(number) AS (
        SELECT $1::oid
        UNION SELECT next.number
        FROM part JOIN pg_type type ON type.oid = part.number CROSS JOIN LATERAL (
            SELECT type.typelem WHERE type.typcategory = 'A'
            UNION ALL SELECT type.typbasetype WHERE type.typtype = 'd'
            UNION ALL SELECT attribute.atttypid FROM pg_attribute attribute
                      WHERE attribute.attrelid = type.typrelid AND type.typtype = 'c'
                        AND attribute.attnum > 0 AND NOT attribute.attisdropped) next(number))
    SELECT coalesce(string_agg(format_type(number, NULL), ', ' ORDER BY number), '')
    FROM part WHERE number <> $1 AND number = ANY ($2))";

/// The types that come as text for a reason of their own.
std::vector<oid> text_types(laboratory& place) {
    std::vector<oid> found;
    for (const auto& [number] : place.session().execute("SELECT oid FROM pg_type").rows<oid>())
        if (!text_only_reason(number).empty()) found.push_back(number);
    for (const subject& each : place.subjects())
        if (!each.text_because.empty()) found.push_back(oid{each.number});
    return found;
}

/// Says why a type comes as text; fails where nobody knows.
void explain(laboratory& place, const std::vector<oid>& among, oid number, findings& line) {
    if (line.format != "text" || !line.remarks.empty()) return;
    const auto parts = ask<std::string>(place.session(), parts_among, number, among);
    if (parts.empty())
        FAIL_CHECK(line.type << " is asked for as text, and nobody says why");
    else
        line.remark("made of " + parts);
}

/// Some views fail on some platforms, whoever asks.
bool can_be_selected(connection& session, const std::string& table) try {
    session.cursor().execute_script("SELECT r FROM " + table + " AS r");
    return true;
} catch (const error&) {
    return false;
}

/// The rows of one of the catalogue's own tables or views. Both forms come from the same statement: some of them tell
/// what is going on just now.
void print_rows(connection& session, const std::string& table, findings& line) try {
    auto cursor = session.execute("SELECT r, format('%s', r) FROM " + table + " AS r LIMIT 30");
    for (const row& each : cursor) {
        ++line.values;
        line.format = each[0].source().wire_format == format::binary ? "binary" : "text";
        const std::string printed = each[0].to_string();
        const auto expected = each[1].as<std::string>();
        line.check(direction::printed, printed == expected,
                   [&] { return "tusk prints " + excerpt(printed) + ", the server " + excerpt(expected); });
    }
} catch (const error& trouble) {
    if (can_be_selected(session, table)) return line.different(direction::printed, trouble.what());
    line.remark(std::string("not tried: ") + trouble.what());
}

} // namespace

void introduce(connection& session, const subject& examined, findings& line) {
    auto cursor = session.execute("SELECT v FROM " + examined.table);
    const auto& column = cursor.description()->front();
    line.values = cursor.fetchall().size();
    line.format = column.wire_format == format::binary ? "binary" : "text";
    const std::string_view reason =
        examined.text_because.empty() ? text_only_reason(oid{examined.number}) : examined.text_because;
    if (reason.empty()) return;
    INFO(examined.type << ": " << reason);
    CHECK(line.format == "text");
    CHECK((reason.find("no binary form") != std::string_view::npos) == examined.send.empty());
    line.remark(reason);
}

void walk_catalogue(laboratory& place, report& all) {
    const std::vector<oid> among = text_types(place);
    std::vector<std::tuple<oid, std::string, std::string>> types =
        place.session().execute(all_types).rows<oid, std::string, std::string>().to_vector();
    CHECK(types.size() > 250); // the query finds what it should
    for (const auto& [number, name, table] : types) {
        if (!table.empty()) {
            findings& line = all.of(name);
            print_rows(place.session(), table, line);
            explain(place, among, number, line);
            continue;
        }
        bool sampled = false;
        for (const subject& each : place.subjects())
            if (oid{each.number} == number) {
                sampled = true;
                if (each.missing.empty()) explain(place, among, number, all.of(each.type));
            }
        if (!sampled) FAIL_CHECK("there are no samples of " << name);
    }
}

} // namespace tusk::test
