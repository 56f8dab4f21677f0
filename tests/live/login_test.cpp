// Who gets in how: every method of authentication, with and without TLS, over TCP and over the Unix socket.
#include "client/plan.hpp"
#include "client/tls_plan.hpp"
#include "tests/live/connections.hpp"
#include "transport/blocking_driver.hpp"
#include "transport/establish.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace tusk;
using namespace tusk::test;

namespace {

struct role {
    std::string name;
    std::string password;
    std::string plain_method; // what the server asks for, in the login's own words
    std::string tls_method;
    std::string server_says; // system_user's word for it, from PostgreSQL 16 on
};

const std::vector<role>& roles() {
    static const std::vector<role> all{
        {"tusk_trust", "any", "none", "none", ""},
        {"tusk_clear", "secret-clear", "password", "password", "password"},
        {"tusk_md5", "secret-md5", "md5", "md5", "md5"},
        {"tusk_scram", "secret-scram", "scram-sha-256", "scram-sha-256-plus", "scram-sha-256"},
    };
    return all;
}

/// The login as the layers below the connection report it.
transport::established log_in(const std::string& uri) {
    const params parameters = params::parse(uri);
    protocol::channel channel;
    transport::stream wire;
    transport::blocking_driver driver(wire,
                                      client::make_driver_settings(parameters, client::make_tls_context(parameters)));
    const transport::connect_plan plan = client::make_plan(parameters);
    return driver.run(channel, transport::establish(channel, plan));
}

void check_login(const role& who, const std::string& uri, bool tls) {
    INFO(who.name << (tls ? " with TLS" : " without TLS"));
    connection session = connect(uri);
    CHECK(session.encrypted() == tls);
    auto cursor = session.execute("SELECT current_user::text, session_user::text, current_database()::text, "
                                  "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), pg_backend_pid()");
    const auto row = cursor.fetchone();
    REQUIRE(row);
    const auto [current, logged_in, database, ssl, pid] = row->get<std::string, std::string, std::string, bool, int>();
    CHECK(current == who.name);
    CHECK(logged_in == who.name);
    CHECK(database == "tusk");
    CHECK(ssl == tls);
    CHECK(pid == session.backend_pid());
    CHECK(log_in(uri).login.method == (tls ? who.tls_method : who.plain_method));
    if (session.server_version() < 160000) return;
    const auto said = ask<std::optional<std::string>>(session, "SELECT system_user::text");
    CHECK(said.value_or("") == (who.server_says.empty() ? "" : who.server_says + ":" + who.name));
}

} // namespace

TEST_CASE("Every method logs in over TCP without TLS") {
    for (const role& who : roles())
        check_login(who, the_server().uri(who.name, who.password, "sslmode=disable"), false);
}

TEST_CASE("Every method logs in over TCP with TLS, whatever is verified of the certificate") {
    const std::string authority = "&sslrootcert=" + percent_encoded(the_server().ca_file);
    for (const role& who : roles()) {
        check_login(who, the_server().uri(who.name, who.password, "sslmode=require"), true);
        check_login(who, the_server().uri(who.name, who.password, "sslmode=require" + authority), true);
        check_login(who, the_server().uri(who.name, who.password, "sslmode=verify-ca" + authority), true);
        check_login(who, the_server().uri(who.name, who.password, "sslmode=verify-full" + authority), true);
    }
}

TEST_CASE("Every method logs in over the Unix socket, which is never encrypted") {
    for (const role& who : roles())
        for (const char* mode : {"disable", "allow", "prefer", "require", "verify-full"}) {
            INFO("sslmode=" << mode);
            check_login(who, the_server().socket_uri(who.name, who.password, std::string("sslmode=") + mode), false);
        }
}

TEST_CASE("sslmode=prefer encrypts where the server can, allow only where it must") {
    for (const role& who : roles()) {
        check_login(who, the_server().uri(who.name, who.password, "sslmode=prefer"), true);
        check_login(who, the_server().uri(who.name, who.password), true);
        check_login(who, the_server().uri(who.name, who.password, "sslmode=allow"), false);
    }
}

TEST_CASE("allow and prefer find the way in to roles that get in one way alone") {
    for (const char* mode : {"sslmode=allow", "sslmode=prefer"}) {
        INFO(mode);
        CHECK(connect(the_server().uri("tusk_tls_only", "secret-tls-only", mode)).encrypted());
        CHECK_FALSE(connect(the_server().uri("tusk_plain_only", "secret-plain-only", mode)).encrypted());
    }
}

TEST_CASE("disable and require never change how they connect") {
    const auto in_the_clear = [] {
        static_cast<void>(connect(the_server().uri("tusk_tls_only", "secret-tls-only", "sslmode=disable")));
    };
    const auto refused = thrown_by<errors::invalid_authorization_specification>(in_the_clear);
    CHECK(contains(refused.what(), "tusk_tls_only"));
    CHECK(contains(refused.what(), "no encryption"));
    for (const std::string& mode : {std::string("sslmode=require"), the_server().verified_tls()})
        CHECK_THROWS_AS(connect(the_server().uri("tusk_plain_only", "secret-plain-only", mode)),
                        errors::invalid_authorization_specification);
}

TEST_CASE("channel_binding=require gets in by SCRAM over TLS, and by nothing less") {
    const std::string bound = "&channel_binding=require";
    CHECK(connect(the_server().uri("tusk_scram", "secret-scram", "sslmode=require" + bound)).encrypted());
    CHECK_THROWS_AS(connect(the_server().uri("tusk_scram", "secret-scram", "sslmode=disable" + bound)),
                    operational_error);
    CHECK_THROWS_AS(connect(the_server().socket_uri("tusk_scram", "secret-scram", "channel_binding=require")),
                    operational_error);
    CHECK_THROWS_AS(connect(the_server().uri("tusk_md5", "secret-md5", "sslmode=require" + bound)), operational_error);
    CHECK_THROWS_AS(connect(the_server().uri("tusk_clear", "secret-clear", "sslmode=require" + bound)),
                    operational_error);
    CHECK_THROWS_AS(connect(the_server().uri("tusk_trust", "any", "sslmode=require" + bound)), operational_error);
}

TEST_CASE("channel_binding=disable logs in by plain SCRAM over TLS") {
    const auto outcome =
        log_in(the_server().uri("tusk_scram", "secret-scram", "sslmode=require&channel_binding=disable"));
    CHECK(outcome.encrypted);
    CHECK(outcome.login.method == "scram-sha-256");
}

TEST_CASE("Protocol 3.2 is spoken where the server can, 3.0 elsewhere") {
    const std::string latest = the_server().socket_uri("tusk", "secret-tusk", "max_protocol_version=latest");
    const auto outcome = log_in(latest);
    const bool new_server = connect(latest).server_version() >= 180000;
    CHECK(outcome.login.version.to_string() == (new_server ? "3.2" : "3.0"));
    CHECK(outcome.login.cancel_key.size() == (new_server ? 32 : 4));
    const std::string least =
        the_server().socket_uri("tusk", "secret-tusk", "min_protocol_version=3.2&max_protocol_version=3.2");
    if (new_server)
        CHECK(log_in(least).login.version.to_string() == "3.2");
    else
        CHECK_THROWS_AS(log_in(least), operational_error);
}

TEST_CASE("What a connection string says of the session arrives on the server") {
    connection session = connect_locally("application_name=mountaineer&options=-c%20geqo%3Doff");
    CHECK(ask<std::string>(session, "SELECT current_setting('application_name')") == "mountaineer");
    CHECK(ask<std::string>(session, "SELECT current_setting('geqo')") == "off");
    CHECK(ask<std::string>(session, "SELECT current_setting('client_encoding')") == "UTF8");
}
