// PEP 249, "Cursor methods": execute with parameters.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

using namespace tusk::test;

TEST_CASE("parameters are inserted, and rows found by them") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    CHECK(cur.execute("INSERT INTO peaks VALUES ($1)", "Eiger").rowcount() == 1);
    cur.execute("INSERT INTO peaks VALUES ($1)", std::string("Denali"));
    cur.execute("SELECT name FROM peaks WHERE name = $1", std::string_view("Denali"));
    CHECK(names_in(cur.fetchall()) == std::vector<std::string>{"Denali"});
}

TEST_CASE("a value is data, whatever it looks like: it is never part of the statement") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_peaks(cur);
    const std::string evil = "x'); DROP TABLE peaks; -- $1 %s \\ \" ";
    cur.execute("INSERT INTO peaks VALUES ($1)", evil);
    cur.execute("SELECT name FROM peaks WHERE name = $1", evil);
    CHECK((*cur.fetchone())[0].as<std::string>() == evil);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 7);
}

TEST_CASE("a $1 inside a literal, an identifier or a comment is no parameter") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT '$2', $$ $3 $$, $1::int4 AS \"$4\" -- $5", 1);
    const auto row = *cur.fetchone();
    CHECK(row[0].as<std::string>() == "$2");
    CHECK(row["$4"].as<int>() == 1);
}

TEST_CASE("more or fewer values than parameters is a programming error that tells both numbers") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK_THROWS_AS(cur.execute("SELECT $1::int4 + $2::int4", 1), tusk::programming_error);
    CHECK_THROWS_WITH(cur.execute("SELECT $1::int4 + $2::int4", 1), Catch::Contains("2") && Catch::Contains("1 "));
    CHECK_THROWS_AS(cur.execute("SELECT 1", 1), tusk::programming_error);
    CHECK_THROWS_AS(cur.execute("SELECT $1::int4"), tusk::programming_error);
    // The server was not told of any of them.
    CHECK((*cur.execute("SELECT $1::int4", 5).fetchone())[0].as<int>() == 5);
}

TEST_CASE("a value that does not fit its parameter is a data error that names the parameter, and nothing is sent") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK_THROWS_AS(cur.execute("SELECT $1::text, $2::int2", "a", 100'000), tusk::data_error);
    CHECK_THROWS_WITH(cur.execute("SELECT $1::text, $2::int2", "a", 100'000),
                      Catch::Contains("$2") && Catch::Contains("int2") && Catch::Contains("100000"));
    CHECK_THROWS_AS(cur.execute("SELECT $1::int4", true), tusk::data_error);
    CHECK_THROWS_WITH(cur.execute("SELECT $1::int4", true), Catch::Contains("$1") && Catch::Contains("bool"));
    CHECK((*cur.execute("SELECT $1::int4", 5).fetchone())[0].as<int>() == 5);
}

TEST_CASE("a text with a NUL character is a data error, as value and as statement") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const std::string with_nul("a\0b", 3);
    CHECK_THROWS_AS(cur.execute("SELECT $1::text", with_nul), tusk::data_error);
    CHECK_THROWS_AS(cur.execute(std::string("SELECT 1\0", 9)), tusk::data_error);
    CHECK((*cur.execute("SELECT $1::text", "ab").fetchone())[0].as<std::string>() == "ab");
}

TEST_CASE("several statements in one string with parameters are a programming error") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    make_empty_table(cur);
    CHECK_THROWS_AS(cur.execute("INSERT INTO peaks VALUES ($1); DELETE FROM peaks", "Eiger"), tusk::programming_error);
    CHECK_THROWS_AS(cur.execute("INSERT INTO peaks VALUES ('Eiger'); DELETE FROM peaks"), tusk::programming_error);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 0);
}

TEST_CASE("the parameters may be given as a list whose length is known at run time only") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const int number = 2;
    const std::string text = "b";
    const std::vector<tusk::parameter> values{number, text, nullptr};
    cur.execute_with("SELECT $1::int4, $2::text, $3::bool", values);
    const auto row = *cur.fetchone();
    CHECK(row[0].as<int>() == 2);
    CHECK(row[1].as<std::string>() == "b");
    CHECK(row[2].is_null());
}

TEST_CASE("the same statement runs again with other values, and with values of other types") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const auto twice = [&cur](const auto& value) {
        return (*cur.execute("SELECT $1::int8 * 2", value).fetchone())[0].template as<std::int64_t>();
    };
    CHECK(twice(1) == 2);
    CHECK(twice(std::int64_t{1} << 40) == std::int64_t{1} << 41);
    CHECK(twice(std::int16_t{-3}) == -6);
    CHECK(twice("21") == 42);
}

TEST_CASE("a statement that needs another plan, since its table changed, works all the same") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    make_peaks(cur);
    CHECK(cur.execute("SELECT * FROM peaks").description()->size() == 1);
    cur.execute("ALTER TABLE peaks ADD height int4");
    CHECK(cur.execute("SELECT * FROM peaks").description()->size() == 2);
}
