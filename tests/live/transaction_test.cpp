// Transactions as PEP 249 has them: opened by the first statement, ended by commit and rollback.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace tusk;
using namespace tusk::test;

TEST_CASE("A connection begins outside autocommit, idle, and its first statement opens a transaction") {
    connection session = connect_locally();
    CHECK_FALSE(session.autocommit());
    CHECK(session.transaction_status() == transaction_status::idle);
    session.execute("SELECT 1");
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    const auto first = ask<std::int64_t>(session, "SELECT txid_current()");
    CHECK(ask<std::int64_t>(session, "SELECT txid_current()") == first);
    session.commit();
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(ask<std::int64_t>(session, "SELECT txid_current()") != first);
}

TEST_CASE("Every kind of statement opens the transaction") {
    connection session = connect_locally();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT 1");
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    cursor.executemany("SELECT $1::int4", std::vector<int>{1, 2});
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    for (row_view row : cursor.stream("SELECT 1")) CHECK(row[0].as<int>() == 1);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    CHECK(session.transaction_status() == transaction_status::idle);
}

TEST_CASE("In autocommit every statement is its own transaction") {
    connection session = connect_in_autocommit();
    CHECK(session.autocommit());
    const auto first = ask<std::int64_t>(session, "SELECT txid_current()");
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(ask<std::int64_t>(session, "SELECT txid_current()") != first);
}

TEST_CASE("What is committed is seen by others, what is rolled back is not") {
    shared_table table("n int4");
    connection writer = connect_locally();
    writer.execute("INSERT INTO " + table.name() + " VALUES (1)");
    CHECK(table.count() == 0);
    writer.commit();
    CHECK(table.count() == 1);
    writer.execute("INSERT INTO " + table.name() + " VALUES (2)");
    writer.rollback();
    CHECK(table.count() == 1);
}

TEST_CASE("Closing or losing the connection object rolls back") {
    shared_table table("n int4");
    {
        connection forgetful = connect_locally();
        forgetful.execute("INSERT INTO " + table.name() + " VALUES (1)");
    }
    connection closing = connect_locally();
    closing.execute("INSERT INTO " + table.name() + " VALUES (1)");
    closing.close();
    CHECK(table.count() == 0);
}

TEST_CASE("Commit and rollback do nothing when there is no transaction") {
    connection session = connect_locally();
    std::ostringstream lines;
    session.trace(lines);
    session.commit();
    session.rollback();
    CHECK(lines.str().empty());
    CHECK(session.notices().empty());
}

TEST_CASE("Committing a failed transaction throws, and leaves the connection idle") {
    shared_table table("n int4");
    connection session = connect_locally();
    session.execute("INSERT INTO " + table.name() + " VALUES (1)");
    CHECK_THROWS_AS(session.execute("SELECT 1/0"), errors::division_by_zero);
    const auto failed = thrown_by<errors::in_failed_sql_transaction>([&] { session.commit(); });
    CHECK(failed.statement_delivery() == delivery::answered);
    CHECK(contains(failed.what(), "rolled back"));
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(table.count() == 0);
    CHECK(is_usable(session));
}

TEST_CASE("A constraint that is checked at commit fails there, and the connection is idle") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE late (id int4 UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    session.autocommit(false);
    session.execute("INSERT INTO late VALUES (1), (1)");
    CHECK_THROWS_AS(session.commit(), errors::unique_violation);
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM late") == 0);
}

TEST_CASE("Autocommit cannot change inside a transaction") {
    connection session = connect_locally();
    session.execute("SELECT 1");
    CHECK_THROWS_AS(session.autocommit(true), programming_error);
    CHECK_FALSE(session.autocommit());
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    session.autocommit(true);
    session.execute("BEGIN");
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    CHECK_THROWS_AS(session.autocommit(false), programming_error);
    session.commit();
    session.autocommit(false);
    CHECK_FALSE(session.autocommit());
}

TEST_CASE("A transaction that SQL opened in autocommit is ended by commit and rollback") {
    shared_table table("n int4");
    connection session = connect_in_autocommit();
    session.execute("BEGIN");
    session.execute("INSERT INTO " + table.name() + " VALUES (1)");
    session.rollback();
    session.execute("BEGIN");
    session.execute("INSERT INTO " + table.name() + " VALUES (2)");
    CHECK(table.count() == 0);
    session.commit();
    CHECK(table.count() == 1);
}

TEST_CASE("Ending the transaction by SQL is noticed") {
    connection session = connect_locally();
    session.execute("SELECT 1");
    session.execute("COMMIT");
    CHECK(session.transaction_status() == transaction_status::idle);
    session.execute("SELECT 1");
    CHECK(session.transaction_status() == transaction_status::in_transaction);
}

TEST_CASE("A failed statement behind a savepoint can be undone alone") {
    connection session = connect_locally();
    session.execute("CREATE TEMP TABLE kept (n int4)");
    session.execute("INSERT INTO kept VALUES (1)");
    session.execute("SAVEPOINT before");
    CHECK_THROWS_AS(session.execute("INSERT INTO kept VALUES (1/0)"), errors::division_by_zero);
    session.execute("ROLLBACK TO SAVEPOINT before");
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.commit();
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM kept") == 1);
}

TEST_CASE("A serialization failure is its own class, and the transaction can be tried again") {
    shared_table table("n int4");
    table.owner().execute("INSERT INTO " + table.name() + " VALUES (0)");
    connection first = connect_locally();
    connection second = connect_locally();
    const std::string update = "UPDATE " + table.name() + " SET n = n + 1";
    for (connection* each : {&first, &second}) {
        each->execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        each->execute("SELECT * FROM " + table.name());
    }
    first.execute(update);
    first.commit();
    CHECK_THROWS_AS(second.execute(update), errors::serialization_failure);
    second.rollback();
    second.execute(update);
    second.commit();
    CHECK(ask<int>(first, "SELECT n FROM " + table.name()) == 2);
}

TEST_CASE("BEGIN travels with the statement that opens the transaction") {
    connection session = connect_locally();
    session.execute("SELECT 1"); // prepared from here on
    session.commit();
    std::ostringstream lines;
    session.trace(lines);
    session.execute("SELECT 1");
    session.untrace();
    const std::string text = lines.str();
    CHECK(contains(text, "BEGIN"));
    CHECK(text.find("ReadyForQuery") == text.rfind("ReadyForQuery"));
}
