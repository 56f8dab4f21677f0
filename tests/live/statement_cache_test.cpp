// Statements that are prepared once and kept, and what happens when the server's plan and ours drift apart.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace tusk;
using namespace tusk::test;

namespace {

/// How many statements of ours the server holds, counted by the simple protocol, which prepares none.
std::int64_t prepared(connection& session) {
    auto cursor = session.cursor();
    cursor.execute_script("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'tusk%'");
    return (*cursor.fetchone())[0].as<std::int64_t>();
}

} // namespace

TEST_CASE("A statement is prepared once, and parsed no more after that") {
    connection session = connect_in_autocommit();
    session.execute("SELECT $1::int4", 1);
    std::ostringstream lines;
    session.trace(lines);
    session.execute("SELECT $1::int4", 2);
    session.untrace();
    CHECK_FALSE(contains(lines.str(), "Parse"));
    CHECK(contains(lines.str(), "Bind"));
    CHECK(prepared(session) == 1);
}

TEST_CASE("Closing a cursor keeps its statement for the next one") {
    connection session = connect_in_autocommit();
    for (int i = 0; i < 10; ++i) CHECK(ask<int>(session, "SELECT $1::int4", i) == i);
    CHECK(prepared(session) == 1);
}

TEST_CASE("The least recently used statement makes room, and is closed on the server") {
    connection session = connect_in_autocommit("statement_cache_size=2");
    for (const char* sql : {"SELECT 1", "SELECT 2", "SELECT 1", "SELECT 3"}) session.execute(sql);
    session.execute("SELECT 3"); // the Close of an evicted statement travels with the next one
    auto cursor = session.cursor();
    cursor.execute_script("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time");
    const rows left = cursor.fetchall();
    REQUIRE(left.size() == 2);
    CHECK(left[0][0].as<std::string>() == "SELECT 1");
    CHECK(left[1][0].as<std::string>() == "SELECT 3");
}

TEST_CASE("A cache of one works for any sequence of statements") {
    connection session = connect_in_autocommit("statement_cache_size=1");
    for (int i = 0; i < 50; ++i) {
        CHECK(ask<int>(session, "SELECT " + std::to_string(i)) == i);
        CHECK(ask<int>(session, "SELECT $1::int4", i) == i);
    }
    CHECK(prepared(session) <= 2);
}

TEST_CASE("With a cache of none nothing stays on the server") {
    connection session = connect_in_autocommit("statement_cache_size=0");
    for (int i = 0; i < 5; ++i) CHECK(ask<int>(session, "SELECT $1::int4", i) == i);
    auto cursor = session.cursor();
    cursor.execute_script("SELECT count(*) FROM pg_prepared_statements");
    CHECK((*cursor.fetchone())[0].as<int>() == 0);
}

TEST_CASE("Thousands of different statements do not pile up on the server") {
    connection session = connect_in_autocommit();
    for (int i = 0; i < 1'000; ++i) session.execute("SELECT " + std::to_string(i));
    session.execute("SELECT 999");
    CHECK(prepared(session) == 256);
}

TEST_CASE("A statement that fails to prepare is not remembered") {
    connection session = connect_in_autocommit();
    CHECK_THROWS_AS(session.execute("SELECT * FROM not_yet"), errors::undefined_table);
    session.execute("CREATE TEMP TABLE not_yet (n int4)");
    CHECK(session.execute("SELECT * FROM not_yet").fetchall().empty());
}

TEST_CASE("The pinned types of parameters make another statement of the same words") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute("SELECT $1", "7");
    CHECK(cursor.description()->front().type_code == oid::text);
    cursor.setinputsizes({oid::int8});
    cursor.execute("SELECT $1", 7);
    CHECK(cursor.description()->front().type_code == oid::int8);
    cursor.setinputsizes({});
    cursor.execute("SELECT $1", "7");
    CHECK(cursor.description()->front().type_code == oid::text);
    CHECK(prepared(session) == 2);
}

TEST_CASE("A statement that is evicted when the next one is refused is closed all the same") {
    connection session = connect_in_autocommit("statement_cache_size=1");
    session.execute("SELECT 1");
    session.execute("SELECT 2"); // SELECT 1 is to be closed with the statement that comes next
    using namespace std::string_view_literals;
    CHECK_THROWS_AS(session.execute("SELECT\0 3"sv), data_error);
    CHECK_THROWS_AS(session.execute("SELECT 2", 17), programming_error);
    session.execute("SELECT 2");
    CHECK(prepared(session) == 1);
}

TEST_CASE("Statements survive a rollback of the transaction that prepared them") {
    connection session = connect_locally();
    CHECK(ask<int>(session, "SELECT $1::int4", 1) == 1);
    session.rollback();
    CHECK(ask<int>(session, "SELECT $1::int4", 2) == 2);
    CHECK_THROWS_AS(session.execute("SELECT 1/0"), errors::division_by_zero);
    session.rollback();
    CHECK(ask<int>(session, "SELECT $1::int4", 3) == 3);
    CHECK_THROWS_AS(session.execute("SELECT 1/0"), errors::division_by_zero);
}
