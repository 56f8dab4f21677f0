// Runs conversations and checks how they end.
#include "tests/conversation/conversations.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

namespace tusk::test {

using protocol::condition;

namespace {

/// However a conversation was disturbed, it ends with an exception of ours and a connection that nobody uses again.
void check_disturbed(const std::vector<end>& ends) {
    for (const end& each : ends) {
        INFO(each.way << ": " << each.error_text());
        REQUIRE((each.threw<error>() || each.threw<std::domain_error>()));
        REQUIRE(each.state == condition::broken);
    }
}

void check_refusal(const end& how, const std::string& expected) {
    INFO(how.way << ": " << (how.error ? how.error_text() : "it answered " + *how.value));
    REQUIRE(how.threw<protocol_error>());
    REQUIRE_THAT(how.error_text(), Catch::Contains(expected));
    REQUIRE(how.state == condition::broken);
}

} // namespace

end run_once(const script& plan, const conversation& what) { return run_simulated(plan, what, "whole"); }

outcomes<std::string> every_way(const script& plan, const conversation& what) { return run_every_way(plan, what); }

end run_over_tcp(const script& plan, const conversation& what, mode how) {
    const std::string way = how == mode::blocking ? "blocking over TCP" : "asynchronously over TCP";
    return run_over_socket(plan, what, way, protocol::endpoint::family::tcp, how);
}

void check_answers(const script& plan, const conversation& what, const std::string& expected) {
    const auto ends = every_way(plan, what);
    for (const end& each : ends.intact) {
        INFO(each.way << ": " << each.error_text());
        REQUIRE(each.value);
        REQUIRE(*each.value == expected);
        REQUIRE(each.state == condition::ready);
    }
    check_disturbed(ends.disturbed);
}

void check_fails(const script& plan, const conversation& what, const std::string& expected, condition state) {
    const auto ends = every_way(plan, what);
    for (const end& each : ends.intact) {
        INFO(each.way << ": " << (each.error ? each.error_text() : "it answered " + *each.value));
        REQUIRE(each.error);
        REQUIRE_THAT(each.error_text(), Catch::Contains(expected));
        REQUIRE(each.state == state);
    }
    check_disturbed(ends.disturbed);
}

void check_refused(const script& plan, const conversation& what, const std::string& expected) {
    check_refusal(run_once(plan, what), expected);
    check_refusal(run_simulated(plan, what, "byte by byte", {.chunk = 1}), expected);
}

std::optional<delivery> delivery_of(const end& how) {
    try {
        if (how.error) std::rethrow_exception(how.error);
    } catch (const database_error& thrown) {
        return thrown.statement_delivery();
    } catch (...) {
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace tusk::test
