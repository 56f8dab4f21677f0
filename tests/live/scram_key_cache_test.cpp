// When a login derives SCRAM's keys, and when it has them from an earlier one: counted, not timed.
#include "client/plan.hpp"
#include "tests/live/connections.hpp"
#include "transport/blocking_driver.hpp"
#include "transport/establish.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

namespace {

/// How often a login derives keys. The host's name, which nobody looks up, decides whose entries it may find.
int derivations(const std::string& name, const std::string& user, const std::string& password,
                const std::string& options = {}) {
    const params parameters = params::parse(
        "host=" + name + " hostaddr=127.0.0.1 sslmode=disable dbname=tusk port=" + std::to_string(the_server().port) +
        " user=" + user + " password=" + password + " " + options);
    transport::connect_plan plan = client::make_plan(parameters);
    int count = 0;
    plan.login.salt_password = [&count](auto&&... how) {
        ++count;
        return auth::pbkdf2(how...);
    };
    protocol::channel channel;
    transport::stream wire;
    transport::blocking_driver driver(wire, client::make_driver_settings(parameters, nullptr));
    const auto session = driver.run(channel, transport::establish(channel, plan));
    CHECK(session.login.method == "scram-sha-256");
    return count;
}

int derivations(const std::string& name, const std::string& options = {}) {
    return derivations(name, "tusk_scram", "secret-scram", options);
}

} // namespace

TEST_CASE("A process derives SCRAM's keys once for a server, user and password") {
    CHECK(derivations("once.example") == 1);
    CHECK(derivations("once.example") == 0);
    CHECK(derivations("once.example") == 0);
    CHECK(derivations("another.example") == 1); // for all that is known it is another server
    CHECK(derivations("once.example", "tusk", "secret-tusk") == 1);
}

TEST_CASE("scram_key_cache=0 neither leaves keys for later logins nor finds any") {
    CHECK(derivations("strict.example", "scram_key_cache=0") == 1);
    CHECK(derivations("strict.example") == 1);
    CHECK(derivations("strict.example", "scram_key_cache=0") == 1);
}

TEST_CASE("A wrong password is refused although the right one's keys are known, and leaves none") {
    const std::size_t before = auth::process_scram_keys().size();
    for ([[maybe_unused]] const int attempt : {1, 2})
        CHECK_THROWS_AS(derivations("wrong.example", "tusk_scram", "guessed"), errors::invalid_password);
    CHECK(auth::process_scram_keys().size() == before);
    CHECK(derivations("wrong.example") == 1);
    CHECK_THROWS_AS(derivations("wrong.example", "tusk_scram", "guessed"), errors::invalid_password);
    CHECK(auth::process_scram_keys().size() == before + 1);
}
