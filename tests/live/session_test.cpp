// What a session knows and says of itself: parameters, notices, notifications, its transcript.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace tusk;
using namespace tusk::test;

TEST_CASE("The server's version, process and parameters are known from the login on") {
    connection session = connect_in_autocommit();
    CHECK(session.server_version() == ask<int>(session, "SELECT current_setting('server_version_num')::int4"));
    CHECK(session.backend_pid() == ask<int>(session, "SELECT pg_backend_pid()"));
    CHECK(session.parameter_status("server_encoding") == "UTF8");
    CHECK(session.parameter_status("client_encoding") == "UTF8");
    CHECK(session.parameter_status("session_authorization") == "tusk");
    CHECK(session.parameter_status("no_such_parameter") == std::nullopt);
}

TEST_CASE("A parameter that changes is reported") {
    connection session = connect_in_autocommit();
    session.execute("SET TimeZone = 'Asia/Kathmandu'");
    CHECK(session.parameter_status("TimeZone") == "Asia/Kathmandu");
    session.execute("SELECT set_config('application_name', 'mountaineer', false)");
    CHECK(session.parameter_status("application_name") == "mountaineer");
    session.autocommit(false);
    session.execute("SET TimeZone = 'UTC'");
    CHECK(session.parameter_status("TimeZone") == "UTC");
    session.rollback();
    CHECK(session.parameter_status("TimeZone") == "Asia/Kathmandu");
}

TEST_CASE("Notices are kept with all their fields, oldest first, until they are taken") {
    connection session = connect_in_autocommit();
    session.execute("DO $$BEGIN RAISE NOTICE 'first' USING DETAIL = 'more', HINT = 'go on';"
                    "RAISE WARNING 'second'; END$$");
    const auto notices = session.notices();
    REQUIRE(notices.size() == 2);
    CHECK(notices[0].message == "first");
    CHECK(notices[0].detail == "more");
    CHECK(notices[0].hint == "go on");
    CHECK(notices[0].level() == "NOTICE");
    CHECK(notices[1].level() == "WARNING");
    CHECK(session.notices().empty());
}

TEST_CASE("Of endless notices the last thousand are kept") {
    connection session = connect_in_autocommit();
    session.execute("DO $$BEGIN FOR i IN 1..1500 LOOP RAISE NOTICE '%', i; END LOOP; END$$");
    const auto notices = session.notices();
    REQUIRE(notices.size() == 1'000);
    CHECK(notices.front().message == "501");
    CHECK(notices.back().message == "1500");
}

TEST_CASE("A handler gets the notices, and may use the connection itself") {
    connection session = connect_in_autocommit();
    std::vector<std::string> heard;
    session.on_notice([&](const server_report& notice) {
        heard.push_back(notice.message);
        CHECK(is_usable(session));
    });
    session.execute("DO $$BEGIN RAISE NOTICE 'one'; RAISE NOTICE 'two'; END$$");
    CHECK(heard == std::vector<std::string>{"one", "two"});
    CHECK(session.notices().empty());
    session.on_notice({});
    session.execute("DO $$BEGIN RAISE NOTICE 'three'; END$$");
    CHECK(heard.size() == 2);
    CHECK(session.notices().size() == 1);
}

TEST_CASE("Notices come to their handler although the statement failed, and what a handler throws is lost") {
    connection session = connect_in_autocommit();
    int heard = 0;
    session.on_notice([&](const server_report&) {
        ++heard;
        throw std::runtime_error("of no concern to the statement");
    });
    CHECK_THROWS_AS(session.execute("DO $$BEGIN RAISE NOTICE 'one'; RAISE EXCEPTION 'failed'; END$$"),
                    errors::raise_exception);
    CHECK(heard == 1);
    CHECK_NOTHROW(session.execute("DO $$BEGIN RAISE NOTICE 'two'; END$$"));
    CHECK(heard == 2);
}

TEST_CASE("Notifications arrive with the answers to statements") {
    connection listener = connect_in_autocommit();
    connection speaker = connect_in_autocommit();
    const std::string channel = "live_" + std::to_string(listener.backend_pid());
    listener.execute("LISTEN " + channel);
    speaker.execute("SELECT pg_notify($1, $2)", channel, "first");
    speaker.execute("NOTIFY " + channel);
    std::vector<notification> heard;
    for (int i = 0; i < 1'000 && heard.size() < 2; ++i) {
        listener.execute("SELECT pg_sleep(0.01)");
        for (notification& each : listener.notifications()) heard.push_back(std::move(each));
    }
    REQUIRE(heard.size() == 2);
    CHECK(heard[0].channel == channel);
    CHECK(heard[0].payload == "first");
    CHECK(heard[0].process_id == speaker.backend_pid());
    CHECK(heard[1].payload.empty());
    CHECK(listener.notifications().empty());
}

TEST_CASE("A session hears itself, at commit") {
    connection session = connect_in_autocommit();
    const std::string channel = "live_" + std::to_string(session.backend_pid());
    session.execute("LISTEN " + channel);
    session.autocommit(false);
    session.execute("NOTIFY " + channel + ", 'kept'");
    CHECK(session.notifications().empty());
    session.commit();
    const auto heard = session.notifications();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].payload == "kept");
    CHECK(heard[0].process_id == session.backend_pid());
}

TEST_CASE("A transcript shows every message of a statement, until it is switched off") {
    connection session = connect_in_autocommit();
    std::ostringstream lines;
    session.trace(lines);
    session.execute("SELECT $1::text", "Matterhorn");
    session.untrace();
    const std::string traced = lines.str();
    for (const char* message : {"Parse", "Describe", "Bind", "Execute", "Sync", "ParseComplete", "RowDescription",
                                "BindComplete", "DataRow", "CommandComplete", "ReadyForQuery"}) {
        INFO(traced);
        CHECK(contains(traced, message));
    }
    CHECK(contains(traced, "Matterhorn"));
    session.execute("SELECT 2");
    CHECK(lines.str() == traced);
}

TEST_CASE("A transcript holds no password, also when the session ends while it runs") {
    std::ostringstream lines;
    connection session = connect_over_tls();
    session.trace(lines);
    session.execute("SELECT 1");
    session.cancel();
    session.close();
    CHECK(contains(lines.str(), "Terminate"));
    CHECK_FALSE(contains(lines.str(), "secret-tusk"));
}

TEST_CASE("Destroying a connection writes no transcript: its stream may be gone by then") {
    std::ostringstream lines;
    {
        connection session = connect_in_autocommit();
        session.trace(lines);
        session.execute("SELECT 1");
        lines.str("");
    }
    CHECK(lines.str().empty());
    connection overwritten = connect_in_autocommit();
    overwritten.trace(lines);
    overwritten = connect_in_autocommit();
    CHECK(lines.str().empty());
}

TEST_CASE("After close every use is an interface error, and closing again is nothing") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("SELECT 1");
    session.close();
    session.close();
    CHECK(session.closed());
    CHECK_THROWS_AS(session.cursor(), interface_error);
    CHECK_THROWS_AS(session.commit(), interface_error);
    CHECK_THROWS_AS(session.rollback(), interface_error);
    CHECK_THROWS_AS(session.cancel(), interface_error);
    CHECK_THROWS_AS(session.encrypted(), interface_error);
    CHECK_THROWS_AS(session.parameter_status("TimeZone"), interface_error);
    CHECK_THROWS_AS(cursor.fetchone(), interface_error);
    CHECK_THROWS_AS(cursor.execute("SELECT 1"), interface_error);
    CHECK_THROWS_AS(cursor.description(), interface_error);
    CHECK(session.transaction_status() == transaction_status::unknown);
}

TEST_CASE("Closing is noticed by the server") {
    connection session = connect_in_autocommit();
    connection observer = connect_in_autocommit();
    const std::int32_t pid = session.backend_pid();
    session.close();
    bool gone = false;
    for (int i = 0; i < 1'000 && !gone; ++i)
        gone = ask<bool>(
            observer, "SELECT count(*) = 0 FROM pg_stat_activity, pg_sleep(0.01) WHERE pg_stat_activity.pid = $1", pid);
    CHECK(gone);
}
