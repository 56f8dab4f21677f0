// From parameters to what the login works with.
#include "auth/base64.hpp"
#include "client/login_plan.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace tusk;

namespace {

const std::string key_of_ones = auth::base64_encode(std::vector<std::byte>(32, std::byte{1}));
const std::string key_of_twos = auth::base64_encode(std::vector<std::byte>(32, std::byte{2}));

auth::login_request login_for(const std::string& conninfo, const connect_options& options = {}) {
    return client::make_login(params::parse("user=anna dbname=mountains " + conninfo), options);
}

/// "database=mountains client_encoding=UTF8 …"
std::string settings_for(const std::string& conninfo) {
    std::string text;
    for (const auto& [name, value] : login_for(conninfo).settings)
        text.append(text.empty() ? "" : " ").append(name).append("=").append(value);
    return text;
}

protocol::endpoint db_example() {
    protocol::endpoint server;
    server.host = "db.example";
    server.address = "192.0.2.7";
    server.port = 5433;
    return server;
}

} // namespace

TEST_CASE("the startup message says what the parameters say, and nothing unasked") {
    CHECK(login_for("").user == "anna");
    CHECK(settings_for("") == "database=mountains client_encoding=UTF8");
    CHECK(settings_for("application_name=a fallback_application_name=b") ==
          "database=mountains client_encoding=UTF8 application_name=a");
    CHECK(settings_for("fallback_application_name=b options='-c geqo=off'") ==
          "database=mountains client_encoding=UTF8 application_name=b options=-c geqo=off");
    CHECK(settings_for("replication=database") == "database=mountains client_encoding=UTF8 replication=database");
    CHECK(settings_for("replication=on") == "database=mountains client_encoding=UTF8 replication=true");
    CHECK(settings_for("replication=no") == "database=mountains client_encoding=UTF8");
}

TEST_CASE("require_auth becomes the set of methods") {
    CHECK(login_for("").allowed == auth::method_set::all());
    CHECK(login_for("require_auth=md5,oauth").allowed.names() == "md5, oauth");
}

TEST_CASE("SCRAM's keys are read from base64") {
    CHECK_FALSE(login_for("").known_scram_keys);
    const auto keys =
        login_for("scram_client_key=" + key_of_ones + " scram_server_key=" + key_of_twos).known_scram_keys;
    REQUIRE(keys);
    CHECK(auth::base64_encode(keys->client_key.bytes()) == key_of_ones);
    CHECK(auth::base64_encode(keys->server_key.bytes()) == key_of_twos);
    CHECK_FALSE(login_for("scram_server_key=" + key_of_twos).known_scram_keys);
}

TEST_CASE("the function that has passwords is told all about the attempt") {
    CHECK_FALSE(login_for("").ask_password);
    std::string told;
    connect_options options;
    options.password = [&told](const login_attempt& attempt) {
        told = std::string(attempt.host) + " " + std::string(attempt.address) + " " + std::to_string(attempt.port) +
               " " + std::string(attempt.user) + " " + std::string(attempt.dbname) +
               (attempt.encrypted ? " tls" : " clear");
        return secret_text("snow");
    };
    const auth::login_request login = login_for("", options);
    CHECK(login.ask_password(db_example(), true).text() == "snow");
    CHECK(told == "db.example 192.0.2.7 5433 anna mountains tls");
    CHECK(login.ask_password(db_example(), false).text() == "snow");
    CHECK(told == "db.example 192.0.2.7 5433 anna mountains clear");
}

TEST_CASE("the function that has tokens is told who asks for what") {
    CHECK_FALSE(login_for("").ask_token);
    std::string told;
    connect_options options;
    options.oauth_token = [&told](const oauth_request& request) {
        told = std::string(request.issuer) + " " + std::string(request.client_id) + " " +
               std::string(request.client_secret) + " " + std::string(request.scope) + " " +
               std::string(request.attempt.host) + " " + std::string(request.attempt.user);
        return secret_text("token");
    };
    const auto login = login_for("oauth_issuer=https://id.example oauth_client_id=tusk oauth_client_secret=hush "
                                 "oauth_scope='openid db'",
                                 options);
    CHECK(login.ask_token(db_example(), true).text() == "token");
    CHECK(told == "https://id.example tusk hush openid db db.example anna");
}

TEST_CASE("what these functions throw comes out as it is") {
    connect_options options;
    options.password = [](const login_attempt&) -> secret_text { throw std::domain_error("closed"); };
    options.oauth_token = [](const oauth_request&) -> secret_text { throw std::domain_error("closed"); };
    const auth::login_request login = login_for("", options);
    CHECK_THROWS_AS(login.ask_password(db_example(), true), std::domain_error);
    CHECK_THROWS_AS(login.ask_token(db_example(), true), std::domain_error);
}
