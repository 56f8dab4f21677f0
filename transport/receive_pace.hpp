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

    /// Another wait is due; whether to sleep for `pause` first. `amid_answer`: no request was
    /// sent since the last one.
    [[nodiscard]] bool sleep_before_wait(bool amid_answer) noexcept {
        const auto now = amid_answer ? clock::now() : clock::time_point();
        waits_ = amid_answer && now - last_ < slow ? waits_ + 1 : 0;
        last_ = now;
        return waits_ >= waits_before;
    }

private:
    unsigned waits_ = 0; // that followed each other quickly
    clock::time_point last_;
};

} // namespace tusk::transport
