#include "transport/receive_pace.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tusk::transport::receive_pace;

namespace {

constexpr unsigned waits_before = receive_pace::waits_before;

/// A server whose portions come `apart` from each other, and how it is waited for.
struct server {
    std::chrono::microseconds apart;
    receive_pace pace{};
    tusk::transport::clock::time_point now{1h};

    /// How many of `waits` waits amid an answer are preceded by a sleep.
    unsigned sleeps_in(unsigned waits) {
        unsigned sleeps = 0;
        for (unsigned i = 0; i < waits; ++i, now += apart)
            if (pace.sleep_before_wait(now)) ++sleeps;
        return sleeps;
    }
};

} // namespace

TEST_CASE("a long quick answer is let gather, a short one is not") {
    server quick{20us};
    CHECK(quick.sleeps_in(waits_before) == 0);
    CHECK(quick.sleeps_in(1) == 1);
    quick.apart += receive_pace::pause; // what the sleeps themselves add is no reason to stop
    CHECK(quick.sleeps_in(1'000) == 1'000);
}

TEST_CASE("with each request the counting begins anew") {
    server quick{20us};
    static_cast<void>(quick.sleeps_in(2 * waits_before));
    for (int request = 0; request < 100; ++request) {
        quick.pace.wait_for_answer();
        CHECK(quick.sleeps_in(waits_before - 1) == 0);
    }
}

TEST_CASE("a server that takes its time is waited for without sleeping, from the first portion on that is late") {
    server slow{receive_pace::slow};
    CHECK(slow.sleeps_in(1'000) == 0);
    server first_quick{20us};
    CHECK(first_quick.sleeps_in(waits_before + 10) == 10);
    first_quick.now += receive_pace::slow;
    CHECK(first_quick.sleeps_in(waits_before) == 0);
}
