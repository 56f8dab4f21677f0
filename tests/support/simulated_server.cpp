#include "tests/support/simulated_server.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <cstring>

namespace tusk::test {

using protocol::effect;

simulated_server::simulated_server(const script& plan, disturbance departures) : plan_(plan), departures_(departures) {}

void simulated_server::drive(protocol::exchange_state& state, effect first) {
    for (effect wanted = first; wanted != effect::done;) {
        std::exception_ptr failure;
        const std::size_t number = effects_.size();
        effects_.push_back(wanted);
        try {
            if (number == departures_.failing)
                fail(wanted, state);
            else
                perform(wanted, state);
        } catch (const script_error&) {
            throw;
        } catch (...) {
            failure = std::current_exception();
        }
        wanted = protocol::detail::resume_exchange(state, std::move(failure));
    }
}

void simulated_server::perform(effect wanted, protocol::exchange_state& state) {
    switch (wanted) {
    case effect::resolve: return resolve(state);
    case effect::connect: return connect(state);
    case effect::start_tls: return start_tls(state);
    case effect::read: return read(*state.ch);
    case effect::write: return write(*state.ch);
    case effect::close: return close(*state.ch);
    case effect::wait_close: return wait_close();
    case effect::done: break;
    }
}

void simulated_server::fail(effect wanted, protocol::exchange_state& state) {
    const std::string why = "simulated failure";
    disturbed_ = true;
    if (wanted == effect::close) return close(*state.ch);
    if (wanted == effect::resolve || wanted == effect::connect) throw operational_error(why);
    if (wanted == effect::write && departures_.writes_fail_silently) {
        lost_ = true;
        state.ch->abandon_output();
        return;
    }
    lose(*state.ch, why);
}

void simulated_server::lose(protocol::channel& ch, const std::string& why) {
    lost_ = true;
    ch.mark_broken();
    throw operational_error(why, delivery::sent);
}

void simulated_server::disturb_and_lose(protocol::channel& ch, const std::string& why) {
    disturbed_ = true;
    lose(ch, why);
}

void simulated_server::write(protocol::channel& ch) {
    if (!lost_) {
        unmatched_ += protocol::as_text(ch.unsent());
        received_ += protocol::as_text(ch.unsent());
    }
    ch.sent(ch.unsent().size());
    if (!lost_) advance();
}

void simulated_server::read(protocol::channel& ch) {
    if (lost_) lose(ch, "the connection is closed");
    advance();
    const std::size_t until_cut = departures_.cut_after ? *departures_.cut_after - given_ : ungiven_.size();
    if (departures_.cut_after && until_cut == 0) disturb_and_lose(ch, "the server closed the connection unexpectedly");
    const auto room = ch.input().prepare();
    std::size_t count = std::min({ungiven_.size(), until_cut, room.size()});
    if (departures_.chunk != 0) count = std::min(count, departures_.chunk);
    if (count == 0) {
        const step* blocked = next();
        if (blocked == nullptr) throw script_error("the client waits for an answer, but the script is over");
        if (blocked->what == kind::close || blocked->what == kind::cut)
            lose(ch, "the server closed the connection unexpectedly");
        if (blocked->what == kind::reset) lose(ch, "the connection was lost: Connection reset by peer");
        throw script_error("the client waits for an answer, but" + where());
    }
    std::memcpy(room.data(), ungiven_.data(), count);
    ungiven_.erase(0, count);
    given_ += count;
    ch.input().commit(count);
}

void simulated_server::resolve(protocol::exchange_state& state) {
    advance();
    const step* answer = next();
    if (answer != nullptr && answer->what == kind::resolve) {
        ++position_;
        if (answer->addresses.empty()) throw operational_error("simulated failure to resolve the name");
        state.resolved = answer->addresses;
        return;
    }
    // The addresses are of no interest to most scripts.
    state.resolved = {{protocol::endpoint::family::tcp, std::string(state.host), "192.0.2.1", state.port}};
}

void simulated_server::connect(protocol::exchange_state& state) {
    targets_.push_back(*state.target);
    if (disturbed_) throw operational_error("could not connect to " + state.target->describe() + ": it is gone");
    lost_ = false;
    unmatched_.clear();
    ungiven_.clear();
    if (const step* end = next(); end != nullptr && (end->what == kind::expect_close || end->what == kind::close))
        ++position_;
    const step* answer = next();
    if (answer != nullptr && answer->what == kind::refuse) {
        ++position_;
        throw operational_error("could not connect to " + state.target->describe() + ": " + answer->bytes);
    }
    static_cast<void>(require(kind::accept, "connects"));
}

void simulated_server::start_tls(protocol::exchange_state& state) {
    if (lost_) lose(*state.ch, "the connection is closed");
    advance();
    if (state.ch->input().size() != 0 || !ungiven_.empty())
        lose(*state.ch, "unencrypted data came behind the server's answer to the request for TLS");
    state.tls = require(kind::start_tls, "starts TLS").tls;
}

void simulated_server::close(protocol::channel& ch) {
    if (!lost_) write(ch);
    ch.abandon_output();
    lost_ = true;
    if (const step* end = next(); end != nullptr && end->what == kind::expect_close) ++position_;
}

void simulated_server::wait_close() {
    if (lost_) return;
    advance();
    static_cast<void>(require(kind::close, "waits for the server to close"));
    lost_ = true;
}

void simulated_server::check_finished(protocol::channel& ch) {
    advance();
    if (next() != nullptr) throw script_error("the client is content, but" + where());
    const std::string unread = std::string(protocol::as_text(ch.input().pending())) + ungiven_;
    if (!unread.empty()) throw script_error("the client left unread: " + show(unread));
    if (!unmatched_.empty()) throw script_error("the client sent more than was expected: " + show(unmatched_));
}

/// Goes on to a step that waits for the client.
void simulated_server::advance() {
    while (next() != nullptr && advance_over(*next())) ++position_;
}

bool simulated_server::advance_over(const step& current) {
    switch (current.what) {
    case kind::give: ungiven_ += current.bytes; return true;
    case kind::pause: return true;
    case kind::expect_bytes:
    case kind::expect_startup:
    case kind::expect_tls_hello:
    case kind::expect_message: return advance_over_expected(current);
    default: return false;
    }
}

bool simulated_server::advance_over_expected(const step& current) {
    const std::size_t size = match(current, unmatched_);
    if (size == 0) return false;
    if (current.react) ungiven_ += current.react(std::string_view(unmatched_).substr(0, size));
    unmatched_.erase(0, size);
    return true;
}

const step* simulated_server::next() const noexcept {
    return position_ < plan_.steps().size() ? &plan_.steps()[position_] : nullptr;
}

const step& simulated_server::require(kind what, const char* client_does) {
    const step* current = next();
    if (current == nullptr || current->what != what)
        throw script_error(std::string("the client ") + client_does + ", but" + where());
    ++position_;
    return *current;
}

std::string simulated_server::where() const {
    const step* current = next();
    const std::string wanted = current == nullptr ? "is over" : "says: " + current->describe();
    return " the script " + wanted + " (step " + std::to_string(position_ + 1) + " of " +
           std::to_string(plan_.steps().size()) + ")" +
           (unmatched_.empty() ? "" : "; sent and not expected so far: " + show(unmatched_));
}

} // namespace tusk::test
