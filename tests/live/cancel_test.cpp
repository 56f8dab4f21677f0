// Cancelling a statement from another thread, and statements that end because the server or the clock ends them.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <thread>

using namespace tusk;
using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

using clock = std::chrono::steady_clock;

/// Waits until the session sleeps in a statement, as another session sees it.
void wait_until_busy(connection& observer, std::int32_t pid) {
    const auto patience = clock::now() + 20s;
    while (!ask<bool>(observer, "SELECT count(*) > 0 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'",
                      pid)) {
        if (clock::now() > patience) throw std::runtime_error("the statement never ran");
        std::this_thread::sleep_for(1ms);
    }
}

/// Runs a statement that would take a minute, and cancels it from another thread once it runs.
void check_cancelled(connection& session) {
    connection observer = connect_in_autocommit();
    const std::int32_t pid = session.backend_pid();
    std::thread canceller([&] {
        wait_until_busy(observer, pid);
        session.cancel();
    });
    const auto begun = clock::now();
    const auto cancelled = thrown_by<errors::query_canceled>([&] { session.execute("SELECT pg_sleep(60)"); });
    canceller.join();
    CHECK(clock::now() - begun < 30s);
    CHECK(cancelled.sqlstate() == "57014");
    CHECK(dynamic_cast<const operational_error*>(&static_cast<const error&>(cancelled)) != nullptr);
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(is_usable(session));
}

} // namespace

TEST_CASE("A statement that is cancelled throws query_canceled, and the connection is usable") {
    connection session = connect_in_autocommit();
    check_cancelled(session);
}

TEST_CASE("The statement of an encrypted connection is cancelled over TLS") {
    connection session = connect_over_tls();
    session.autocommit(true);
    check_cancelled(session);
}

TEST_CASE("Cancelling works with protocol 3.2, whose keys are longer") {
    connection session = connect_in_autocommit("max_protocol_version=latest");
    check_cancelled(session);
}

TEST_CASE("In a transaction a cancelled statement fails it like any other") {
    connection session = connect_locally();
    connection observer = connect_in_autocommit();
    std::thread canceller([&] {
        wait_until_busy(observer, session.backend_pid());
        session.cancel();
    });
    CHECK_THROWS_AS(session.execute("SELECT pg_sleep(60)"), errors::query_canceled);
    canceller.join();
    CHECK(session.transaction_status() == transaction_status::failed);
    session.rollback();
    CHECK(is_usable(session));
}

TEST_CASE("Cancelling when nothing runs does nothing") {
    connection session = connect_in_autocommit();
    for (int i = 0; i < 20; ++i) {
        session.cancel();
        CHECK(is_usable(session));
    }
}

TEST_CASE("A cancel that comes too late never hits the statement behind") {
    connection session = connect_in_autocommit();
    session.execute("SELECT 'first'");
    session.execute("SELECT 'second'");
    int hit = 0;
    for (int turn = 0; turn < 200; ++turn) {
        std::atomic<bool> asked = false;
        std::thread canceller([&] {
            asked = true;
            session.cancel();
        });
        while (!asked) std::this_thread::yield();
        try {
            session.execute("SELECT 'first'"); // ends at about the time at which the request arrives
        } catch (const errors::query_canceled&) {
            ++hit;
        }
        canceller.join();
        // The request is answered: what begins now is none of its business.
        REQUIRE_NOTHROW(session.execute("SELECT 'second'"));
    }
    INFO(hit << " of 200 short statements were cancelled");
    CHECK(is_usable(session));
}

TEST_CASE("A stream is cancelled between its rows") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream("SELECT repeat('x', 1000) FROM generate_series(1, 10000000)");
    REQUIRE(stream.next());
    session.cancel();
    const auto to_the_end = [&] {
        while (stream.next()) continue;
    };
    CHECK_THROWS_AS(to_the_end(), errors::query_canceled);
    CHECK(is_usable(session));
}

TEST_CASE("statement_timeout is a cancellation by the server") {
    connection session = connect_in_autocommit();
    session.execute("SET statement_timeout = '50ms'");
    CHECK_THROWS_AS(session.execute("SELECT pg_sleep(60)"), errors::query_canceled);
    session.execute("RESET statement_timeout");
    CHECK(is_usable(session));
}

TEST_CASE("A session that was terminated while idle says so at its next statement, and is closed then") {
    connection session = connect_in_autocommit();
    connection other = connect_in_autocommit();
    REQUIRE(ask<bool>(other, "SELECT pg_terminate_backend($1, 10000)", session.backend_pid()));
    const auto lost = thrown_by<operational_error>([&] { session.execute("SELECT 1"); });
    INFO(lost.what());
    const bool told = lost.sqlstate() == "57P01" || lost.report() == nullptr;
    CHECK(told);
    CHECK(session.closed());
    CHECK(session.transaction_status() == transaction_status::unknown);
    CHECK_THROWS_AS(session.execute("SELECT 1"), interface_error);
    CHECK_THROWS_AS(session.commit(), interface_error);
    session.close();
}

TEST_CASE("A statement that is terminated throws admin_shutdown, and the connection is closed") {
    connection session = connect_in_autocommit();
    connection other = connect_in_autocommit();
    const std::int32_t pid = session.backend_pid();
    std::thread terminator([&] {
        wait_until_busy(other, pid);
        other.execute("SELECT pg_terminate_backend($1)", pid);
    });
    const auto terminated = thrown_by<errors::admin_shutdown>([&] { session.execute("SELECT pg_sleep(60)"); });
    terminator.join();
    CHECK(terminated.sqlstate() == "57P01");
    CHECK(session.closed());
    CHECK_THROWS_AS(session.execute("SELECT 1"), interface_error);
    CHECK_THROWS_AS(session.cancel(), interface_error);
}

TEST_CASE("A stream whose server process is gone ends with the loss, never as if complete") {
    connection session = connect_in_autocommit();
    connection other = connect_in_autocommit();
    auto stream = session.cursor().stream("SELECT repeat('x', 1000) FROM generate_series(1, 10000000)");
    REQUIRE(stream.next());
    REQUIRE(ask<bool>(other, "SELECT pg_terminate_backend($1)", session.backend_pid()));
    const auto to_the_end = [&] {
        while (stream.next()) continue;
    };
    CHECK_THROWS_AS(to_the_end(), operational_error);
    CHECK(stream.rowcount() == -1);
    CHECK_THROWS_AS(session.execute("SELECT 1"), interface_error);
}

TEST_CASE("A commit whose answer is lost says that the outcome is unknown") {
    connection session = connect_locally();
    connection other = connect_in_autocommit();
    session.execute("SELECT 1");
    REQUIRE(ask<bool>(other, "SELECT pg_terminate_backend($1, 10000)", session.backend_pid()));
    const auto lost = thrown_by<operational_error>([&] { session.commit(); });
    INFO(lost.what());
    const bool honest = lost.sqlstate() == "57P01" || lost.statement_delivery() == delivery::not_sent ||
                        contains(lost.what(), "not known");
    CHECK(honest);
}

TEST_CASE("operation_timeout ends a statement that takes too long, and closes the connection") {
    connection session = connect_in_autocommit();
    session.operation_timeout(200ms);
    CHECK(is_usable(session));
    const auto begun = clock::now();
    const auto late = thrown_by<operational_error>([&] { session.execute("SELECT pg_sleep(60)"); });
    CHECK(clock::now() - begun >= 190ms);
    CHECK(clock::now() - begun < 10s);
    CHECK(late.statement_delivery() == delivery::sent);
    CHECK(contains(late.what(), "200 ms"));
    CHECK(session.closed());
    CHECK_THROWS_AS(session.execute("SELECT 1"), interface_error);
}
