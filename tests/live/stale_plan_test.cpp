// A prepared statement whose table, or whose very name, changed on the server behind our back.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

namespace {

constexpr const char* all = "SELECT * FROM changing";

connection with_table() {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE changing (id int4)");
    session.execute("INSERT INTO changing VALUES (1)");
    CHECK(session.execute(all).description()->size() == 1);
    return session;
}

} // namespace

TEST_CASE("In autocommit a changed table is noticed, and the statement prepared again") {
    connection session = with_table();
    session.execute("ALTER TABLE changing ADD COLUMN name text DEFAULT 'Eiger'");
    auto cursor = session.execute(all);
    CHECK(cursor.fetchone()->get<int, std::string>() == std::tuple(1, "Eiger"));
    session.execute("ALTER TABLE changing ALTER COLUMN id TYPE text");
    CHECK(session.execute(all).fetchone()->get<std::string, std::string>() == std::tuple("1", "Eiger"));
    session.execute("ALTER TABLE changing DROP COLUMN id");
    CHECK(session.execute(all).fetchone()->get<std::string>() == std::tuple("Eiger"));
}

TEST_CASE("The first statement of a transaction is prepared again, too") {
    connection session = with_table();
    session.execute("ALTER TABLE changing ADD COLUMN name text");
    session.autocommit(false);
    CHECK(session.execute(all).description()->size() == 2);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    CHECK(session.transaction_status() == transaction_status::idle);
}

TEST_CASE("Inside a transaction a changed table is the server's error, and works after a rollback") {
    connection session = with_table();
    session.autocommit(false);
    session.execute("ALTER TABLE changing ADD COLUMN name text");
    const auto stale = thrown_by<not_supported_error>([&] { session.execute(all); });
    CHECK(stale.sqlstate() == "0A000");
    CHECK(session.transaction_status() == transaction_status::failed);
    session.rollback();
    CHECK(session.execute(all).description()->size() == 1);
}

TEST_CASE("A stream prepares again as well") {
    connection session = with_table();
    session.execute("ALTER TABLE changing ADD COLUMN name text DEFAULT 'Eiger'");
    int rows_seen = 0;
    for (const auto& [id, name] : session.cursor().stream(all).rows<int, std::string_view>()) {
        CHECK(id == 1);
        CHECK(name == "Eiger");
        ++rows_seen;
    }
    CHECK(rows_seen == 1);
}

TEST_CASE("Statements that were deallocated are prepared again in autocommit") {
    connection session = with_table();
    for (const char* forget : {"DEALLOCATE ALL", "DISCARD PLANS", "DEALLOCATE ALL"}) {
        session.cursor().execute_script(forget);
        CHECK(ask<int>(session, all) == 1);
        CHECK(ask<int>(session, "SELECT $1::int4", 7) == 7);
    }
    session.execute("DEALLOCATE ALL"); // through a prepared statement that so removes itself
    CHECK(ask<int>(session, all) == 1);
    session.execute("DEALLOCATE ALL");
    session.cursor().execute_script("DISCARD ALL");
    CHECK_THROWS_AS(session.execute(all), errors::undefined_table); // a temporary table, discarded with all the rest
    CHECK(ask<int>(session, "SELECT $1::int4", 8) == 8);
}

TEST_CASE("In a transaction a deallocated statement is an error once, and works after a rollback") {
    connection session = with_table();
    session.autocommit(false);
    session.execute("SELECT 1");
    session.cursor().execute_script("DEALLOCATE ALL");
    CHECK_THROWS_AS(session.execute(all), errors::invalid_sql_statement_name);
    CHECK(session.transaction_status() == transaction_status::failed);
    session.rollback();
    CHECK(ask<int>(session, all) == 1);
}

TEST_CASE("executemany finds its statement again after an error") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (n int4)");
    const std::vector<int> sets{1, 2, 3};
    auto cursor = session.cursor();
    cursor.executemany("INSERT INTO t VALUES ($1)", sets);
    session.cursor().execute_script("DEALLOCATE ALL");
    try {
        cursor.executemany("INSERT INTO t VALUES ($1)", sets);
    } catch (const errors::invalid_sql_statement_name&) {
        cursor.executemany("INSERT INTO t VALUES ($1)", sets);
    }
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 6);
}

TEST_CASE("A temporary table made anew under the same name is another table") {
    connection session = with_table();
    session.execute("DROP TABLE changing");
    CHECK_THROWS_AS(session.execute(all), errors::undefined_table);
    session.execute("CREATE TEMP TABLE changing (name text)");
    session.execute("INSERT INTO changing VALUES ('new')");
    CHECK(ask<std::string>(session, all) == "new");
}

TEST_CASE("A search_path that leads elsewhere is followed") {
    connection session = with_table();
    const std::string schema = "live_" + std::to_string(session.backend_pid());
    session.execute("CREATE SCHEMA " + schema);
    session.execute("CREATE TABLE " + schema + ".changing (name text, more text)");
    session.execute("SET search_path = " + schema + ", pg_temp");
    CHECK(session.execute(all).description()->size() == 2);
    session.execute("SET search_path = pg_temp");
    CHECK(session.execute(all).description()->size() == 1);
    session.execute("DROP SCHEMA " + schema + " CASCADE");
}
