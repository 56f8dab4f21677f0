/// \file
/// When to let a fast server get ahead.
#pragma once

#include "transport/performer.hpp"

#include <chrono>

namespace tusk::transport {

/// A server sends a large result 8 KiB at a time, and a client that decodes those in a microsecond waits for the next
/// ones: woken for each, both sides spend more on that than on the rows. Once an answer has been coming so for a while,
/// a short sleep before each wait lets several of them gather in the socket, as network cards do with interrupts. What
/// it costs is that the end of such an answer is seen a fraction of a millisecond late.
class receive_pace {
public:
    static constexpr unsigned waits_before = 64;
    /// A server that lets more time pass than this between two portions gains nothing by being let ahead.
    static constexpr std::chrono::microseconds slow{500};
    static constexpr std::chrono::microseconds pause{100};

    receive_pace() = default;
    /// With other numbers, for tests.
    receive_pace(unsigned waits, clock::duration slow_from, clock::duration sleep) noexcept
        : waits_before_(waits), slow_(slow_from), sleep_(sleep) {}

    /// How long such a sleep is.
    [[nodiscard]] clock::duration sleep() const noexcept { return sleep_; }
    /// A wait for the first of an answer: never with a sleep, and the counting begins anew.
    void wait_for_answer() noexcept { waits_ = 0; }
    /// Another wait amid the answer, at `now`; whether to sleep for `sleep()` first.
    [[nodiscard]] bool sleep_before_wait(clock::time_point now) noexcept {
        waits_ = now - last_ < slow_ ? waits_ + 1 : 0;
        last_ = now;
        return waits_ >= waits_before_;
    }

private:
    unsigned waits_before_ = waits_before;
    clock::duration slow_ = slow;
    clock::duration sleep_ = pause;
    unsigned waits_ = 0; // that followed each other quickly
    clock::time_point last_;
};

} // namespace tusk::transport
