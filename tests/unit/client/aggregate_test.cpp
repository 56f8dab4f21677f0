// Aggregates of the user's as rows: counted and tied without a macro at their definition.
#include "tests/unit/client/wire_rows.hpp"

#include <tusk/decode.hpp>
#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <bit>
#include <chrono>

using namespace tusk::test;
using tusk::oid;
using tusk::detail::aggregate_parts;
using tusk::detail::decode_plan;

namespace {

// One struct for each number of members that a row may have.
// clang-format off
struct of1 { int a; };
struct of2 { int a, b; };
struct of3 { int a, b, c; };
struct of4 { int a, b, c, d; };
struct of5 { int a, b, c, d, e; };
struct of6 { int a, b, c, d, e, f; };
struct of7 { int a, b, c, d, e, f, g; };
struct of8 { int a, b, c, d, e, f, g, h; };
struct of9 { int a, b, c, d, e, f, g, h, i; };
struct of10 { int a, b, c, d, e, f, g, h, i, j; };
struct of11 { int a, b, c, d, e, f, g, h, i, j, k; };
struct of12 { int a, b, c, d, e, f, g, h, i, j, k, l; };
struct of13 { int a, b, c, d, e, f, g, h, i, j, k, l, m; };
struct of14 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n; };
struct of15 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o; };
struct of16 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p; };
struct of17 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q; };
struct of18 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r; };
struct of19 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s; };
struct of20 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t; };
struct of21 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u; };
struct of22 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v; };
struct of23 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w; };
struct of24 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x; };
struct of25 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y; };
struct of26 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z; };
struct of27 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1; };
struct of28 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, b1; };
struct of29 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, b1, c1; };
struct of30 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, b1, c1, d1; };
struct of31 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, b1, c1, d1, e1; };
struct of32 { int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, b1, c1, d1, e1, f1; };
// clang-format on

template <class Row>
Row decode(const std::vector<tusk::column>& columns, const fields& values) {
    const tusk::row_shape shape(columns);
    const decode_plan<Row> plan(shape);
    const std::string body = row_body(values);
    Row row{};
    plan.decode(tusk::protocol::as_bytes(body), row);
    return row;
}

/// Each member of a struct of as many ints gets the field in its place.
template <class Row>
void check_members() {
    constexpr std::size_t count = sizeof(Row) / sizeof(int);
    CAPTURE(count);
    STATIC_REQUIRE(aggregate_parts<Row>::count == count);
    std::vector<tusk::column> columns;
    fields values;
    std::array<int, count> expected{};
    for (std::size_t i = 0; i < count; ++i) {
        columns.push_back(make_column("c" + std::to_string(i), oid::int4));
        expected[i] = 1'000 + static_cast<int>(i);
        values.emplace_back(binary(expected[i]));
    }
    const auto row = decode<Row>(columns, values);
    CHECK(std::bit_cast<std::array<int, count>>(row) == expected);
}

template <class... Row>
void check_members_of_all() {
    (check_members<Row>(), ...);
}

struct peak {
    std::string name;
    std::optional<int> height;
    std::string_view country;
    tusk::interval climb;
    std::chrono::sys_days first_ascent;
    tusk::numeric prominence;
    std::vector<std::optional<std::string>> tags;
    std::optional<std::vector<double>> place;
    bool climbed = false;
};

std::vector<tusk::column> peak_columns() {
    return {make_column("name", oid::text),         make_column("height", oid::int4),
            make_column("country", oid::varchar),   make_column("climb", oid::interval),
            make_column("first_ascent", oid::date), make_column("prominence", oid::numeric),
            make_column("tags", oid::text_array),   make_column("place", oid::float8_array),
            make_column("climbed", oid::bool_)};
}

struct only_nested {
    tusk::interval climb;
};

struct only_optional {
    std::optional<int> n;
};

struct nested_in_the_middle {
    int before = 0;
    tusk::interval climb{};
    tusk::json notes{};
    int after = 0;
};

} // namespace

TEST_CASE("structs of 1 to 32 members take a field for each member, in order") {
    check_members_of_all<of1, of2, of3, of4, of5, of6, of7, of8, of9, of10, of11, of12, of13, of14, of15, of16, of17,
                         of18, of19, of20, of21, of22, of23, of24, of25, of26, of27, of28, of29, of30, of31, of32>();
}

TEST_CASE("members may be of every type that is read, optional or not") {
    STATIC_REQUIRE(aggregate_parts<peak>::count == 9);
    using namespace std::chrono_literals;
    const std::chrono::sys_days ascent = 1858y / std::chrono::August / 11;
    const std::vector<std::optional<std::string>> tags{"alps", std::nullopt};
    const tusk::interval climb{0, 1, 5'000'000};
    const auto eiger =
        decode<peak>(peak_columns(), {"Eiger", std::nullopt, "Switzerland", binary(climb), binary(ascent),
                                      binary(tusk::numeric::parse("362.0")), binary(tags),
                                      binary(std::vector<double>{46.5, 8.0}), binary(true)});
    CHECK(eiger.name == "Eiger");
    CHECK(eiger.height == std::nullopt);
    CHECK(eiger.climb == climb);
    CHECK(eiger.first_ascent == ascent);
    CHECK(eiger.prominence.to_string() == "362.0");
    CHECK(eiger.tags == tags);
    CHECK(eiger.place == std::vector<double>{46.5, 8.0});
    CHECK(eiger.climbed);
}

TEST_CASE("a member that is an aggregate itself is one member, with a codec of its own") {
    STATIC_REQUIRE(aggregate_parts<only_nested>::count == 1);
    STATIC_REQUIRE(aggregate_parts<nested_in_the_middle>::count == 4);
    const tusk::interval climb{1, 2, 3};
    CHECK(decode<only_nested>({make_column("climb", oid::interval)}, {binary(climb)}).climb == climb);
    const auto row =
        decode<nested_in_the_middle>({make_column("before", oid::int4), make_column("climb", oid::interval),
                                      make_column("notes", oid::json), make_column("after", oid::int4)},
                                     {binary(1), binary(climb), "{}", binary(2)});
    CHECK(row.before == 1);
    CHECK(row.climb == climb);
    CHECK(row.notes.text == "{}");
    CHECK(row.after == 2);
}

TEST_CASE("a struct of one optional member is a row of one column") {
    STATIC_REQUIRE(aggregate_parts<only_optional>::count == 1);
    CHECK(decode<only_optional>({make_column("n", oid::int4)}, {std::nullopt}).n == std::nullopt);
    CHECK(decode<only_optional>({make_column("n", oid::int4)}, {binary(3)}).n == 3);
}

TEST_CASE("members that do not fit their columns are refused with the column's name") {
    CHECK_THROWS_AS(decode<of2>({make_column("a", oid::int4), make_column("b", oid::text)}, {}), tusk::data_error);
    CHECK_THROWS_WITH(decode<of2>({make_column("a", oid::int4), make_column("b", oid::text)}, {}),
                      Catch::Contains("\"b\""));
    CHECK_THROWS_AS(decode<of3>({make_column("a", oid::int4), make_column("b", oid::int4)}, {}), tusk::interface_error);
}
