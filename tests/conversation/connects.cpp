#include "tests/conversation/connects.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

namespace tusk::test {

using namespace protocol;

conversation establishing(ssl_mode mode, visitor who, std::vector<transport::connect_plan::host> hosts) {
    return establishing_by(
        std::move(hosts), [mode](transport::connect_plan& plan) { plan.mode = mode; }, std::move(who));
}

conversation establishing_by(std::vector<transport::connect_plan::host> hosts,
                             std::function<void(transport::connect_plan&)> complete, visitor who) {
    return [=](channel& ch, const endpoint& server) -> exchange<std::string> {
        transport::connect_plan plan;
        plan.login = request_of(who);
        plan.hosts = hosts;
        if (hosts.empty()) plan.hosts.push_back({server.host, server.address, server.port});
        complete(plan);
        const transport::established session = co_await transport::establish(ch, plan);
        std::string text = session.encrypted ? "encrypted, " : "in the clear, ";
        text += session.login.method;
        if (!hosts.empty()) text += ", " + session.place.describe();
        co_return text;
    };
}

conversation cancelling(bool is_encrypted) {
    return [=](channel& ch, const endpoint& server) -> exchange<std::string> {
        transport::established session;
        session.place = server;
        session.encrypted = is_encrypted;
        session.login.process_id = 42;
        const byte_view key = as_bytes("1234");
        session.login.cancel_key.assign(key.begin(), key.end());
        co_await transport::cancel(ch, session);
        co_return "cancelled";
    };
}

script& expect_login_in_the_clear(script& plan) {
    return plan.accept().expect(startup_of()).give(from_server::session_start());
}

script& expect_encrypted_login(script& plan) {
    plan.accept().expect(from_client::ssl_request()).give("S").start_tls();
    return plan.expect(startup_of()).give(from_server::session_start());
}

namespace {

std::vector<end> intact_runs(const script& plan, const conversation& what, played where) {
    std::vector<end> ends;
    for (std::size_t chunk = 0; chunk <= 64; ++chunk)
        ends.push_back(run_simulated(plan, what, "in chunks of " + std::to_string(chunk), {.chunk = chunk}));
    if (where == played::in_simulation || plan.only_simulated()) return ends;
    for (const mode how : {mode::blocking, mode::asynchronous}) ends.push_back(run_over_tcp(plan, what, how));
    return ends;
}

std::vector<end> disturbed_runs(const script& plan, const conversation& what) {
    std::vector<end> ends;
    const std::size_t effects = run_once(plan, what).effects.size();
    for (std::size_t each = 0; each < effects; ++each) {
        const std::string way = "effect " + std::to_string(each) + " fails";
        ends.push_back(run_simulated(plan, what, way, {.failing = each}));
        ends.push_back(
            run_simulated(plan, what, way + " and throws", {.failing = each, .writes_fail_silently = false}));
    }
    for (std::size_t bytes = 0; bytes < plan.given(); ++bytes)
        ends.push_back(
            run_simulated(plan, what, "cut after " + std::to_string(bytes) + " bytes", {.cut_after = bytes}));
    return ends;
}

void check_disturbed_connects(const script& plan, const conversation& what, const std::string& expected) {
    for (const end& each : disturbed_runs(plan, what)) {
        INFO(each.way << ": " << each.error_text());
        REQUIRE((each.value == expected || each.threw<error>()));
    }
}

} // namespace

void check_connects(const script& plan, const conversation& what, const std::string& expected, played where) {
    for (const end& each : intact_runs(plan, what, where)) {
        INFO(each.way << ": " << each.error_text());
        REQUIRE(each.value == expected);
        REQUIRE(each.state == condition::ready);
    }
    check_disturbed_connects(plan, what, expected);
}

void check_stays_out(const script& plan, const conversation& what, const std::string& expected, played where) {
    for (const end& each : intact_runs(plan, what, where)) {
        INFO(each.way << ": " << (each.error ? each.error_text() : *each.value));
        REQUIRE(each.threw<error>());
        REQUIRE_THAT(each.error_text(), Catch::Contains(expected));
    }
    check_disturbed_connects(plan, what, "");
}

} // namespace tusk::test
