// PEP 249: "SQL NULL values are represented by the Python None singleton on input and output" — here by nullptr,
// tusk::null and an empty std::optional.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace tusk::test;

namespace {

/// Sends `value` as a parameter and asks the server whether it got NULL.
template <class T>
bool arrives_as_null(tusk::cursor& cur, const T& value) {
    cur.execute("SELECT $1::int4 IS NULL", value);
    return (*cur.fetchone())[0].as<bool>();
}

} // namespace

TEST_CASE("nullptr, tusk::null, std::nullopt and an empty optional are sent as NULL") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK(arrives_as_null(cur, nullptr));
    CHECK(arrives_as_null(cur, tusk::null));
    CHECK(arrives_as_null(cur, std::nullopt));
    CHECK(arrives_as_null(cur, std::optional<int>()));
    CHECK_FALSE(arrives_as_null(cur, std::optional<int>(0)));
    CHECK_FALSE(arrives_as_null(cur, 0));
}

TEST_CASE("an empty text is not NULL, neither way") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT $1::text IS NULL, $1::text, ''::bytea", "");
    const auto row = *cur.fetchone();
    CHECK_FALSE(row[0].as<bool>());
    CHECK_FALSE(row[1].is_null());
    CHECK(row[1].as<std::optional<std::string>>() == "");
    CHECK_FALSE(row[2].is_null());
}

TEST_CASE("NULL that was stored comes back as NULL") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("CREATE TEMPORARY TABLE peaks (name text, height int4)");
    cur.execute("INSERT INTO peaks VALUES ($1, $2)", nullptr, std::optional<int>());
    cur.execute("SELECT * FROM peaks");
    const auto row = *cur.fetchone();
    CHECK(row["name"].is_null());
    CHECK(row["name"].as<std::optional<std::string>>() == std::nullopt);
    CHECK(row["height"].as<std::optional<int>>() == std::nullopt);
    CHECK(row["height"].to_string().empty());
}

TEST_CASE("NULL read as a value that cannot be NULL is a data error that names the column") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT NULL::int4 AS height");
    const auto row = *cur.fetchone();
    CHECK_THROWS_AS(row["height"].as<int>(), tusk::data_error);
    CHECK_THROWS_WITH(row["height"].as<int>(),
                      Catch::Contains("height") && Catch::Contains("NULL") && Catch::Contains("std::optional"));
}

TEST_CASE("NULL in typed rows needs a std::optional in its place") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const auto select = "SELECT * FROM (VALUES ('Eiger', 3967), ('Ogre', NULL)) AS peaks (name, height)";
    cur.execute(select);
    const auto rows = cur.rows<std::string, std::optional<int>>().to_vector();
    REQUIRE(rows.size() == 2);
    CHECK(std::get<1>(rows[0]) == 3'967);
    CHECK(std::get<1>(rows[1]) == std::nullopt);
    cur.execute(select);
    auto strict = cur.rows<std::string, int>();
    CHECK_THROWS_AS(strict.to_vector(), tusk::data_error);
}

TEST_CASE("NULLs travel inside arrays") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const std::vector<std::optional<int>> with_gap{1, std::nullopt, 3};
    cur.execute("SELECT $1::int4[]", with_gap);
    CHECK((*cur.fetchone())[0].as<std::vector<std::optional<int>>>() == with_gap);
}

TEST_CASE("a NULL parameter may stand for a type that cannot be inferred from it") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT coalesce($1, $2::text)", nullptr, "instead");
    CHECK((*cur.fetchone())[0].as<std::string>() == "instead");
}
