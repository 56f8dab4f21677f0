// Several statements in one string, and their results one after the other.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

TEST_CASE("A script's results follow each other") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT 1 AS a; CREATE TEMP TABLE t (n int4); INSERT INTO t VALUES (1), (2);"
                          "SELECT n FROM t ORDER BY n; ; SELECT 'last' AS z");
    CHECK((*cursor.fetchone())["a"].as<int>() == 1);
    REQUIRE(cursor.nextset());
    CHECK_FALSE(cursor.description());
    CHECK(cursor.statusmessage() == "CREATE TABLE");
    CHECK_THROWS_AS(cursor.fetchone(), programming_error);
    REQUIRE(cursor.nextset());
    CHECK(cursor.rowcount() == 2);
    REQUIRE(cursor.nextset());
    CHECK(cursor.rowcount() == 2);
    CHECK(cursor.fetchall()[1]["n"].as<int>() == 2);
    REQUIRE(cursor.nextset());
    CHECK((*cursor.fetchone())["z"].as<std::string>() == "last");
    CHECK_FALSE(cursor.nextset());
}

TEST_CASE("Large results of a script keep apart") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT 'first', g FROM generate_series(1, 100000) g;"
                          "SELECT 'second', -g FROM generate_series(1, 100000) g");
    int n = 0;
    for (const auto& [token, number] : cursor.rows<std::string_view, int>()) {
        const bool belongs = token == "first" && number == ++n;
        REQUIRE(belongs);
    }
    REQUIRE(cursor.nextset());
    for (const auto& [token, number] : cursor.rows<std::string_view, int>()) {
        const bool belongs = token == "second" && number == -(100'001 - n--);
        REQUIRE(belongs);
    }
    CHECK(n == 0);
}

TEST_CASE("nextset drops what was not fetched") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT g FROM generate_series(1, 1000) g; SELECT 'b'");
    CHECK(cursor.fetchone());
    REQUIRE(cursor.nextset());
    CHECK(cursor.rownumber() == 0U);
    CHECK(cursor.fetchone()->get<std::string>() == std::tuple("b"));
}

TEST_CASE("A script that fails in the middle leaves no results, and the connection usable") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (n int4)");
    auto cursor = session.cursor();
    CHECK_THROWS_AS(cursor.execute_script("INSERT INTO t VALUES (1); SELECT 1/0; INSERT INTO t VALUES (2)"),
                    errors::division_by_zero);
    CHECK_FALSE(cursor.description());
    CHECK_FALSE(cursor.nextset());
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("A script takes part in the transaction that is open, or opens one") {
    shared_table table("n int4");
    connection session = connect_locally();
    const std::string insert = "INSERT INTO " + table.name() + " VALUES (1);";
    session.cursor().execute_script(insert + insert);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    CHECK(table.count() == 0);
    session.rollback();
    CHECK(table.count() == 0);
    session.cursor().execute_script(insert + "COMMIT;" + insert + "BEGIN;" + insert);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    CHECK(table.count() == 1); // what stands between COMMIT and BEGIN belongs to the new transaction
    session.rollback();
    CHECK(table.count() == 1);
    session.cursor().execute_script(insert + "COMMIT;" + insert);
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(table.count() == 3);
}

TEST_CASE("Executing again drops the results that were to follow") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT 1; SELECT 2");
    cursor.execute("SELECT 3");
    CHECK_FALSE(cursor.nextset());
}

TEST_CASE("A procedure that commits runs as a script in autocommit") {
    shared_table table("n int4");
    connection session = connect_in_autocommit();
    session.cursor().execute_script("DO $$BEGIN INSERT INTO " + table.name() + " VALUES (1); COMMIT; INSERT INTO " +
                                    table.name() + " VALUES (2); END$$");
    CHECK(table.count() == 2);
}
