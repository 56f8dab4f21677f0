// PEP 249, "Cursor methods": nextset; and several statements in one string.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

using namespace tusk::test;

TEST_CASE("nextset() goes from one result of a script to the next, then there is none") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("SELECT 1 AS one; SELECT 'a' AS two UNION ALL SELECT 'b'; SELECT 3 AS three");
    CHECK((*cur.fetchone())["one"].as<int>() == 1);
    CHECK(cur.nextset());
    CHECK(cur.rowcount() == 2);
    CHECK(cur.rownumber() == 0);
    CHECK((*cur.description())[0].name == "two");
    CHECK(names_in(cur.fetchall()) == std::vector<std::string>{"a", "b"});
    CHECK(cur.nextset());
    CHECK((*cur.fetchone())["three"].as<int>() == 3);
    CHECK_FALSE(cur.nextset());
}

TEST_CASE("nextset() drops the rows of the current result that were not fetched") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("SELECT generate_series(1, 10); SELECT 99");
    CHECK((*cur.fetchone())[0].as<int>() == 1);
    CHECK(cur.nextset());
    CHECK((*cur.fetchone())[0].as<int>() == 99);
    CHECK_FALSE(cur.fetchone().has_value());
}

TEST_CASE("nextset() answers false before the first statement, and after statements with one result") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK_FALSE(cur.nextset());
    cur.execute("SELECT 1");
    CHECK_FALSE(cur.nextset());
    make_empty_table(cur);
    cur.executemany("INSERT INTO peaks VALUES ($1)", peak_names);
    CHECK_FALSE(cur.nextset());
}

TEST_CASE("a script's statements without rows are results, too") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("CREATE TEMPORARY TABLE peaks (name text);"
                       "INSERT INTO peaks VALUES ('Eiger'), ('Denali');"
                       "SELECT name FROM peaks ORDER BY 1;");
    CHECK_FALSE(cur.description().has_value());
    CHECK(cur.rowcount() == -1);
    CHECK_THROWS_AS(cur.fetchall(), tusk::programming_error);
    CHECK(cur.nextset());
    CHECK(cur.rowcount() == 2);
    CHECK_THROWS_AS(cur.fetchall(), tusk::programming_error);
    CHECK(cur.nextset());
    CHECK(names_in(cur.fetchall()) == std::vector<std::string>{"Denali", "Eiger"});
    CHECK_FALSE(cur.nextset());
}

TEST_CASE("a new statement forgets the results that nextset() had not reached") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("SELECT 1; SELECT 2");
    cur.execute("SELECT 3");
    CHECK_FALSE(cur.nextset());
    CHECK((*cur.fetchone())[0].as<int>() == 3);
}

TEST_CASE("an error in a script throws, and its connection is usable after a rollback") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK_THROWS_AS(cur.execute_script("SELECT 1; SELECT 1/0; SELECT 2"), tusk::data_error);
    CHECK_FALSE(cur.description().has_value());
    CHECK_FALSE(cur.nextset());
    conn.rollback();
    CHECK((*cur.execute("SELECT 3").fetchone())[0].as<int>() == 3);
}

TEST_CASE("a script opens a transaction like execute(), and outside of one it is all or nothing") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("SELECT 1");
    CHECK(conn.transaction_status() == tusk::transaction_status::in_transaction);
    make_empty_table(cur);
    conn.commit();
    conn.autocommit(true);
    CHECK_THROWS_AS(cur.execute_script("INSERT INTO peaks VALUES ('Eiger'); SELECT 1/0"), tusk::data_error);
    CHECK(conn.transaction_status() == tusk::transaction_status::idle);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 0);
}

TEST_CASE("a script of nothing has no result set") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute_script("");
    CHECK_FALSE(cur.description().has_value());
    CHECK(cur.rowcount() == -1);
    CHECK_THROWS_AS(cur.fetchone(), tusk::programming_error);
    CHECK_FALSE(cur.nextset());
}

TEST_CASE("a stored function is called by SELECT, a procedure by CALL, each with parameters") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT * FROM lower($1::text)", "EIGER");
    CHECK((*cur.fetchone())[0].as<std::string>() == "eiger");
    cur.execute("CREATE PROCEDURE pg_temp.double_it(INOUT n int4) LANGUAGE sql AS 'SELECT n * 2'");
    cur.execute("CALL pg_temp.double_it($1)", 21);
    CHECK((*cur.fetchone())["n"].as<int>() == 42);
}
