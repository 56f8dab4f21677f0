// Values that C++ knows by other shapes than the server: enumerations, arrays of a fixed size, variants, documents of
// nlohmann's; and how results are printed.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <sstream>
#include <variant>

#if __has_include(<nlohmann/json.hpp>)
#include <tusk/nlohmann_json.hpp>
#endif

using namespace tusk;
using namespace tusk::test;

namespace {

enum class mood { sad, ok, happy };

using anything = std::variant<std::monostate, std::int64_t, std::string, std::vector<std::int32_t>>;

connection connect_with_moods() {
    connection session = connect_in_autocommit();
    session.execute("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'o''k', 'happy', 'angry')");
    return session;
}

std::string printed(connection& session, std::string_view sql) {
    std::ostringstream out;
    out << session.execute(sql).fetchall();
    return out.str();
}

} // namespace

template <>
struct tusk::enum_labels<mood> {
    static constexpr std::array labels{std::pair{mood::sad, std::string_view("sad")},
                                       std::pair{mood::ok, std::string_view("o'k")},
                                       std::pair{mood::happy, std::string_view("happy")}};
};

TEST_CASE("Enumerations are the server's enums, in columns, parameters and arrays") {
    connection session = connect_with_moods();
    for (const mood each : {mood::sad, mood::ok, mood::happy}) {
        CHECK(ask<mood>(session, "SELECT $1::pg_temp.mood", each) == each);
        CHECK(ask<mood>(session, "SELECT $1::pg_temp.mood::text", each) == each);
        CHECK(ask<mood>(session, "SELECT $1::text", each) == each);
    }
    CHECK(ask<bool>(session, "SELECT $1 < $2::pg_temp.mood", mood::sad, mood::ok));
    CHECK(ask<std::optional<mood>>(session, "SELECT NULL::pg_temp.mood") == std::nullopt);
    using moods = std::vector<std::optional<mood>>;
    const moods some{mood::ok, std::nullopt, mood::happy};
    CHECK(ask<moods>(session, "SELECT $1::pg_temp.mood[]", some) == some);
    CHECK(ask<std::string>(session, "SELECT $1::pg_temp.mood[]::text", some) == "{o'k,NULL,happy}");
    CHECK(ask<std::array<mood, 2>>(session, "SELECT enum_range(NULL, 'o''k'::pg_temp.mood)") ==
          std::array{mood::sad, mood::ok});
    auto cursor = session.cursor();
    cursor.execute_script("SELECT 'happy'::pg_temp.mood");
    CHECK((*cursor.fetchone())[0].as<mood>() == mood::happy); // in text
}

TEST_CASE("A label that the program does not know is told with the column") {
    connection session = connect_with_moods();
    const auto trouble =
        thrown_by<data_error>([&] { static_cast<void>(ask<mood>(session, "SELECT 'angry'::pg_temp.mood AS today")); });
    CHECK(contains(trouble.what(), "\"today\""));
    CHECK(contains(trouble.what(), "angry"));
    CHECK(contains(trouble.what(), "sad, o'k, happy"));
    CHECK_THROWS_AS(session.execute("SELECT $1::pg_temp.mood", static_cast<mood>(17)), data_error);
    CHECK_THROWS_AS(ask<mood>(session, "SELECT 1"), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("std::arrays are arrays and bytea of exactly their size, and spans are sent") {
    connection session = connect_in_autocommit();
    using matrix = std::array<std::array<int, 3>, 2>;
    const matrix numbers{{{1, 2, 3}, {4, 5, 6}}};
    CHECK(ask<matrix>(session, "SELECT $1::int4[]", numbers) == numbers);
    CHECK(ask<std::string>(session, "SELECT $1::int8[]::text", numbers) == "{{1,2,3},{4,5,6}}");
    CHECK(ask<std::array<std::string, 2>>(session, "SELECT ARRAY['a', 'b c']") ==
          std::array<std::string, 2>{"a", "b c"});
    CHECK_THROWS_AS((ask<std::array<int, 2>>(session, "SELECT ARRAY[1, 2, 3]")), data_error);
    CHECK_THROWS_AS((ask<std::array<int, 2>>(session, "SELECT '{}'::int4[]")), data_error);
    using four_bytes = std::array<std::byte, 4>;
    const four_bytes bytes{std::byte{0}, std::byte{255}, std::byte{'\\'}, std::byte{'x'}};
    CHECK(ask<four_bytes>(session, "SELECT $1::bytea", bytes) == bytes);
    CHECK_THROWS_AS(ask<four_bytes>(session, "SELECT 'abc'::bytea"), data_error);
    CHECK(ask<int>(session, "SELECT sum(x)::int4 FROM unnest($1::int4[]) AS x", std::span<const int>(numbers[1])) ==
          15);
    CHECK(is_usable(session));
}

TEST_CASE("Variants are read by the column's type and sent by the value's") {
    connection session = connect_in_autocommit();
    CHECK(ask<anything>(session, "SELECT 7::int2") == anything(std::int64_t{7}));
    CHECK(ask<anything>(session, "SELECT 'seven'::varchar") == anything("seven"));
    CHECK(ask<anything>(session, "SELECT ARRAY[7]") == anything(std::vector{7}));
    CHECK(ask<anything>(session, "SELECT NULL::int4") == anything());
    CHECK_THROWS_AS(ask<anything>(session, "SELECT true"), data_error);
    for (const anything& each : {anything(std::int64_t{7}), anything("7")})
        CHECK(ask<int>(session, "SELECT $1::int4", each) == 7);
    CHECK(ask<bool>(session, "SELECT $1::int4 IS NULL", anything()));
    CHECK(ask<anything>(session, "SELECT $1::int4[]", anything(std::vector{7})) == anything(std::vector{7}));
    const std::vector<anything> elements{std::int64_t{1}, std::monostate(), "3"};
    CHECK(ask<std::string>(session, "SELECT $1::int4[]::text", elements) == "{1,NULL,3}");
    CHECK_THROWS_AS(session.execute("SELECT $1::int4", anything(std::vector{7})), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("Results are printed as psql prints them") {
    connection session = connect_in_autocommit();
    CHECK(printed(session, R"(SELECT * FROM (VALUES (1, E'a\nbc', 12.50, NULL), (-20, '日本', NULL, true))
                              AS t(number, "text", "a numeric", "yes"))") == " number | text | a numeric | yes \n"
                                                                             "--------+------+-----------+-----\n"
                                                                             "      1 | a   +|     12.50 | ∅\n"
                                                                             "        | bc   |           | \n"
                                                                             "    -20 | 日本 |         ∅ | t\n"
                                                                             "(2 rows)\n");
    CHECK(printed(session, "SELECT 1 AS n WHERE false") == " n \n---\n(0 rows)\n");
    CHECK(printed(session, "SELECT '(1,2)'::point AS p, '{1,2}'::int4[] AS a") == "   p   |   a   \n"
                                                                                  "-------+-------\n"
                                                                                  " (1,2) | {1,2}\n"
                                                                                  "(1 row)\n");
}

TEST_CASE("A long result is printed to its last row") {
    connection session = connect_in_autocommit();
    const std::string table = printed(session, "SELECT i, repeat('x', i % 7) FROM generate_series(1, 20000) AS i");
    CHECK(std::count(table.begin(), table.end(), '\n') == 20'003);
    CHECK(table.ends_with("\n 20000 | x\n(20000 rows)\n"));
}

#if __has_include(<nlohmann/json.hpp>)
TEST_CASE("nlohmann's documents go to json and jsonb and come back") {
    connection session = connect_in_autocommit();
    const nlohmann::json document = {{"text", "a\"\\\u00e9\u0001"}, {"list", {1, 2.5, nullptr, true}}, {"empty", {}}};
    for (const char* type : {"json", "jsonb"}) {
        INFO(type);
        CHECK(ask<nlohmann::json>(session, std::string("SELECT $1::") + type, document) == document);
        CHECK(ask<std::optional<nlohmann::json>>(session, std::string("SELECT NULL::") + type) == std::nullopt);
        CHECK(ask<nlohmann::json>(session, std::string("SELECT 'null'::") + type).is_null());
        const std::vector<nlohmann::json> two{document, 7};
        CHECK(ask<std::vector<nlohmann::json>>(session, std::string("SELECT $1::") + type + "[]", two) == two);
    }
    CHECK(ask<nlohmann::json>(session, "SELECT jsonb_build_object('n', 1e15::numeric)")["n"].get<double>() == 1e15);
    CHECK_THROWS_AS(ask<nlohmann::json>(session, "SELECT '1e400'::jsonb"), data_error);
    CHECK_THROWS_AS(ask<nlohmann::json>(session, "SELECT '{}'::text"), data_error);
    CHECK(is_usable(session));
}
#endif
