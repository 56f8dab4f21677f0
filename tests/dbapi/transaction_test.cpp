// PEP 249, "Connection methods": commit and rollback, and the transaction that begins by itself.
#include "tests/dbapi/peaks.hpp"

#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk::test;
using tusk::transaction_status;

TEST_CASE("commit() without a transaction does nothing") {
    auto conn = fresh_connection();
    CHECK_NOTHROW(conn.commit());
    CHECK_NOTHROW(conn.commit());
    CHECK(conn.transaction_status() == transaction_status::idle);
}

TEST_CASE("rollback() without a transaction does nothing") {
    auto conn = fresh_connection();
    CHECK_NOTHROW(conn.rollback());
    CHECK_NOTHROW(conn.rollback());
    CHECK(conn.transaction_status() == transaction_status::idle);
    CHECK(conn.notices().empty());
}

TEST_CASE("the first statement opens a transaction, a SELECT too") {
    auto conn = fresh_connection();
    CHECK(conn.transaction_status() == transaction_status::idle);
    conn.execute("SELECT 1");
    CHECK(conn.transaction_status() == transaction_status::in_transaction);
}

TEST_CASE("commit() keeps what was done") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_peaks(cur);
    conn.commit();
    CHECK(conn.transaction_status() == transaction_status::idle);
    conn.rollback();
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 6);
}

TEST_CASE("rollback() undoes what was done") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_peaks(cur);
    conn.commit();
    cur.execute("DELETE FROM peaks");
    conn.rollback();
    CHECK(conn.transaction_status() == transaction_status::idle);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 6);
}

TEST_CASE("closing without commit() rolls back, and so does the destructor") {
    const bool by_destructor = GENERATE(false, true);
    CAPTURE(by_destructor);
    auto observer = fresh_connection();
    observer.autocommit(true);
    const std::string lock = "SELECT pg_advisory_xact_lock(" + std::to_string(observer.backend_pid()) + ")";
    {
        auto conn = fresh_connection();
        conn.execute("CREATE TABLE never_committed (n int)");
        conn.execute(lock);
        if (!by_destructor) conn.close();
    }
    // Waits until the other session's transaction has ended.
    auto cur = observer.execute(lock);
    cur.execute("SELECT to_regclass('never_committed') IS NULL");
    CHECK((*cur.fetchone())[0].as<bool>());
}

TEST_CASE("a statement that fails leaves the transaction failed until rollback()") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK_THROWS_AS(cur.execute("SELECT 1/0"), tusk::data_error);
    CHECK(conn.transaction_status() == transaction_status::failed);
    CHECK_THROWS_AS(cur.execute("SELECT 1"), tusk::internal_error);
    conn.rollback();
    CHECK((*cur.execute("SELECT 1").fetchone())[0].as<int>() == 1);
}

TEST_CASE("commit() of a failed transaction says that it was rolled back, and leaves the connection idle") {
    auto conn = fresh_connection();
    CHECK_THROWS_AS(conn.execute("SELECT 1/0"), tusk::data_error);
    CHECK_THROWS_AS(conn.commit(), tusk::errors::in_failed_sql_transaction);
    CHECK(conn.transaction_status() == transaction_status::idle);
    CHECK_NOTHROW(conn.commit());
    CHECK((*conn.execute("SELECT 1").fetchone())[0].as<int>() == 1);
}

TEST_CASE("commit() throws what a deferred constraint finds, and the transaction is over") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("CREATE TEMPORARY TABLE twice (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    cur.execute("INSERT INTO twice VALUES (1), (1)");
    CHECK_THROWS_AS(conn.commit(), tusk::errors::unique_violation);
    CHECK(conn.transaction_status() == transaction_status::idle);
}

TEST_CASE("autocommit is off at first") {
    auto conn = fresh_connection();
    CHECK_FALSE(conn.autocommit());
}

TEST_CASE("under autocommit a statement opens no transaction") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    CHECK(conn.autocommit());
    auto cur = conn.cursor();
    make_peaks(cur);
    CHECK(conn.transaction_status() == transaction_status::idle);
    conn.rollback();
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 6);
    conn.autocommit(false);
    cur.execute("SELECT 1");
    CHECK(conn.transaction_status() == transaction_status::in_transaction);
}

TEST_CASE("under autocommit a statement that fails leaves nothing to roll back") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    CHECK_THROWS_AS(conn.execute("SELECT 1/0"), tusk::data_error);
    CHECK(conn.transaction_status() == transaction_status::idle);
    CHECK((*conn.execute("SELECT 1").fetchone())[0].as<int>() == 1);
}

TEST_CASE("autocommit cannot change inside a transaction") {
    auto conn = fresh_connection();
    conn.execute("SELECT 1");
    CHECK_THROWS_AS(conn.autocommit(true), tusk::programming_error);
    CHECK_FALSE(conn.autocommit());
    CHECK(conn.transaction_status() == transaction_status::in_transaction);
    conn.commit();
    CHECK_NOTHROW(conn.autocommit(true));
}
