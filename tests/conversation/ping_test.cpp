// Asking a server how it is: what each first answer means, and that nothing is left behind.
#include "tests/conversation/connects.hpp"
#include "transport/ping.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using transport::connect_plan;

namespace {

using hosts = std::vector<connect_plan::host>;

conversation pinging(ssl_mode mode = ssl_mode::disable, hosts asked = {}) {
    return [=](protocol::channel& ch, const protocol::endpoint& server) -> protocol::exchange<std::string> {
        connect_plan plan;
        plan.login = request_of({});
        plan.mode = mode;
        plan.hosts = asked;
        if (asked.empty()) plan.hosts.push_back({server.host, server.address, server.port});
        const server_state found = co_await transport::ping(ch, plan);
        co_return found == server_state::accepting ? "accepting"
        : found == server_state::rejecting         ? "rejecting"
                                                   : "no response";
    };
}

script answering(const std::string& answer) { return script().accept().expect(startup_of()).give(answer); }

const std::string starting = fatal("57P03", "the database system is starting up");

/// In every chunk size, over TCP by both drivers; and cut anywhere, it is never taken for more than it is.
void check_ping(const script& plan, const std::string& expected) {
    for (std::size_t chunk = 0; chunk <= 16; ++chunk)
        CHECK(run_simulated(plan, pinging(), "", {.chunk = chunk}).get() == expected);
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK(run_over_tcp(plan, pinging(), how).get() == expected);
    for (std::size_t bytes = 0; bytes < plan.given(); ++bytes)
        CHECK(run_simulated(plan, pinging(), "", {.cut_after = bytes}).get() == "no response");
}

} // namespace

TEST_CASE("a server that asks for anything, or refuses this user, is accepting connections") {
    for (const std::string& answer :
         {authentication_ok(), cleartext_password(), md5_password("salt"), sasl({"SCRAM-SHA-256"}),
          negotiate_version(protocol::version_3_0, {"x"}), fatal("28000", "no pg_hba.conf entry"),
          fatal("3D000", "database does not exist"), fatal("53300", "too many connections")})
        check_ping(answering(answer), "accepting");
}

TEST_CASE("a server that is starting up or shutting down is rejecting connections") {
    check_ping(answering(starting), "rejecting");
}

TEST_CASE("what refuses, closes, or speaks something else gives no response") {
    CHECK(run_once(script().refuse(), pinging()).get() == "no response");
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK(run_over_tcp(script().accept().expect(startup_of()).close(), pinging(), how).get() == "no response");
    CHECK(run_once(answering("HTTP/1.1 400 Bad Request\r\n"), pinging()).get() == "no response");
    CHECK(run_once(answering(ready()), pinging()).get() == "no response");
    CHECK(run_once(answering(message('E', "garbage")), pinging()).get() == "no response");
    CHECK(run_once(script().resolve({}), pinging(ssl_mode::disable, {{"nowhere", "", 1}})).get() == "no response");
}

TEST_CASE("no password is sent, and the server is left at once") {
    CHECK(run_once(answering(cleartext_password()).expect_close(), pinging()).sent == startup_of());
}

TEST_CASE("encryption is asked for as the sslmode says") {
    const script plan = script().accept().expect(from_client::ssl_request()).give("S").start_tls();
    CHECK(run_once(script(plan).expect(startup_of()).give(authentication_ok()), pinging(ssl_mode::require)).get() ==
          "accepting");
    const script unable = script().accept().expect(from_client::ssl_request()).give("N").expect_close();
    CHECK(run_once(unable, pinging(ssl_mode::require)).get() == "no response");
    CHECK(run_once(unable, pinging(ssl_mode::require)).sent == from_client::ssl_request());
}

TEST_CASE("of several hosts the first that accepts counts, else the best that was found") {
    const hosts three{{"db1", "", 1}, {"db2", "", 2}, {"db3", "", 3}};
    script last = script().refuse().accept().expect(startup_of()).give(starting);
    last.accept().expect(startup_of()).give(authentication_ok());
    CHECK(run_once(last, pinging(ssl_mode::disable, three)).get() == "accepting");
    const script none = script().refuse().accept().expect(startup_of()).give(starting).refuse();
    CHECK(run_once(none, pinging(ssl_mode::disable, three)).get() == "rejecting");
    const script first = answering(authentication_ok());
    CHECK(run_once(first, pinging(ssl_mode::disable, three)).get() == "accepting");
}
