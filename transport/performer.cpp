#include "transport/performer.hpp"

#include "transport/resolver.hpp"

#include <algorithm>
#include <utility>

namespace tusk::transport {

using protocol::effect;
using outcome = io_result::outcome;

namespace {

// How long to wait before a Unix socket whose queue is full is tried again.
constexpr std::chrono::milliseconds queue_pause{10};

std::string in_words(clock::duration time) {
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(time).count();
    if (milliseconds % 1000 == 0) return std::to_string(milliseconds / 1000) + " s";
    return std::to_string(milliseconds) + " ms";
}

} // namespace

performer::performer(stream& wire, protocol::exchange_state& state, const driver_settings& settings,
                     clock::time_point deadline)
    : wire_(wire), state_(state), settings_(settings), deadline_(deadline), nothing_owed_(state.ch->ready_owed() == 0) {
    if (deadline_ != no_deadline) started_ = clock::now();
}

need performer::start(effect first) {
    begin(first);
    return proceed();
}

need performer::resolved(std::vector<protocol::endpoint> places) {
    state_.resolved = std::move(places);
    resume({});
    return proceed();
}

need performer::fail(std::exception_ptr failure) {
    after_failure();
    resume(std::move(failure));
    return proceed();
}

need performer::cancel() {
    cancelled_ = true;
    return proceed();
}

need performer::proceed() {
    while (wanted_ != effect::done) {
        std::exception_ptr failure;
        try {
            if (wanted_ != effect::close) check_time();
            if (const need missing = perform(); missing.what != need::kind::nothing) return missing;
        } catch (...) {
            failure = std::current_exception();
            after_failure();
        }
        resume(std::move(failure));
    }
    return {};
}

void performer::resume(std::exception_ptr failure) {
    begin(protocol::detail::resume_exchange(state_, std::move(failure)));
}

void performer::begin(effect wanted) {
    wanted_ = wanted;
    if (wanted == effect::resolve) begin_attempt({});
    if (wanted != effect::connect) return;
    // A new connection: the last one's end is of no concern to it. Its time goes on when it is to the same place, which
    // is tried with another encryption.
    connect_begun_ = reply_expected_ = false;
    loss_.clear();
    if (std::string place = state_.target->describe(); place != attempt_place_) begin_attempt(std::move(place));
}

void performer::begin_attempt(std::string place) {
    attempt_place_ = std::move(place);
    const bool limited = settings_.connect_timeout > std::chrono::milliseconds{0};
    attempt_deadline_ = limited ? clock::now() + settings_.connect_timeout : no_deadline;
}

need performer::perform() {
    switch (wanted_) {
    case effect::resolve: return resolve();
    case effect::connect: return connect();
    case effect::start_tls: return start_tls();
    case effect::read: return read();
    case effect::write: return write();
    case effect::close: return close();
    case effect::wait_close: return wait_close();
    case effect::done: break;
    }
    return {};
}

void performer::after_failure() noexcept {
    if (wanted_ == effect::resolve) return;
    // A connection that failed, or whose answer is no longer awaited, is out of step and never used again.
    if (wanted_ != effect::connect) state_.ch->mark_broken();
    wire_.close();
}

need performer::resolve() {
    state_.resolved = resolve_numeric(std::string(state_.host), state_.port);
    if (!state_.resolved.empty()) return {};
    return {need::kind::resolution, interest::none, limit()};
}

need performer::connect() {
    if (!connect_begun_) wire_.close();
    const io_result result = wire_.connect(*state_.target, settings_.socket);
    connect_begun_ = true;
    if (result.what == outcome::would_block) return socket_need(result.wait_for);
    const bool local = state_.target->kind == protocol::endpoint::family::unix_socket;
    if (result.what == outcome::done) {
        if (local) check_peer();
        return {};
    }
    throw operational_error("could not connect to " + wire_.peer() + ": " + wire_.trouble() +
                            (local ? ". Is a server running on this machine, and does it listen on that socket?"
                                   : ". Is a server running there, and does it accept TCP connections?"));
}

void performer::check_peer() const {
    if (settings_.require_peer.empty()) return;
    const std::string user = wire_.peer_user();
    if (user == settings_.require_peer) return;
    throw operational_error("the server at " + wire_.peer() + " runs as " +
                            (user.empty() ? std::string("an unknown user") : "user \"" + user + "\"") +
                            ", but requirepeer demands \"" + settings_.require_peer + "\"");
}

need performer::start_tls() {
    // Before the handshake anybody on the way can add to what the server says; taken for the server's own words after
    // it, that would be believed (CVE-2021-23222).
    if (state_.ch->input().size() != 0)
        throw protocol_error("unencrypted data came behind the server's answer to the request for TLS. Somebody on "
                             "the way may have put it there; nothing of it was believed.");
    if (!settings_.tls) throw interface_error("TLS was asked for, but the connection was given no TLS settings");
    const io_result result = wire_.start_tls(settings_.tls, *state_.target);
    if (result.what == outcome::would_block) return socket_need(result.wait_for);
    if (result.what != outcome::done)
        throw operational_error("could not start TLS with " + wire_.peer() + ": " + wire_.trouble());
    state_.tls = wire_.tls_session();
    return {};
}

need performer::read() {
    // Right after a request there is nothing to receive yet: waiting first saves a call that would fail. While results
    // stream in it is the other way round.
    if (std::exchange(reply_expected_, false) && wire_.is_open() && !wire_.has_buffered_input())
        return socket_need(interest::readable);
    if (!wire_.is_open()) throw_loss("the connection is closed");
    protocol::input_buffer& input = state_.ch->input();
    const io_result result = wire_.read_some(input.prepare());
    switch (result.what) {
    case outcome::done: input.commit(result.bytes); return {};
    case outcome::would_block: {
        need missing = socket_need(result.wait_for);
        missing.amid_answer = true;
        return missing;
    }
    case outcome::end_of_stream: throw_loss("the server closed the connection unexpectedly");
    case outcome::failed: break;
    }
    throw_loss("the connection to " + wire_.peer() + " was lost: " + wire_.trouble());
}

need performer::write() {
    protocol::channel& ch = *state_.ch;
    if (!wire_.is_open()) note_loss("the connection is closed");
    while (!ch.unsent().empty()) {
        const io_result result = wire_.write_some(ch.unsent());
        if (result.what == outcome::done) {
            ch.sent(result.bytes);
            sent_ = true;
        } else if (result.what != outcome::would_block) {
            note_loss("the connection to " + wire_.peer() + " was lost while sending: " + wire_.trouble());
        } else if (!receive_meanwhile()) {
            return socket_need(result.wait_for | interest::readable);
        }
    }
    reply_expected_ = true;
    return {};
}

/// While the server takes nothing, it may be waiting for us to take what it sends; true when that changed something.
bool performer::receive_meanwhile() {
    check_time();
    protocol::input_buffer& input = state_.ch->input();
    if (input.size() > state_.ch->limits.data)
        throw protocol_error("the server keeps sending, " + std::to_string(input.size()) +
                             " bytes so far, and does not read what it is sent");
    const io_result result = wire_.read_some(input.prepare());
    switch (result.what) {
    case outcome::done: input.commit(result.bytes); return true;
    case outcome::would_block: return false;
    case outcome::end_of_stream: note_loss("the server closed the connection unexpectedly"); return true;
    case outcome::failed: break;
    }
    note_loss("the connection to " + wire_.peer() + " was lost while sending: " + wire_.trouble());
    return true;
}

need performer::close() {
    protocol::channel& ch = *state_.ch;
    if (wire_.is_open() && ch.state() != protocol::condition::broken) {
        ch.trace_output();
        while (!ch.unsent().empty()) {
            const io_result result = wire_.write_some(ch.unsent());
            if (result.what != outcome::done) break;
            ch.sent(result.bytes);
        }
    }
    ch.abandon_output();
    wire_.shut_down();
    return {};
}

need performer::wait_close() {
    while (wire_.is_open()) {
        // Received where nothing is committed: dropped.
        const io_result result = wire_.read_some(state_.ch->input().prepare());
        if (result.what == outcome::would_block) return socket_need(result.wait_for);
        if (result.what != outcome::done) break;
        check_time();
    }
    wire_.close();
    return {};
}

need performer::socket_need(interest events) const {
    const auto until = events == interest::none ? std::min(limit(), clock::now() + queue_pause) : limit();
    return {need::kind::socket, events, until};
}

void performer::check_time() const {
    if (cancelled_) throw operational_error("the operation was cancelled", how_far());
    if (limit() != no_deadline && clock::now() >= limit()) throw_timeout();
}

void performer::throw_timeout() const {
    const bool of_attempt = attempt_deadline_ < deadline_;
    const auto time = of_attempt ? clock::duration(settings_.connect_timeout) : deadline_ - started_;
    const auto message = [&]() -> std::string {
        switch (wanted_) {
        case effect::resolve: return "looking up the address of \"" + std::string(state_.host) + "\"";
        case effect::connect: return "connecting to " + state_.target->describe();
        case effect::start_tls: return "starting TLS with " + wire_.peer();
        case effect::write: return "sending to " + wire_.peer();
        case effect::wait_close: return "waiting for the server to close the connection";
        default: return "waiting for the server's answer";
        }
    };
    throw operational_error("timed out after " + in_words(time) + " " + message(), how_far());
}

delivery performer::how_far() const noexcept {
    switch (wanted_) {
    case effect::resolve:
    case effect::connect:
    case effect::start_tls: return delivery::not_sent;
    default: return nothing_owed_ && !loss_.empty() && !sent_ ? delivery::not_sent : delivery::sent;
    }
}

void performer::note_loss(std::string reason) {
    if (loss_.empty()) loss_ = std::move(reason);
    state_.ch->abandon_output();
}

void performer::throw_loss(std::string reason) const {
    throw operational_error(loss_.empty() ? reason : loss_, how_far());
}

} // namespace tusk::transport
