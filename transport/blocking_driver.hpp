/// \file
/// Runs exchanges in the calling thread.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/performer.hpp"
#include "transport/receive_pace.hpp"
#include "transport/stream.hpp"

#include <utility>

namespace tusk::transport {

/// Performs an exchange's effects on a stream, waiting with poll() in between.
class blocking_driver {
public:
    /// The stream must outlive the driver.
    explicit blocking_driver(stream& wire, driver_settings settings = {})
        : wire_(wire), settings_(std::move(settings)) {}

    /// Runs `conversation` to its end.
    /// \returns what it returned.
    /// \throws what it threw. When `deadline` passes first, the effect under way fails with operational_error and the
    ///         connection is closed. (The system's look-up of a host name cannot be interrupted: it is left behind in
    ///         a thread of its own.)
    template <class T>
    T run(protocol::channel& ch, protocol::exchange<T> conversation, clock::time_point deadline = no_deadline) {
        protocol::exchange_state state(ch);
        performer work(wire_, state, settings_, deadline);
        drive(work, state, work.start(conversation.start(state)));
        return conversation.result();
    }

private:
    // The loop, compiled once for all results.
    void drive(performer& work, const protocol::exchange_state& state, need missing);
    void wait(const need& missing);

    stream& wire_;
    driver_settings settings_;
    receive_pace pace_;
};

} // namespace tusk::transport
