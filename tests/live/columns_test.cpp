// Columns of results that a server sends.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace tusk;
using namespace tusk::test;

namespace {

/// 100,000 rows of four columns; the third is NULL in every third of them.
constexpr auto readings = "SELECT i::int8, i::float8 / 8, CASE WHEN i % 3 <> 0 THEN 'reading ' || i END, i % 2 = 0 "
                          "FROM generate_series(1, 100000) i";

} // namespace

TEST_CASE("Columns hold what the rows hold, NULL included") {
    auto session = connect_in_autocommit();
    auto cursor = session.execute(readings);
    auto [ids, values, labels, even] = cursor.columns<std::int64_t, double, std::string_view, bool>();
    REQUIRE(ids.size() == 100'000);
    const auto numbers = ids.values();
    CHECK(std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0}) == 5'000'050'000);
    CHECK(labels.null_count() == 33'333);
    CHECK(ids.null_count() == 0);
    std::size_t position = 0;
    cursor.execute(readings);
    for (const auto& [id, value, label, is_even] :
         cursor.rows<std::int64_t, double, std::optional<std::string_view>, bool>()) {
        REQUIRE(ids[position] == id);
        REQUIRE(values[position] == value);
        REQUIRE(labels.is_null(position) == !label);
        REQUIRE(labels[position] == label.value_or(""));
        REQUIRE(static_cast<bool>(even[position]) == is_even);
        ++position;
    }
    CHECK(position == 100'000);
}

TEST_CASE("Columns take the rows that are left, which count as fetched") {
    auto session = connect_in_autocommit();
    auto cursor = session.execute("SELECT generate_series(1, 5)");
    static_cast<void>(cursor.fetchone());
    const auto [rest] = cursor.columns<int>();
    CHECK(rest.size() == 4);
    CHECK(rest[0] == 2);
    CHECK(cursor.rownumber() == 5U);
    CHECK_FALSE(cursor.fetchone());
    const auto [none] = cursor.columns<int>();
    CHECK(none.empty());
}

TEST_CASE("Columns outlive their cursor and the next statement") {
    auto session = connect_in_autocommit();
    auto cursor = session.execute("SELECT 'row ' || i FROM generate_series(1, 3) i");
    const auto [texts] = cursor.columns<std::string_view>();
    cursor.execute("SELECT repeat('x', 100000)");
    cursor.close();
    CHECK(texts[0] == "row 1");
    CHECK(texts[2] == "row 3");
}

TEST_CASE("A script's columns are read from text") {
    auto session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT i, i / 2.0::float8 FROM generate_series(1, 2) i UNION ALL SELECT NULL, NULL");
    const auto [numbers, halves] = cursor.columns<int, double>();
    CHECK(numbers[1] == 2);
    CHECK(halves[0] == 0.5);
    CHECK(numbers.is_null(2));
}

TEST_CASE("When columns cannot be had the rows stay, and the connection is usable") {
    auto session = connect_in_autocommit();
    auto cursor = session.execute("SELECT 1000 AS wide");
    CHECK(contains(thrown_by<data_error>([&] { static_cast<void>(cursor.columns<std::int8_t>()); }).what(), "wide"));
    CHECK_THROWS_AS((cursor.columns<int, int>()), interface_error);
    CHECK_THROWS_AS(cursor.columns<std::string>(), data_error);
    const auto [wide] = cursor.columns<int>();
    CHECK(wide[0] == 1'000);
    CHECK(is_usable(session));
}

TEST_CASE("Without a result set there are no columns") {
    auto session = connect_in_autocommit();
    auto cursor = session.cursor();
    CHECK_THROWS_AS(cursor.columns<int>(), programming_error);
    cursor.execute("SET application_name = 'columns'");
    CHECK_THROWS_AS(cursor.columns<int>(), programming_error);
    cursor.close();
    CHECK_THROWS_AS(cursor.columns<int>(), interface_error);
}
