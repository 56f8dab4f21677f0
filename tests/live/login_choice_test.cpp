// What decides whether and how one logs in besides the server: require_auth, functions that have passwords, SCRAM keys.
#include "auth/base64.hpp"
#include "auth/scram_keys.hpp"
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <vector>

using namespace tusk;
using namespace tusk::test;

namespace {

struct role {
    std::string name;
    std::string password;
    std::string method; // require_auth's word for what the server asks this role for
};

const std::vector<role> roles{{"tusk_trust", "any", "none"},
                              {"tusk_clear", "secret-clear", "password"},
                              {"tusk_md5", "secret-md5", "md5"},
                              {"tusk_scram", "secret-scram", "scram-sha-256"}};

/// The keys of a role, made from its password and the salt that the server keeps:
/// "scram_client_key=…&scram_server_key=…".
std::string scram_keys_of(const std::string& name, const std::string& password) {
    connection session = connect(the_server().socket_uri("postgres", "", "dbname=postgres"));
    // SCRAM-SHA-256$4096:salt$StoredKey:ServerKey
    const auto stored = ask<std::string>(session, "SELECT rolpassword FROM pg_authid WHERE rolname = $1", name);
    const std::size_t begin = stored.find(':') + 1;
    const auto salt = auth::base64_decode(stored.substr(begin, stored.find('$', begin) - begin)).value();
    const auto sha256 = auth::hash_algorithm::sha256;
    const auto keys = auth::derive_scram_keys(sha256, auth::pbkdf2(sha256, auth::secret(password), salt, 4096));
    return "scram_client_key=" + percent_encoded(auth::base64_encode(keys.client_key.bytes())) +
           "&scram_server_key=" + percent_encoded(auth::base64_encode(keys.server_key.bytes()));
}

connection connect_with(const std::string& uri, const connect_options& options) {
    return connect(params::parse(uri), options);
}

} // namespace

TEST_CASE("require_auth lets every role in by its own method, and by no other") {
    for (const role& who : roles)
        for (const role& other : roles) {
            INFO(who.name << " with " << other.method);
            const bool same = who.method == other.method;
            const auto uri = [&](const std::string& value) {
                return the_server().uri(who.name, who.password, "sslmode=disable&require_auth=" + value);
            };
            const std::string only = uri(other.method);
            const std::string but = uri("!" + other.method);
            CHECK(connect(same ? only : but).login_method() == who.method);
            const auto refused = thrown_by<operational_error>([&] { static_cast<void>(connect(same ? but : only)); });
            CHECK(contains(refused.what(), "but require_auth allows only"));
        }
}

TEST_CASE("A function has the password for every method that needs one") {
    for (const role& who : roles) {
        std::string told;
        connect_options options;
        options.password = [&](const login_attempt& attempt) {
            told += std::string(attempt.user) + (attempt.encrypted ? " by TLS " : " in the clear ");
            CHECK(attempt.port == the_server().port);
            return secret_text(who.password);
        };
        const bool asked = who.method != "none";
        connection plain = connect_with(the_server().uri(who.name, "wrong", "sslmode=disable"), options);
        CHECK(plain.login_method() == who.method);
        CHECK(told == (asked ? who.name + " in the clear " : ""));
        static_cast<void>(connect_with(the_server().uri(who.name, "wrong", "sslmode=require"), options));
        CHECK(told == (asked ? who.name + " in the clear " + who.name + " by TLS " : ""));
    }
}

TEST_CASE("What the function that has passwords throws leaves connect as it is") {
    connect_options options;
    options.password = [](const login_attempt&) -> secret_text { throw std::domain_error("the vault is closed"); };
    const auto thrown = thrown_by<std::domain_error>(
        [&] { static_cast<void>(connect_with(the_server().uri("tusk_scram", "secret-scram"), options)); });
    CHECK(std::string(thrown.what()) == "the vault is closed");
}

TEST_CASE("SCRAM keys log in without the password") {
    const std::string keys = scram_keys_of("tusk_scram", "secret-scram");
    CHECK(connect(the_server().uri("tusk_scram", "", "sslmode=disable&" + keys)).login_method() == "scram-sha-256");
    CHECK(connect(the_server().uri("tusk_scram", "", "sslmode=require&" + keys)).login_method() ==
          "scram-sha-256-plus");
    const std::string wrong = scram_keys_of("tusk_scram", "guessed");
    CHECK_THROWS_AS(connect(the_server().uri("tusk_scram", "", "sslmode=disable&" + wrong)), errors::invalid_password);
}
