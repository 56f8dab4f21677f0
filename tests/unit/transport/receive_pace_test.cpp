#include "transport/receive_pace.hpp"

#include <catch2/catch.hpp>

#include <thread>

using tusk::transport::receive_pace;

namespace {

/// How many of `waits` quick waits amid an answer are preceded by a sleep.
unsigned sleeps_in(receive_pace& pace, unsigned waits) {
    unsigned sleeps = 0;
    for (unsigned i = 0; i < waits; ++i)
        if (pace.sleep_before_wait(true)) ++sleeps;
    return sleeps;
}

} // namespace

TEST_CASE("a long quick answer is let gather, a short one is not") {
    receive_pace pace;
    CHECK(sleeps_in(pace, receive_pace::waits_before) == 0);
    CHECK(sleeps_in(pace, 10) == 10);
}

TEST_CASE("the first wait for an answer never sleeps, and with it the counting begins anew") {
    receive_pace pace;
    static_cast<void>(sleeps_in(pace, 2 * receive_pace::waits_before));
    for (int request = 0; request < 1'000; ++request) {
        CHECK_FALSE(pace.sleep_before_wait(false));
        CHECK(sleeps_in(pace, receive_pace::waits_before) == 0);
    }
}

TEST_CASE("a server that takes its time is waited for without sleeping") {
    receive_pace pace;
    for (unsigned i = 0; i < 2 * receive_pace::waits_before; ++i) {
        CHECK_FALSE(pace.sleep_before_wait(true));
        std::this_thread::sleep_for(receive_pace::slow);
    }
}
