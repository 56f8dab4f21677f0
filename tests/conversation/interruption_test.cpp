// Connections that end amid an answer, over real sockets: a typed error that says how far the statement had come.
#include "tests/conversation/messages.hpp"
#include "tests/conversation/recorded.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::condition;

namespace {

void check_lost(const end& how) {
    INFO(how.error_text());
    REQUIRE(how.threw<operational_error>());
    REQUIRE_FALSE(how.threw<protocol_error>());
    // What was sent may have been carried out, whatever of its answer is missing.
    REQUIRE(delivery_of(how) == delivery::sent);
    REQUIRE(how.state == condition::broken);
}

} // namespace

TEST_CASE("the end of the stream at any byte of an answer loses the connection, and the statement may have run") {
    for (const recorded& each : recorded_conversations()) {
        const std::string bytes = each.bytes();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            INFO(each.name << ", closed after " << size << " bytes");
            script plan = session(each.request, bytes.substr(0, size));
            plan.close();
            check_lost(run_over_tcp(plan, each.what, size % 2 == 0 ? mode::blocking : mode::asynchronous));
        }
    }
}

TEST_CASE("a reset at any byte of an answer loses the connection, and the statement may have run") {
    for (const recorded& each : recorded_conversations()) {
        const std::string bytes = each.bytes();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            INFO(each.name << ", reset after " << size << " bytes");
            script plan = session(each.request, bytes.substr(0, size));
            plan.reset();
            check_lost(run_over_tcp(plan, each.what, size % 2 == 0 ? mode::asynchronous : mode::blocking));
        }
    }
}

TEST_CASE("an answer that cannot be read leaves open whether the statement has run") {
    for (const recorded& each : recorded_conversations()) {
        const end how = run_once(session(each.request, message('?')), each.what);
        INFO(each.name);
        CHECK(how.threw<protocol_error>());
        CHECK(delivery_of(how) == delivery::sent);
    }
}

TEST_CASE("an error of the server answers the statement, even when the connection ends behind it") {
    for (const recorded& each : recorded_conversations()) {
        INFO(each.name);
        script plan = session(each.request, failed("22012", "division by zero"));
        plan.close();
        const end how = run_over_tcp(plan, each.what, mode::blocking);
        CHECK(how.threw<errors::division_by_zero>());
        CHECK(delivery_of(how) == delivery::answered);
        CHECK(how.state == condition::broken);
    }
}
