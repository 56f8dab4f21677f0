// What a connection says of itself, pinging a server, and cancelling without waiting.
#include "tests/live/connections.hpp"

#include <tusk/errors.hpp>
#include <tusk/ping.hpp>

#include <catch2/catch.hpp>

#include <pwd.h>
#include <sstream>
#include <thread>
#include <unistd.h>

using namespace tusk;
using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

std::string port() { return std::to_string(the_server().port); }

} // namespace

TEST_CASE("A connection says where it goes and how it is protected") {
    connection session = connect(the_server().uri("tusk_scram", "secret-scram", "sslmode=require"));
    const connection_info info = session.info();
    CHECK(info.host == "localhost");
    CHECK((info.address == "127.0.0.1" || info.address == "::1"));
    CHECK(info.port == the_server().port);
    CHECK_FALSE(info.unix_socket);
    CHECK(info.user == "tusk_scram");
    CHECK(info.dbname == ask<std::string>(session, "SELECT current_database()"));
    CHECK(info.login_method == "scram-sha-256-plus");
    CHECK(info.protocol == protocol_version::v3_0);
    CHECK(info.backend_pid == ask<std::int32_t>(session, "SELECT pg_backend_pid()"));
    CHECK(info.can_cancel);
    CHECK(info.encrypted);
    const std::string of_this_session = " FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    const auto version = ask<std::string>(session, "SELECT version" + of_this_session);
    const auto cipher = ask<std::string>(session, "SELECT cipher" + of_this_session);
    CHECK(info.tls_version == version);
    CHECK(info.tls_cipher == cipher);
    std::ostringstream line;
    line << info;
    CHECK(line.str() == "database \"tusk\" as user \"tusk_scram\" on host localhost (" + info.address + "), port " +
                            port() + ", login by scram-sha-256-plus, " + version + " (" + cipher + ")");
}

TEST_CASE("A connection over the Unix socket says so") {
    connection session = connect_locally();
    const connection_info info = session.info();
    CHECK(info.unix_socket);
    CHECK(info.host == the_server().socket_dir);
    CHECK(info.address == the_server().socket_dir + "/.s.PGSQL." + port());
    CHECK_FALSE(info.encrypted);
    CHECK(info.tls_version.empty());
    std::ostringstream line;
    line << info;
    CHECK(line.str() ==
          "database \"tusk\" as user \"tusk\" on socket " + info.address + ", login by scram-sha-256, not encrypted");
    session.close();
    CHECK_THROWS_AS(session.info(), interface_error);
}

TEST_CASE("A server that runs accepts, whoever asks") {
    CHECK(ping(the_server().uri("nobody_at_all", "wrong", "sslmode=prefer")) == server_state::accepting);
    CHECK(ping(the_server().uri("tusk", "", "sslmode=disable")) == server_state::accepting);
    CHECK(ping(params::parse(the_server().socket_uri("tusk", ""))) == server_state::accepting);
}

TEST_CASE("Where no server listens there is no response") {
    CHECK(ping("host=127.0.0.1 port=1 user=a") == server_state::no_response);
    CHECK(ping("host=/nonexistent/folder user=a") == server_state::no_response);
    CHECK_THROWS_AS(ping("host"), programming_error);
}

TEST_CASE("A statement is cancelled without waiting for the server to take note") {
    connection session = connect_locally();
    cursor cur = session.cursor();
    std::future<void> cancelled;
    std::thread canceller([&] {
        std::this_thread::sleep_for(200ms);
        cancelled = session.async_cancel();
    });
    CHECK_THROWS_AS(cur.execute("SELECT pg_sleep(60)"), errors::query_canceled);
    canceller.join();
    CHECK_NOTHROW(cancelled.get());
    session.rollback();
    CHECK(ask<int>(session, "SELECT 1") == 1);
}

TEST_CASE("A schema is where names are looked for, whatever it is called") {
    const std::string uri = the_server().socket_uri("tusk", "secret-tusk");
    connection session = connect(uri);
    session.autocommit(true);
    session.execute("CREATE SCHEMA IF NOT EXISTS \"Odd \"\"Schema, too\"");
    params where = params::parse(uri);
    where.schema = "Odd \"Schema, too";
    connection there = connect(where);
    CHECK(ask<std::string>(there, "SELECT current_schema()") == where.schema);
    session.execute("DROP SCHEMA \"Odd \"\"Schema, too\"");
}

TEST_CASE("Hosts at random and any kind of server lead to the server") {
    const std::string two = "host=" + the_server().socket_dir + "," + the_server().socket_dir + " port=" + port() +
                            " user=tusk password=secret-tusk dbname=tusk";
    for (const char* target : {"any", "read-write", "primary", "prefer-standby"}) {
        connection session = connect(two + " load_balance_hosts=random target_session_attrs=" + target);
        CHECK(ask<int>(session, "SELECT 1") == 1);
    }
    for (const char* target : {"read-only", "standby"})
        CHECK_THROWS_WITH(connect(two + " target_session_attrs=" + target), Catch::Contains("after 2 attempts"));
    connection session = connect(two + " options='-c default_transaction_read_only=on' target_session_attrs=read-only");
    CHECK(ask<std::string>(session, "SHOW transaction_read_only") == "on");
}

TEST_CASE("A replication connection takes the walsender's commands") {
    params where;
    where.endpoints = {{the_server().socket_dir, "", static_cast<std::uint16_t>(the_server().port)}};
    where.user = "postgres";
    where.dbname = "tusk";
    where.replication = replication_mode::database;
    connection session = connect(where);
    CHECK(session.autocommit());
    cursor cur = session.cursor();
    cur.execute_script("IDENTIFY_SYSTEM");
    const auto row = cur.fetchone();
    REQUIRE(row);
    CHECK((*row)["dbname"].as<std::string>() == "tusk");
    CHECK((*row)["xlogpos"].as<std::string>().find('/') != std::string::npos);
    cur.execute_script("SELECT current_database()");
    CHECK(cur.fetchone().value()[0].as<std::string>() == "tusk");
}

TEST_CASE("Under prefer, what a function of the caller's throws does not lead to a connection in the clear") {
    struct no_key_today {};
    connect_options options;
    options.tls_context = [](ssl_ctx_st*) { throw operational_error("the key store is down"); };
    const std::string where = the_server().uri("tusk_scram", "secret-scram", "sslmode=prefer");
    CHECK_THROWS_WITH(connect(where, options), "the key store is down");
    CHECK_THROWS_WITH(ping(where, options), "the key store is down");
    options.tls_context = [](ssl_ctx_st*) { throw no_key_today(); };
    for (const char* mode : {"prefer", "require"})
        CHECK_THROWS_AS(
            connect(the_server().uri("tusk_scram", "secret-scram", std::string("sslmode=") + mode), options),
            no_key_today);
}

TEST_CASE("requirepeer lets in where the server runs as that user, and nowhere else") {
    // tests/support/servers: root cannot run a server.
    const passwd* const us = getpwuid(geteuid());
    REQUIRE(us != nullptr);
    const std::string owner = geteuid() == 0 ? "postgres" : us->pw_name;
    connection session = connect_locally("requirepeer=" + owner);
    CHECK(is_usable(session));
    CHECK_THROWS_WITH(connect_locally("requirepeer=somebody_else"),
                      Catch::Contains("runs as user \"" + owner + "\", but requirepeer demands \"somebody_else\""));
}
