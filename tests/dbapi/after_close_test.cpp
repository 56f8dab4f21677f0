// PEP 249: "the connection will be unusable from this point forward", and so will its cursors; the same for a cursor.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <tuple>

using namespace tusk::test;
using tusk::interface_error;

namespace {

struct number {
    int n = 0;
};

/// Everything that can be asked of a cursor, on one that is closed or whose connection is.
void check_refuses_everything(tusk::cursor& cur) {
    CHECK_THROWS_AS(cur.execute("SELECT 1"), interface_error);
    CHECK_THROWS_AS(cur.execute("SELECT $1::int", 1), interface_error);
    CHECK_THROWS_AS(cur.execute_with("SELECT 1", {}), interface_error);
    CHECK_THROWS_AS(cur.executemany("SELECT $1::int", std::vector<int>{1}), interface_error);
    CHECK_THROWS_AS(cur.execute_script("SELECT 1"), interface_error);
    CHECK_THROWS_AS(cur.stream("SELECT 1"), interface_error);
    CHECK_THROWS_AS(cur.fetchone(), interface_error);
    CHECK_THROWS_AS(cur.fetchmany(), interface_error);
    CHECK_THROWS_AS(cur.fetchmany(2), interface_error);
    CHECK_THROWS_AS(cur.fetchall(), interface_error);
    CHECK_THROWS_AS(cur.begin(), interface_error);
    CHECK_THROWS_AS(cur.rows<int>(), interface_error);
    CHECK_THROWS_AS(cur.as<number>(), interface_error);
    CHECK_THROWS_AS(cur.nextset(), interface_error);
    CHECK_THROWS_AS(cur.description(), interface_error);
    CHECK_THROWS_AS(cur.rowcount(), interface_error);
    CHECK_THROWS_AS(cur.rownumber(), interface_error);
    CHECK_THROWS_AS(cur.statusmessage(), interface_error);
    CHECK_THROWS_AS(cur.setinputsizes({tusk::oid::int4}), interface_error);
    CHECK_THROWS_AS(cur.setoutputsize(1), interface_error);
}

} // namespace

TEST_CASE("a closed connection refuses everything but closed(), close() and its status") {
    auto conn = fresh_connection();
    conn.close();
    std::ostringstream transcript;
    CHECK_THROWS_AS(conn.cursor(), interface_error);
    CHECK_THROWS_AS(conn.execute("SELECT 1"), interface_error);
    CHECK_THROWS_AS(conn.commit(), interface_error);
    CHECK_THROWS_AS(conn.rollback(), interface_error);
    CHECK_THROWS_AS(conn.autocommit(), interface_error);
    CHECK_THROWS_AS(conn.autocommit(true), interface_error);
    CHECK_THROWS_AS(conn.cancel(), interface_error);
    CHECK_THROWS_AS(conn.operation_timeout(std::chrono::seconds(1)), interface_error);
    CHECK_THROWS_AS(conn.server_version(), interface_error);
    CHECK_THROWS_AS(conn.parameter_status("TimeZone"), interface_error);
    CHECK_THROWS_AS(conn.backend_pid(), interface_error);
    CHECK_THROWS_AS(conn.encrypted(), interface_error);
    CHECK_THROWS_AS(conn.notices(), interface_error);
    CHECK_THROWS_AS(conn.on_notice({}), interface_error);
    CHECK_THROWS_AS(conn.notifications(), interface_error);
    CHECK_THROWS_AS(conn.trace(transcript), interface_error);
    CHECK_THROWS_AS(conn.untrace(), interface_error);
    CHECK(conn.transaction_status() == tusk::transaction_status::unknown);
}

TEST_CASE("the cursors of a closed connection refuse everything, fetching included") {
    auto conn = fresh_connection();
    auto fresh = conn.cursor();
    auto with_rows = conn.execute("SELECT generate_series(1, 3)");
    static_cast<void>(with_rows.fetchone());
    conn.close();
    check_refuses_everything(fresh);
    check_refuses_everything(with_rows);
}

TEST_CASE("the cursors of a connection that was destroyed refuse everything") {
    auto conn = std::make_unique<tusk::connection>(fresh_connection());
    auto cur = conn->execute("SELECT 1");
    conn.reset();
    check_refuses_everything(cur);
}

TEST_CASE("a closed cursor refuses everything, and its connection goes on") {
    auto conn = fresh_connection();
    auto cur = conn.execute("SELECT generate_series(1, 3)");
    cur.close();
    check_refuses_everything(cur);
    CHECK((*conn.execute("SELECT 1").fetchone())[0].as<int>() == 1);
}

TEST_CASE("a cursor may be closed again, also after its connection") {
    auto conn = fresh_connection();
    auto cur = conn.execute("SELECT 1");
    cur.close();
    CHECK_NOTHROW(cur.close());
    auto late = conn.cursor();
    conn.close();
    CHECK_NOTHROW(late.close());
    CHECK_NOTHROW(late.close());
}

TEST_CASE("rows that were fetched stay good when their cursor and connection are gone") {
    tusk::rows kept;
    std::optional<tusk::row> first;
    {
        auto conn = fresh_connection();
        auto cur = conn.cursor();
        make_peaks(cur);
        cur.execute(select_peaks);
        first = cur.fetchone();
        kept = cur.fetchall();
        cur.close();
        conn.close();
    }
    CHECK((*first)["name"].as<std::string_view>() == "Aconcagua");
    CHECK(names_in(kept) == names_from(1, 5));
}

TEST_CASE("a stream whose connection was closed refuses to go on") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    auto rows = cur.stream("SELECT generate_series(1, 100000), repeat('x', 100)");
    CHECK(rows.next().has_value());
    conn.close();
    // Rows that had arrived may still be read; the end of the statement never comes.
    CHECK_THROWS_AS(
        [&] {
            while (rows.next()) {
            }
        }(),
        interface_error);
    CHECK_NOTHROW(rows.close());
}
