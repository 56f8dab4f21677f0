// Statements that the server refuses: the connection stays usable, and nothing of the server's report is lost.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

TEST_CASE("In autocommit a failed statement leaves the connection idle and usable") {
    connection session = connect_in_autocommit();
    for (const char* wrong : {"SELECT 1/0", "SELEC 1", "SELECT * FROM no_such_table", "SELECT 'x'::int4"}) {
        CHECK_THROWS_AS(session.execute(wrong), database_error);
        CHECK(session.transaction_status() == transaction_status::idle);
        CHECK(is_usable(session));
    }
}

TEST_CASE("In a transaction a failed statement fails it, until a rollback") {
    connection session = connect_locally();
    session.execute("SELECT 1");
    CHECK_THROWS_AS(session.execute("SELECT 1/0"), errors::division_by_zero);
    CHECK(session.transaction_status() == transaction_status::failed);
    CHECK_THROWS_AS(session.execute("SELECT 1"), errors::in_failed_sql_transaction);
    CHECK(session.transaction_status() == transaction_status::failed);
    session.rollback();
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(is_usable(session));
}

TEST_CASE("The first statement of a transaction may be the one that fails") {
    connection session = connect_locally();
    for (const char* wrong : {"SELECT 1/0", "SELEC 1"}) {
        CHECK_THROWS_AS(session.execute(wrong), database_error);
        CHECK(session.transaction_status() == transaction_status::failed);
        session.rollback();
        CHECK(is_usable(session));
        session.rollback();
    }
}

TEST_CASE("A statement that fails behind its first rows leaves the connection usable") {
    connection session = connect_in_autocommit();
    const char* late = "SELECT repeat('x', 100), 1 / (50000 - g) FROM generate_series(1, 100000) g";
    CHECK_THROWS_AS(session.execute(late), errors::division_by_zero);
    CHECK(is_usable(session));
    CHECK_THROWS_AS(session.cursor().execute_script(late), errors::division_by_zero);
    CHECK(is_usable(session));
}

TEST_CASE("A violated constraint arrives with every field that the server reports") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE peaks (id int4 CONSTRAINT peaks_have_one_id PRIMARY KEY, "
                    "name text CONSTRAINT peaks_have_names CHECK (name <> ''))");
    session.execute("INSERT INTO peaks VALUES (1, 'Eiger')");
    const auto twice =
        thrown_by<errors::unique_violation>([&] { session.execute("INSERT INTO peaks VALUES ($1, $2)", 1, "Mönch"); });
    CHECK(dynamic_cast<const integrity_error*>(&static_cast<const error&>(twice)) != nullptr);
    CHECK(twice.statement_delivery() == delivery::answered);
    REQUIRE(twice.report() != nullptr);
    const server_report& report = *twice.report();
    CHECK(report.severity == "ERROR");
    CHECK(report.severity_unlocalised == "ERROR");
    CHECK(report.sqlstate == "23505");
    CHECK(report.message == "duplicate key value violates unique constraint \"peaks_have_one_id\"");
    CHECK(report.detail == "Key (id)=(1) already exists.");
    CHECK(report.schema.starts_with("pg_temp"));
    CHECK(report.table == "peaks");
    CHECK(report.constraint == "peaks_have_one_id");
    CHECK(report.file == "nbtinsert.c");
    CHECK(report.routine == "_bt_check_unique");
    CHECK(report.line.value_or(0) > 0);
    CHECK(contains(twice.what(), report.message));
    CHECK(contains(twice.what(), report.detail));
}

TEST_CASE("Column, type, hint, context and inner query of an error are kept") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE lakes (name text NOT NULL)");
    const auto missing =
        thrown_by<errors::not_null_violation>([&] { session.execute("INSERT INTO lakes VALUES (NULL)"); });
    CHECK(missing.report()->column == "name");
    CHECK(missing.report()->table == "lakes");

    const auto hinted = thrown_by<errors::undefined_column>([&] { session.execute("SELECT nam FROM lakes"); });
    CHECK(contains(hinted.report()->hint, "lakes.name"));
    CHECK(contains(hinted.what(), "lakes.name"));

    const auto inner =
        thrown_by<errors::undefined_table>([&] { session.execute("DO $$BEGIN PERFORM * FROM nowhere_at_all; END$$"); });
    CHECK(contains(inner.report()->internal_query, "nowhere_at_all"));
    CHECK(inner.report()->internal_position.value_or(0) > 0);
    CHECK(contains(inner.report()->where, "PL/pgSQL"));

    session.execute("CREATE DOMAIN pg_temp.height AS int4 CONSTRAINT heights_are_positive CHECK (value > 0)");
    const auto domain = thrown_by<errors::check_violation>([&] { session.execute("SELECT (-1)::pg_temp.height"); });
    CHECK(domain.report()->datatype == "height");
    CHECK(domain.report()->constraint == "heights_are_positive");
}

TEST_CASE("A syntax error says at which character of the statement, counting characters and not bytes") {
    connection session = connect_in_autocommit();
    const auto plain = thrown_by<errors::syntax_error>([&] { session.execute("SELECT 1 FORM t"); });
    CHECK(plain.report()->position == 15);
    CHECK(dynamic_cast<const programming_error*>(&static_cast<const error&>(plain)) != nullptr);
    const auto umlaut = thrown_by<errors::syntax_error>([&] { session.execute("SELECT 'äöü' FORM t"); });
    CHECK(umlaut.report()->position == 19);
}

TEST_CASE("Each class of SQLSTATE becomes PEP 249's class") {
    connection session = connect_in_autocommit();
    const auto raise = [&](const std::string& sqlstate) {
        session.execute("DO $$BEGIN RAISE SQLSTATE '" + sqlstate + "' USING MESSAGE = 'asked for'; END$$");
    };
    CHECK_THROWS_AS(raise("22012"), data_error);
    CHECK_THROWS_AS(raise("23001"), integrity_error);
    CHECK_THROWS_AS(raise("25P02"), internal_error);
    CHECK_THROWS_AS(raise("42P01"), programming_error);
    CHECK_THROWS_AS(raise("0A000"), not_supported_error);
    for (const char* operational : {"40001", "40P01", "53100", "54000", "57014", "58030", "08006"})
        CHECK_THROWS_AS(raise(operational), operational_error);
    CHECK_THROWS_AS(raise("40001"), errors::serialization_failure);
    CHECK_THROWS_AS(raise("ZZ999"), database_error);
    CHECK(thrown_by<database_error>([&] { raise("ZZ999"); }).sqlstate() == "ZZ999");
    CHECK(is_usable(session));
}

TEST_CASE("A report keeps control characters, what() escapes them") {
    connection session = connect_in_autocommit();
    const auto coloured =
        thrown_by<database_error>([&] { session.execute("DO $$BEGIN RAISE EXCEPTION '%', E'\\x1b[31mred'; END$$"); });
    CHECK(coloured.report()->message == "\x1b[31mred");
    CHECK_FALSE(contains(coloured.what(), "\x1b"));
}

TEST_CASE("An empty statement is no error") {
    connection session = connect_in_autocommit();
    for (const char* nothing : {"", " ", "-- a comment", ";"}) {
        auto cursor = session.execute(nothing);
        CHECK_FALSE(cursor.description());
        CHECK(cursor.rowcount() == -1);
        CHECK(cursor.statusmessage().empty());
        CHECK_THROWS_AS(cursor.fetchone(), programming_error);
        cursor.execute_script(nothing);
        CHECK_FALSE(cursor.description());
    }
    CHECK(is_usable(session));
}

TEST_CASE("Several statements in one string are refused by execute, which prepares") {
    connection session = connect_in_autocommit();
    CHECK_THROWS_AS(session.execute("SELECT 1; SELECT 2"), programming_error);
    CHECK_THROWS_AS(session.execute("SELECT $1; SELECT 2", 1), programming_error);
    CHECK(is_usable(session));
}
