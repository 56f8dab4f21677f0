// PEP 249, "Cursor attributes": description.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

using namespace tusk::test;
using tusk::oid;

namespace {

/// The column that `SELECT …` of one expression describes; a copy, since a description goes with the next statement.
tusk::column describe(tusk::cursor& cur, std::string_view select) {
    cur.execute(select);
    const auto description = cur.description();
    REQUIRE(description.has_value());
    REQUIRE(description->size() == 1);
    return description->front();
}

} // namespace

TEST_CASE("description is none before the first statement") {
    auto conn = fresh_connection();
    CHECK_FALSE(conn.cursor().description().has_value());
}

TEST_CASE("description is none after statements that return no rows, also when there was one before") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_peaks(cur);
    CHECK_FALSE(cur.description().has_value());
    cur.execute("SELECT name FROM peaks");
    CHECK(cur.description().has_value());
    cur.execute("UPDATE peaks SET name = name");
    CHECK_FALSE(cur.description().has_value());
    cur.execute("SELECT name FROM peaks");
    cur.execute("DROP TABLE peaks");
    CHECK_FALSE(cur.description().has_value());
}

TEST_CASE("description has one column for each of the result's, in their order") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT 1 AS one, 'b'::text AS two, true AS three");
    const auto description = cur.description();
    REQUIRE(description.has_value());
    REQUIRE(description->size() == 3);
    CHECK((*description)[0].name == "one");
    CHECK((*description)[0].type_code == oid::int4);
    CHECK((*description)[1].name == "two");
    CHECK((*description)[1].type_code == oid::text);
    CHECK((*description)[2].name == "three");
    CHECK((*description)[2].type_code == oid::bool_);
}

TEST_CASE("description is there for results without rows, and for INSERT … RETURNING") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    CHECK(describe(cur, "SELECT name FROM peaks").name == "name");
    CHECK(describe(cur, "INSERT INTO peaks VALUES ('Eiger') RETURNING length(name) AS letters").name == "letters");
}

TEST_CASE("description of a SELECT of no columns is there and empty, and its rows are, too") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT FROM generate_series(1, 3)");
    REQUIRE(cur.description().has_value());
    CHECK(cur.description()->empty());
    CHECK(cur.rowcount() == 3);
    const auto row = cur.fetchone();
    REQUIRE(row.has_value());
    CHECK(row->size() == 0);
    CHECK(cur.fetchall().size() == 2);
}

TEST_CASE("a column of a fixed size says its size in bytes, and leaves the rest unknown") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const auto column = describe(cur, "SELECT 1::int8 AS big");
    CHECK(column.name == "big");
    CHECK(column.type_code == oid::int8);
    CHECK_FALSE(column.display_size.has_value());
    CHECK(column.internal_size == 8);
    CHECK_FALSE(column.precision.has_value());
    CHECK_FALSE(column.scale.has_value());
    CHECK_FALSE(column.null_ok.has_value());
}

TEST_CASE("a varchar(n), a char(n) and a bit(n) say their display size") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK(describe(cur, "SELECT 'a'::varchar(7)").display_size == 7);
    CHECK(describe(cur, "SELECT 'a'::char(3)").display_size == 3);
    CHECK(describe(cur, "SELECT B'1'::bit(5)").display_size == 5);
    const auto unlimited = describe(cur, "SELECT 'a'::varchar");
    CHECK_FALSE(unlimited.display_size.has_value());
    CHECK_FALSE(unlimited.internal_size.has_value());
}

TEST_CASE("a numeric(p, s) says its precision and scale") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const auto column = describe(cur, "SELECT 1::numeric(8, 3)");
    CHECK(column.precision == 8);
    CHECK(column.scale == 3);
    CHECK_FALSE(column.display_size.has_value());
    const auto whole = describe(cur, "SELECT 1::numeric(5)");
    CHECK(whole.precision == 5);
    CHECK(whole.scale == 0);
    const auto unlimited = describe(cur, "SELECT 1::numeric");
    CHECK_FALSE(unlimited.precision.has_value());
    CHECK_FALSE(unlimited.scale.has_value());
}

TEST_CASE("a numeric may have a negative scale") {
    auto conn = fresh_connection();
    if (conn.server_version() < 150'000) return; // new in PostgreSQL 15
    auto cur = conn.cursor();
    const auto column = describe(cur, "SELECT 12345::numeric(3, -2)");
    CHECK(column.precision == 3);
    CHECK(column.scale == -2);
}

TEST_CASE("description of a result in text, from a script, is the same") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("SELECT 1::numeric(8, 3) AS height, 'a'::varchar(7) AS name");
    const auto description = cur.description();
    REQUIRE(description.has_value());
    REQUIRE(description->size() == 2);
    CHECK((*description)[0].name == "height");
    CHECK((*description)[0].type_code == oid::numeric);
    CHECK((*description)[0].scale == 3);
    CHECK((*description)[1].display_size == 7);
}

TEST_CASE("a column of a table says which table and which of its columns it is") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("CREATE TEMPORARY TABLE peaks (name text, height int4)");
    const auto column = describe(cur, "SELECT height FROM peaks");
    CHECK(column.table_column == 2);
    cur.execute("SELECT 'peaks'::regclass::oid");
    CHECK((*cur.fetchone())[0].as<tusk::oid>() == static_cast<oid>(column.table));
}
