/// \file
/// Plays a script to an exchange without sockets, clock or threads: the scripted driver.
#pragma once

#include "protocol/exchange.hpp"
#include "tests/support/script.hpp"

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace tusk::test {

/// How a simulated server departs from its script.
struct disturbance {
    std::size_t chunk = 0;                  ///< how many bytes a read receives at most; 0: all there are
    std::optional<std::size_t> cut_after{}; ///< the stream ends after so many of the server's bytes
    std::optional<std::size_t> failing{};   ///< the number of the effect that fails, from 0
    /// A write that fails does not throw, as when the connection was lost: the next read tells. Otherwise it throws, as
    /// when the deadline passed.
    bool writes_fail_silently = true;
};

/// Performs the effects of one exchange as the script says, and as a driver would.
class simulated_server {
public:
    explicit simulated_server(const script& plan, disturbance departures = {});

    /// Runs an exchange that was started and wants `first`, to its end.
    /// \throws script_error when it does something else than the script says.
    void drive(protocol::exchange_state& state, protocol::effect first);
    /// \throws script_error when the script is not over, or not everything was read: for exchanges that succeeded.
    void check_finished(protocol::channel& ch);

    /// Every effect that was asked for, in order.
    [[nodiscard]] const std::vector<protocol::effect>& effects() const noexcept { return effects_; }
    /// Everything that the client sent.
    [[nodiscard]] const std::string& received() const noexcept { return received_; }
    /// Whereto the client connected or tried to.
    [[nodiscard]] const std::vector<protocol::endpoint>& targets() const noexcept { return targets_; }

private:
    using kind = step::kind;

    void perform(protocol::effect wanted, protocol::exchange_state& state);
    void fail(protocol::effect wanted, protocol::exchange_state& state);
    void write(protocol::channel& ch);
    void read(protocol::channel& ch);
    void connect(protocol::exchange_state& state);
    void start_tls(protocol::exchange_state& state);
    void close(protocol::channel& ch);
    void wait_close();
    void resolve(protocol::exchange_state& state);

    void advance();
    [[nodiscard]] bool advance_over(const step& next);
    [[nodiscard]] bool advance_over_expected(const step& next);
    [[nodiscard]] const step* next() const noexcept;
    [[nodiscard]] const step& require(kind what, const char* client_does);
    [[noreturn]] void lose(protocol::channel& ch, const std::string& why);
    [[noreturn]] void disturb_and_lose(protocol::channel& ch, const std::string& why);
    [[nodiscard]] std::string where() const;

    const script& plan_;
    disturbance departures_;
    std::size_t position_ = 0; // the next step
    std::string unmatched_;    // sent by the client, not expected yet
    std::string ungiven_;      // given by the script, not read yet
    std::size_t given_ = 0;
    bool lost_ = false;
    bool disturbed_ = false; // departed from the script: no further connection is accepted
    std::vector<protocol::effect> effects_;
    std::string received_;
    std::vector<protocol::endpoint> targets_;
};

} // namespace tusk::test
