/// \file
/// Carries out the effects that an exchange asks for. Everything about them is here, once, except waiting.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/io_result.hpp"
#include "transport/stream.hpp"
#include "transport/tls.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace tusk::transport {

using clock = std::chrono::steady_clock;

inline constexpr clock::time_point no_deadline = clock::time_point::max();

/// When `time` will have passed; without end where that is beyond what the clock can say.
[[nodiscard]] inline clock::time_point deadline_in(std::chrono::milliseconds time) {
    const auto now = clock::now();
    return time >= std::chrono::floor<std::chrono::milliseconds>(no_deadline - now) ? no_deadline : now + time;
}

/// How connections are made; the same for all exchanges of one connection.
struct driver_settings {
    socket_options socket;
    /// For each name looked up, and for each address tried: from its first connect, over the attempts with another
    /// encryption, until the exchange is done or goes on to another address. Zero: without end.
    std::chrono::milliseconds connect_timeout{0};
    std::shared_ptr<const tls_context> tls; ///< null where the exchanges never ask for TLS
    /// The user of the operating system as whom the server behind a Unix socket must run; empty: anyone. Anybody can
    /// put a socket into a folder like /tmp while the server is down, and collect passwords.
    std::string require_peer{};
};

/// What a performer lacks before it can go on.
struct need {
    enum class kind : std::uint8_t {
        nothing,    ///< the exchange is over
        socket,     ///< one of `events` on the stream's descriptor, or `until` has come: then `wake`
        resolution, ///< the addresses of `host` and `port` in the state: then `resolved`, or `fail`; or `until`: `wake`
    };

    kind what = kind::nothing;
    interest events = interest::none;
    clock::time_point until = no_deadline;
    bool amid_answer = false; ///< this is not the first wait since a request was sent: the server is answering
};

/// Runs one exchange from wait to wait. The blocking driver waits with poll, the asynchronous one with its event loop;
/// both do nothing else. Early or needless calls of `wake` are harmless.
class performer {
public:
    /// All but `deadline` must outlive the performer. To be made before the exchange starts.
    performer(stream& wire, protocol::exchange_state& state, const driver_settings& settings,
              clock::time_point deadline);

    /// The exchange was started and wants `first`.
    [[nodiscard]] need start(protocol::effect first);
    [[nodiscard]] need wake() { return proceed(); }
    [[nodiscard]] need resolved(std::vector<protocol::endpoint> places);
    /// What was waited for failed outside of the performer.
    [[nodiscard]] need fail(std::exception_ptr failure);
    /// This and all further waiting of the exchange fails.
    [[nodiscard]] need cancel();

private:
    [[nodiscard]] need proceed();
    [[nodiscard]] need perform();
    void begin(protocol::effect wanted);
    void begin_attempt(std::string place);
    void resume(std::exception_ptr failure);
    void check_time() const;
    void after_failure() noexcept;

    [[nodiscard]] need resolve();
    [[nodiscard]] need connect();
    void check_peer() const;
    [[nodiscard]] need start_tls();
    [[nodiscard]] need read();
    [[nodiscard]] need write();
    [[nodiscard]] bool receive_meanwhile();
    [[nodiscard]] need close();
    [[nodiscard]] need wait_close();

    [[nodiscard]] need socket_need(interest events) const;
    [[nodiscard]] clock::time_point limit() const noexcept { return std::min(deadline_, attempt_deadline_); }
    [[nodiscard]] delivery how_far() const noexcept;
    void note_loss(std::string reason);
    [[noreturn]] void throw_timeout() const;
    [[noreturn]] void throw_loss(std::string reason) const;

    stream& wire_;
    protocol::exchange_state& state_;
    const driver_settings& settings_;
    clock::time_point deadline_;
    clock::time_point started_{};
    std::string attempt_place_; // empty: a name is looked up
    clock::time_point attempt_deadline_ = no_deadline;
    protocol::effect wanted_ = protocol::effect::done;
    std::string loss_; // why sending failed; reading tells once the server's last words are read
    bool connect_begun_ = false;
    bool reply_expected_ = false; // nothing was received since the last request went out
    bool nothing_owed_;           // the exchange began with nothing under way: what it did not send was not applied
    bool sent_ = false;           // the socket took at least one byte
    bool cancelled_ = false;
};

} // namespace tusk::transport
