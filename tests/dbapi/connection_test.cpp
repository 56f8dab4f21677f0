// PEP 249, "Constructors" and "Connection Objects": connecting, closing, cursors.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace tusk::test;

namespace {

/// The parameters of the server under test.
tusk::params test_params() { return tusk::params::parse(the_server().uri()); }

} // namespace

TEST_CASE("connect() takes a connection string, or the parameters in a struct") {
    auto by_string = tusk::connect(the_server().uri());
    auto by_struct = tusk::connect(test_params());
    CHECK((*by_string.execute("SELECT 1").fetchone())[0].as<int>() == 1);
    CHECK((*by_struct.execute("SELECT 2").fetchone())[0].as<int>() == 2);
}

TEST_CASE("connect() with an unknown keyword is a programming error that names it") {
    CHECK_THROWS_AS(tusk::connect("hots=localhost"), tusk::programming_error);
    CHECK_THROWS_WITH(tusk::connect("hots=localhost"), Catch::Contains("hots"));
}

TEST_CASE("connect() with a port that is no port is an operational error") {
    CHECK_THROWS_AS(tusk::connect("host=127.0.0.1 port=70000"), tusk::operational_error);
    CHECK_THROWS_AS(tusk::connect("host=127.0.0.1 port=x"), tusk::operational_error);
}

TEST_CASE("connect() where no server listens is an operational error that names the place") {
    tusk::params nowhere = test_params();
    nowhere.endpoints = {{.host = "127.0.0.1", .port = 1}};
    CHECK_THROWS_AS(tusk::connect(nowhere), tusk::operational_error);
    CHECK_THROWS_WITH(tusk::connect(nowhere), Catch::Contains("127.0.0.1") && Catch::Contains("port 1"));
}

TEST_CASE("connect() to an unknown database is an operational error") {
    tusk::params elsewhere = test_params();
    elsewhere.dbname = "no_such_database";
    CHECK_THROWS_AS(tusk::connect(elsewhere), tusk::operational_error);
    CHECK_THROWS_WITH(tusk::connect(elsewhere), Catch::Contains("no_such_database"));
}

TEST_CASE("connect() with a wrong password is an operational error, and does not repeat the password") {
    tusk::params stranger = test_params();
    stranger.password = tusk::secret_text("wrong-sesame");
    CHECK_THROWS_AS(tusk::connect(stranger), tusk::operational_error);
    CHECK_THROWS_WITH(tusk::connect(stranger), !Catch::Contains("sesame"));
}

TEST_CASE("close() ends the connection and may be called again") {
    auto conn = fresh_connection();
    CHECK_FALSE(conn.closed());
    conn.close();
    CHECK(conn.closed());
    CHECK_NOTHROW(conn.close());
    CHECK(conn.closed());
}

TEST_CASE("close() ends the session on the server") {
    auto conn = fresh_connection();
    const int process = conn.backend_pid();
    conn.close();
    auto observer = fresh_connection();
    observer.autocommit(true);
    // The server takes leave in its own time: wait until it has, for ten seconds at most.
    auto cur = observer.execute("DO $$ BEGIN FOR i IN 1..1000 LOOP"
                                " EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = " +
                                std::to_string(process) +
                                ");"
                                " PERFORM pg_stat_clear_snapshot(); PERFORM pg_sleep(0.01); END LOOP; END $$");
    cur.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", process);
    CHECK((*cur.fetchone())[0].as<int>() == 0);
}

TEST_CASE("cursor() makes as many cursors as one likes, each with a result of its own") {
    auto conn = fresh_connection();
    auto one = conn.cursor();
    auto other = conn.cursor();
    one.execute("SELECT 1 UNION SELECT 2 ORDER BY 1");
    other.execute("SELECT 'other'");
    CHECK((*one.fetchone())[0].as<int>() == 1);
    CHECK((*other.fetchone())[0].as<std::string>() == "other");
    CHECK((*one.fetchone())[0].as<int>() == 2);
}

TEST_CASE("a connection that was moved is the same one, and what it was moved from is closed") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    tusk::connection moved = std::move(conn);
    CHECK(conn.closed()); // NOLINT(bugprone-use-after-move): what that means is the point
    CHECK_THROWS_AS(conn.cursor(), tusk::interface_error);
    CHECK_NOTHROW(conn.close());
    CHECK((*cur.execute("SELECT 3").fetchone())[0].as<int>() == 3);
    CHECK_FALSE(moved.closed());
}

TEST_CASE("what the server says in passing is kept as the connection's notices, in order") {
    auto conn = fresh_connection();
    conn.execute("DO $$ BEGIN RAISE NOTICE 'first'; RAISE WARNING 'second'; END $$");
    const auto notices = conn.notices();
    REQUIRE(notices.size() == 2);
    CHECK(notices[0].message == "first");
    CHECK(notices[0].level() == "NOTICE");
    CHECK(notices[1].message == "second");
    CHECK(notices[1].level() == "WARNING");
    CHECK(conn.notices().empty());
}
