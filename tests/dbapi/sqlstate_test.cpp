// PEP 249, "Exceptions": which class an error of the server's belongs to, and what it reports.
#include "tests/dbapi/peaks.hpp"

#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk::test;

namespace {

/// Lets the server fail with any SQLSTATE.
void raise(tusk::cursor& cur, const std::string& sqlstate) {
    cur.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '" + sqlstate + "', MESSAGE = 'as asked'; END $$");
}

/// The error classes of SQLSTATEs, by their two first characters or whole.
template <class Class>
void check_class(std::initializer_list<const char*> sqlstates) {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    for (const char* sqlstate : sqlstates) {
        CAPTURE(sqlstate);
        CHECK_THROWS_AS(raise(cur, sqlstate), Class);
        try {
            raise(cur, sqlstate);
        } catch (const tusk::database_error& error) {
            CHECK(error.sqlstate() == sqlstate);
        }
    }
}

} // namespace

// In each list: a code that has a class of its own, and one of the same SQLSTATE class that nobody has heard of.
TEST_CASE("SQLSTATE class 22 is a data error") { check_class<tusk::data_error>({"22012", "22ZZZ"}); }
TEST_CASE("SQLSTATE class 23 is an integrity error") { check_class<tusk::integrity_error>({"23505", "23ZZZ"}); }
TEST_CASE("SQLSTATE class 42 is a programming error") { check_class<tusk::programming_error>({"42P01", "42ZZZ"}); }
TEST_CASE("SQLSTATE class 0A is a not-supported error") { check_class<tusk::not_supported_error>({"0A000", "0AZZZ"}); }
TEST_CASE("SQLSTATE class 25 is an internal error") { check_class<tusk::internal_error>({"25P02", "25ZZZ"}); }
TEST_CASE("SQLSTATE classes 08, 40, 53, 54, 57 and 58 are operational errors") {
    check_class<tusk::operational_error>(
        {"08006", "08ZZZ", "40001", "40ZZZ", "53200", "53ZZZ", "54000", "54ZZZ", "57014", "57ZZZ", "58030", "58ZZZ"});
}
TEST_CASE("an SQLSTATE of a class that nobody has heard of is a database error") {
    check_class<tusk::database_error>({"ZZ123", "P0001"});
}

TEST_CASE("statements that fail for everyday reasons throw the class of the reason") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    make_peaks(cur);
    CHECK_THROWS_AS(cur.execute("SELEC 1"), tusk::errors::syntax_error);
    CHECK_THROWS_AS(cur.execute("SELECT * FROM no_such_table"), tusk::errors::undefined_table);
    CHECK_THROWS_AS(cur.execute("SELECT no_such_column FROM peaks"), tusk::errors::undefined_column);
    CHECK_THROWS_AS(cur.execute("SELECT 1/0"), tusk::errors::division_by_zero);
    CHECK_THROWS_AS(cur.execute("SELECT 'x'::int4"), tusk::errors::invalid_text_representation);
    CHECK_THROWS_AS(cur.execute("INSERT INTO peaks VALUES ('Eiger')"), tusk::errors::unique_violation);
    CHECK_THROWS_AS(cur.execute("INSERT INTO peaks VALUES (NULL)"), tusk::errors::not_null_violation);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 6);
}

TEST_CASE("a statement that is cancelled for its length is an operational error") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    cur.execute("SET statement_timeout TO '50ms'");
    CHECK_THROWS_AS(cur.execute("SELECT pg_sleep(10)"), tusk::errors::query_canceled);
    CHECK_THROWS_AS(cur.execute("SELECT pg_sleep(10)"), tusk::operational_error);
}

TEST_CASE("a connection that the server ended is an operational error, then closed") {
    auto conn = fresh_connection();
    CHECK_THROWS_AS(conn.execute("SELECT pg_terminate_backend(pg_backend_pid())"), tusk::operational_error);
    CHECK(conn.closed());
    CHECK_THROWS_AS(conn.execute("SELECT 1"), tusk::interface_error);
}

TEST_CASE("every field of the server's report is kept") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    try {
        cur.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'the message',"
                    " DETAIL = 'the detail', HINT = 'the hint', SCHEMA = 'the schema', TABLE = 'the table',"
                    " COLUMN = 'the column', DATATYPE = 'the type', CONSTRAINT = 'the constraint'; END $$");
        FAIL("nothing was thrown");
    } catch (const tusk::errors::invalid_parameter_value& error) {
        REQUIRE(error.report() != nullptr);
        const tusk::server_report& report = *error.report();
        CHECK(report.severity_unlocalised == "ERROR");
        CHECK(report.sqlstate == "22023");
        CHECK(report.message == "the message");
        CHECK(report.detail == "the detail");
        CHECK(report.hint == "the hint");
        CHECK(report.schema == "the schema");
        CHECK(report.table == "the table");
        CHECK(report.column == "the column");
        CHECK(report.datatype == "the type");
        CHECK(report.constraint == "the constraint");
        CHECK_THAT(report.where, Catch::Contains("PL/pgSQL"));
        CHECK(report.line.has_value());
        CHECK(report.routine == "exec_stmt_raise");
        CHECK_THAT(error.what(), Catch::Contains("the message") && Catch::Contains("the detail") &&
                                     Catch::Contains("the hint") && Catch::Contains("22023"));
        CHECK(error.statement_delivery() == tusk::delivery::answered);
    }
}

TEST_CASE("the report of a wrong statement points at the place, in characters") {
    auto conn = fresh_connection();
    try {
        conn.execute("SELECT 'Grüße', no_such_column");
        FAIL("nothing was thrown");
    } catch (const tusk::programming_error& error) {
        CHECK(error.report()->position == 17);
    }
    conn.rollback();
    try {
        conn.execute("DO $$ BEGIN EXECUTE 'SELECT no_such_column'; END $$");
        FAIL("nothing was thrown");
    } catch (const tusk::programming_error& error) {
        CHECK(error.report()->internal_position == 8);
        CHECK(error.report()->internal_query == "SELECT no_such_column");
    }
}
