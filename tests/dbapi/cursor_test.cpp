// PEP 249, "Cursor Objects": what two cursors share, execute, sizes, closing.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

using namespace tusk::test;

TEST_CASE("cursors of one connection are not isolated: they see each other's changes at once") {
    auto conn = fresh_connection();
    auto one = conn.cursor();
    auto other = conn.cursor();
    make_empty_table(one);
    one.execute("INSERT INTO peaks VALUES ('Eiger')");
    CHECK(names_in(other.execute(select_peaks).fetchall()) == std::vector<std::string>{"Eiger"});
    other.execute("UPDATE peaks SET name = 'Jungfrau'");
    CHECK(names_in(one.execute(select_peaks).fetchall()) == std::vector<std::string>{"Jungfrau"});
}

TEST_CASE("cursors of different connections do not see each other's changes before the commit") {
    auto writer = fresh_connection();
    auto reader = fresh_connection();
    // The table must outlive a session; its name is this test's own, and it goes with the test.
    const std::string table = "shared_" + std::to_string(writer.backend_pid());
    auto writing = writer.cursor();
    auto reading = reader.cursor();
    reader.autocommit(true);
    reading.execute("CREATE TABLE " + table + " (n int)");
    writing.execute("INSERT INTO " + table + " VALUES (1)");
    CHECK(reading.execute("SELECT * FROM " + table).rowcount() == 0);
    writer.commit();
    CHECK(reading.execute("SELECT * FROM " + table).rowcount() == 1);
    reading.execute("DROP TABLE " + table);
}

TEST_CASE("execute() returns its cursor, so that calls can be chained") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK(&cur.execute("SELECT 1") == &cur);
    CHECK((*cur.execute("SELECT 2").fetchone())[0].as<int>() == 2);
}

TEST_CASE("a cursor that nobody named lives on in what its statements return") {
    auto conn = fresh_connection();
    std::vector<int> numbers;
    for (const auto& row : conn.cursor().execute("SELECT generate_series(1, $1::int)", 3))
        numbers.push_back(row[0].as<int>());
    for (const auto& row : conn.cursor().execute_with("SELECT 4", {})) numbers.push_back(row[0].as<int>());
    for (const auto& row : conn.cursor().execute_script("SELECT 5")) numbers.push_back(row[0].as<int>());
    CHECK(numbers == std::vector<int>{1, 2, 3, 4, 5});
    auto kept = conn.cursor().executemany("SELECT $1::int", std::vector<int>{1, 2});
    CHECK(kept.rowcount() == 2);
    static_assert(std::is_same_v<decltype(conn.cursor().execute("")), tusk::cursor>);
}

TEST_CASE("execute() replaces the result of the statement before, read or not") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT generate_series(1, 10)");
    CHECK((*cur.fetchone())[0].as<int>() == 1);
    cur.execute("SELECT generate_series(100, 101)");
    CHECK((*cur.fetchone())[0].as<int>() == 100);
    CHECK(cur.fetchall().size() == 1);
}

TEST_CASE("execute() that fails leaves no result of the statement before") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    cur.execute("SELECT 1");
    CHECK_THROWS_AS(cur.execute("SELECT 1/0"), tusk::data_error);
    CHECK_FALSE(cur.description().has_value());
    CHECK(cur.rowcount() == -1);
    CHECK_THROWS_AS(cur.fetchone(), tusk::programming_error);
}

TEST_CASE("execute() of an empty statement is no error and has no result set") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK_NOTHROW(cur.execute(""));
    CHECK_FALSE(cur.description().has_value());
    CHECK(cur.rowcount() == -1);
    CHECK_THROWS_AS(cur.fetchone(), tusk::programming_error);
}

TEST_CASE("one cursor goes through statements of every kind, one after the other") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    CHECK(cur.statusmessage() == "CREATE TABLE");
    cur.execute("INSERT INTO peaks VALUES ('Eiger')");
    CHECK(cur.statusmessage() == "INSERT 0 1");
    cur.execute(select_peaks);
    CHECK(cur.statusmessage() == "SELECT 1");
    cur.execute("DROP TABLE peaks");
    CHECK(cur.statusmessage() == "DROP TABLE");
}

TEST_CASE("arraysize is 1 at first, and can be set and read") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK(cur.arraysize() == 1);
    cur.arraysize(7);
    CHECK(cur.arraysize() == 7);
    CHECK(conn.cursor().arraysize() == 1);
}

TEST_CASE("setinputsizes() pins the types of parameters") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    CHECK_THROWS_AS(cur.execute("SELECT pg_typeof($1)::text", 1), tusk::programming_error); // cannot be inferred
    cur.setinputsizes({tusk::oid::int8});
    cur.execute("SELECT pg_typeof($1)::text", 1);
    CHECK((*cur.fetchone())[0].as<std::string>() == "bigint");
    cur.setinputsizes({tusk::oid::numeric});
    cur.execute("SELECT pg_typeof($1)::text", 1);
    CHECK((*cur.fetchone())[0].as<std::string>() == "numeric");
    cur.setinputsizes({});
    CHECK_THROWS_AS(cur.execute("SELECT pg_typeof($1)::text", 1), tusk::programming_error);
}

TEST_CASE("setinputsizes() leaves what it calls oid::none, and parameters behind its list, to the server") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.setinputsizes({tusk::oid::none, tusk::oid::int2});
    cur.execute("SELECT $1::text, pg_typeof($2)::text, $3::int4", "a", 1, 2);
    const auto row = *cur.fetchone();
    CHECK(row[1].as<std::string>() == "smallint");
    CHECK(row[2].as<int>() == 2);
}

TEST_CASE("setinputsizes() with more types than a statement has parameters does not disturb it") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.setinputsizes({tusk::oid::int8, tusk::oid::int8});
    CHECK((*cur.execute("SELECT 1").fetchone())[0].as<int>() == 1);
    CHECK((*cur.execute("SELECT pg_typeof($1)::text", 1).fetchone())[0].as<std::string>() == "bigint");
    CHECK(cur.stream("SELECT 1").next().has_value());
}

TEST_CASE("setoutputsize() is accepted") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.setoutputsize(1'000);
    cur.setoutputsize(2'000, 0);
    CHECK((*cur.execute("SELECT 'all of it'").fetchone())[0].as<std::string>() == "all of it");
}
