// The tests' own tools: scripts, simulated servers, and running an exchange every way.
#include "test_exchanges.hpp"
#include "tests/support/run_every_way.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using protocol::effect;

namespace {

const std::string query("Q\0\0\0\x0dselect 1\0", 14);
const std::string ready("Z\0\0\0\x05I", 6);
const std::string complete("C\0\0\0\x0dSELECT 1\0", 14);

/// Sends a query and answers the tag of its CommandComplete.
protocol::exchange<std::string> run_query(protocol::channel& ch) {
    ch.writer().text(query);
    ch.expect_ready(protocol::ready_cause::query);
    co_await protocol::flush(ch);
    const protocol::frame end = co_await protocol::receive(ch, protocol::expectation::simple_query);
    std::string tag(protocol::as_text(end.body).substr(0, end.body.size() - 1));
    co_await protocol::receive(ch, protocol::expectation::simple_next);
    co_return tag;
}

protocol::exchange<void> connect_securely(protocol::channel& ch, const protocol::endpoint& place) {
    co_await protocol::connect_to(place);
    ch.writer().text(std::string("\0\0\0\x08\x04\xd2\x16\x2f", 8));
    co_await protocol::flush(ch);
    co_await protocol::fill();
    ch.input().consume(1);
    co_await protocol::start_tls();
}

script query_script() { return script().after_login().expect(query).give(complete + ready); }

} // namespace

TEST_CASE("an exchange runs the same in every way, and never succeeds when it is disturbed") {
    const auto ends = run_every_way(query_script(), run_query);
    CHECK(ends.intact.size() == 68);
    for (const auto& end : ends.intact) {
        INFO(end.way);
        REQUIRE(end.get() == "SELECT 1");
        CHECK(end.state == protocol::condition::ready);
    }
    CHECK(ends.disturbed.size() == 2 * 2 + 20);
    for (const auto& end : ends.disturbed) {
        INFO(end.way);
        CHECK(end.threw<operational_error>());
        CHECK(end.state == protocol::condition::broken);
    }
}

TEST_CASE("an exchange that connects and encrypts runs in every way, too") {
    const auto plan = script().accept().expect_startup().give("S").start_tls();
    const auto ends = run_every_way(plan, connect_securely);
    for (const auto& end : ends.intact) {
        INFO(end.way);
        CHECK_NOTHROW(end.get());
    }
    CHECK(ends.intact.front().effects == std::vector{effect::connect, effect::write, effect::read, effect::start_tls});
    for (const auto& end : ends.disturbed) {
        INFO(end.way);
        CHECK(end.error);
    }
}

TEST_CASE("chunks are as large as asked for") {
    const auto whole = run_simulated(query_script(), run_query, "whole");
    CHECK(whole.effects == std::vector{effect::write, effect::read});
    const auto by_seven = run_simulated(query_script(), run_query, "by seven", {.chunk = 7});
    CHECK(by_seven.effects == std::vector{effect::write, effect::read, effect::read, effect::read});
    CHECK(by_seven.sent == query);
}

TEST_CASE("a client that departs from the script is told where") {
    const auto run = [](const script& plan) { return run_simulated(plan, run_query, "way"); };
    CHECK_THROWS_WITH(run(script().after_login().expect("Q\xff")), Contains("way: ") && Contains("from byte 1 on"));
    CHECK_THROWS_WITH(run(script().after_login().expect_message('P')), Contains("of type 'Q' instead of 'P'"));
    CHECK_THROWS_WITH(run(script().after_login().expect_messages("QX")),
                      Contains("the client waits for an answer") && Contains("expect a message of type 'X'"));
    CHECK_THROWS_WITH(run(script().after_login().expect(query).give(complete)), Contains("the script is over"));
    CHECK_THROWS_WITH(run(query_script().give("more")), Contains("left unread: \"more\""));
    CHECK_THROWS_WITH(run(query_script().expect_message('X')), Contains("the client is content, but"));
    CHECK_THROWS_WITH(run(script().accept()), Contains("the client waits for an answer"));
    CHECK_THROWS_AS(run_over_socket(script().after_login().expect("Q\xff"), run_query, "way",
                                    protocol::endpoint::family::tcp, mode::blocking),
                    script_error);
}

TEST_CASE("a reaction sees the message and answers it") {
    std::string seen;
    const auto plan = script().after_login().expect_message('Q', [&](std::string_view message) {
        seen = message;
        return complete + ready;
    });
    for (const auto& end : run_every_way(plan, run_query).intact) {
        INFO(end.way);
        CHECK(end.get() == "SELECT 1");
        CHECK(seen == query);
    }
}

TEST_CASE("refusals and addresses are simulated") {
    const protocol::endpoint place{protocol::endpoint::family::tcp, "db", "192.0.2.9", 1};
    const auto refused = run_simulated(
        script().refuse("no route"), [&](protocol::channel&) { return test::connect(place); }, "refused");
    CHECK(refused.error_text() == "could not connect to db (192.0.2.9), port 1: no route");
    const std::string host = "db";
    const auto address = [&](protocol::channel&) { return first_address(host); };
    CHECK(run_simulated(script().resolve({place}), address, "resolved").get() == "192.0.2.9/db/1");
    CHECK(run_simulated(script().resolve({}), address, "unresolved").threw<operational_error>());
}
