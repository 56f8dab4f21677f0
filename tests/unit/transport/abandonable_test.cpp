// Waiting for what cannot be interrupted.
#include "transport/abandonable.hpp"

#include <catch2/catch.hpp>

#include <future>
#include <memory>
#include <stdexcept>
#include <string>

using tusk::transport::call_until;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

TEST_CASE("what is called in time gives its result, or throws") {
    CHECK(call_until(clock_type::now() + 60s, [] { return std::string("done"); }) == "done");
    const auto fail = []() -> int { throw std::runtime_error("no such host"); };
    CHECK_THROWS_WITH(call_until(clock_type::now() + 60s, fail), "no such host");
}

TEST_CASE("what takes too long is left to itself, with all that it owns") {
    std::promise<void> release;
    std::promise<std::string> outlived;
    auto late = outlived.get_future();
    const auto slow = [gate = release.get_future().share(), memory = std::make_shared<std::string>("still here"),
                       report = std::make_shared<std::promise<std::string>>(std::move(outlived))] {
        gate.wait();
        report->set_value(*memory);
        return 1;
    };
    const auto begun = clock_type::now();
    CHECK(call_until(begun + 50ms, slow) == std::nullopt);
    CHECK(clock_type::now() - begun >= 50ms);
    release.set_value();
    CHECK(late.get() == "still here");
}
