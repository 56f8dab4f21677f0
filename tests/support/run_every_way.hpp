/// \file
/// Runs one exchange in all the ways in which it can be run, and says how each ended.
///
///     const auto plan = script().after_login().expect(query("select 1")).give(answer);
///     const auto ends = run_every_way(plan, [](protocol::channel& ch) { return count_rows(ch); });
///     for (const auto& end : ends.intact) { INFO(end.way); CHECK(end.get() == 1); }
///     for (const auto& end : ends.disturbed) { INFO(end.way); CHECK(end.error); }
#pragma once

#include "protocol/exchange.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/mock_server.hpp"
#include "tests/support/script.hpp"
#include "tests/support/simulated_server.hpp"
#include "transport/performer.hpp"
#include "transport/stream.hpp"

#include <chrono>
#include <concepts>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tusk::test {

/// How one run ended.
template <class T>
struct outcome {
    using value_type = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    std::string way;                         ///< "in chunks of 3", "cut after 17 bytes", "blocking over TCP"
    std::optional<value_type> value{};       ///< when it returned
    std::exception_ptr error{};              ///< when it threw
    protocol::condition state{};             ///< the channel's, afterwards
    std::vector<protocol::effect> effects{}; ///< what it asked for; simulated runs only
    std::string sent{};                      ///< everything it sent; simulated runs only

    /// What it returned. \throws what it threw.
    const value_type& get() const {
        if (error) std::rethrow_exception(error);
        return *value;
    }
    /// what() of the error, or empty.
    [[nodiscard]] std::string error_text() const {
        if (!error) return {};
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& thrown) {
            return thrown.what();
        }
    }
    template <std::derived_from<std::exception> E>
    [[nodiscard]] bool threw() const {
        if (!error) return false;
        try {
            std::rethrow_exception(error);
        } catch (const E&) {
            return true;
        } catch (...) {
            return false;
        }
    }
};

/// The outcomes of all ways.
template <class T>
struct outcomes {
    std::vector<outcome<T>> intact; ///< the server kept to the script: these must all be the same
    std::vector<outcome<T>>
        disturbed; ///< an effect failed, or the stream ended early: no crash, no hang, no wrong answer
};

/// Leads a channel to where a session's conversations begin.
void log_in(protocol::channel& ch);

/// The endpoint that simulated runs connect to.
[[nodiscard]] const protocol::endpoint& simulated_place();

/// Settings for runs against a mock server: TLS without verification.
[[nodiscard]] transport::driver_settings lenient_settings();

/// Connects, without an exchange. \throws script_error when that fails.
void connect_to(transport::stream& wire, const protocol::endpoint& place);

namespace detail {

/// `make` takes the channel, and the server's endpoint if it wants it.
template <class Make>
auto call(Make& make, protocol::channel& ch, const protocol::endpoint& place) {
    if constexpr (std::is_invocable_v<Make&, protocol::channel&, const protocol::endpoint&>)
        return make(ch, place);
    else
        return make(ch);
}

template <class T>
T result_of(const protocol::exchange<T>&);
template <class Make>
using result_t = decltype(result_of(
    call(std::declval<Make&>(), std::declval<protocol::channel&>(), std::declval<const protocol::endpoint&>())));

/// Does `run`, which answers with the exchange's result, and notes how that ended. script_errors pass.
template <class T, class Run>
void note(outcome<T>& end, Run run) {
    try {
        if constexpr (std::is_void_v<T>)
            run(), end.value.emplace();
        else
            end.value.emplace(run());
    } catch (const script_error&) {
        throw;
    } catch (...) {
        end.error = std::current_exception();
    }
}

[[noreturn]] inline void rethrow_with(const std::string& way, const script_error& error) {
    throw script_error(way + ": " + error.what());
}

} // namespace detail

/// Runs the exchange against a simulated server.
template <class Make>
auto run_simulated(const script& plan, Make make, std::string way, disturbance departures = {}) {
    using T = detail::result_t<Make>;
    outcome<T> end{std::move(way)};
    protocol::channel ch;
    if (plan.begins_after_login()) log_in(ch);
    simulated_server server(plan, departures);
    try {
        detail::note<T>(end, [&]() -> T {
            protocol::exchange_state state(ch);
            auto conversation = detail::call(make, ch, simulated_place());
            server.drive(state, conversation.start(state));
            return conversation.result();
        });
        if (end.value && !departures.failing && !departures.cut_after) server.check_finished(ch);
    } catch (const script_error& error) {
        detail::rethrow_with(end.way, error);
    }
    end.state = ch.state();
    end.effects = server.effects();
    end.sent = server.received();
    return end;
}

/// Runs the exchange over a real socket, with the blocking or the asynchronous driver.
template <class Make>
auto run_over_socket(const script& plan, Make make, std::string way, protocol::endpoint::family family, mode how) {
    using T = detail::result_t<Make>;
    outcome<T> end{std::move(way)};
    mock_server server(plan, {.family = family});
    protocol::channel ch;
    if (plan.begins_after_login()) log_in(ch);
    try {
        transport::stream wire;
        if (!plan.begins_unconnected()) connect_to(wire, server.place());
        either_driver driver(how, wire, lenient_settings());
        const auto deadline = transport::clock::now() + std::chrono::seconds(10);
        detail::note<T>(end, [&]() -> T { return driver.run(ch, detail::call(make, ch, server.place()), deadline); });
        wire.shut_down();
        if (end.value)
            server.finish();
        else
            server.stop();
    } catch (const script_error& error) {
        detail::rethrow_with(end.way, error);
    }
    end.state = ch.state();
    return end;
}

/// Runs the exchange that `make` makes (anew each time, from a channel and, if it wants it, the server's endpoint):
/// fed in chunks of 1 to 64 bytes and whole; over a TCP and a Unix socket, blocking and asynchronously; then with
/// every single effect failing in turn, and with the stream ended after every byte.
/// \throws script_error when the exchange does not do what the script expects.
template <class Make>
auto run_every_way(const script& plan, Make make) {
    using T = detail::result_t<Make>;
    outcomes<T> ends;
    ends.intact.push_back(run_simulated(plan, make, "whole"));
    for (std::size_t chunk = 1; chunk <= 64; ++chunk)
        ends.intact.push_back(run_simulated(plan, make, "in chunks of " + std::to_string(chunk), {.chunk = chunk}));
    if (!plan.only_simulated()) {
        using family = protocol::endpoint::family;
        ends.intact.push_back(run_over_socket(plan, make, "blocking over TCP", family::tcp, mode::blocking));
        ends.intact.push_back(
            run_over_socket(plan, make, "blocking over a Unix socket", family::unix_socket, mode::blocking));
        ends.intact.push_back(run_over_socket(plan, make, "asynchronously over TCP", family::tcp, mode::asynchronous));
    }
    const std::size_t effects = ends.intact.front().effects.size();
    for (std::size_t each = 0; each < effects; ++each) {
        const std::string way = "effect " + std::to_string(each) + " fails";
        ends.disturbed.push_back(run_simulated(plan, make, way, {.failing = each}));
        ends.disturbed.push_back(
            run_simulated(plan, make, way + " and throws", {.failing = each, .writes_fail_silently = false}));
    }
    for (std::size_t bytes = 0; bytes < plan.given(); ++bytes)
        ends.disturbed.push_back(
            run_simulated(plan, make, "cut after " + std::to_string(bytes) + " bytes", {.cut_after = bytes}));
    return ends;
}

} // namespace tusk::test
