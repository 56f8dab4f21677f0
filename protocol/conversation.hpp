/// \file
/// What every conversation after the login has in common: how it fails, and how it comes back into step.
#pragma once

#include "protocol/exchange.hpp"

#include <optional>

namespace tusk::protocol {

/// Reads and drops everything until every ReadyForQuery that is owed has come: the way back from an exchange that was
/// left midway. A COPY that the server has begun is refused.
/// \throws operational_error when the server ends the session meanwhile.
exchange<void> drain(channel& ch);

/// The end of a conversation that the server answered with an ErrorResponse: drains, then throws the server's error.
/// After a fatal one the channel is broken, since the server closes the connection. Never returns normally.
exchange<void> raise(channel& ch, const frame& error_response);

/// Ends a conversation with an error of our own, after the channel has come back into step. Never returns normally.
exchange<void> raise(channel& ch, const std::exception_ptr& failure);

/// `co_await receive_or_raise(ch, expectation)`: the next message, or the server's error raised if that comes instead.
/// The frame is good until the next effect. A message that is here already, as most of an answer is once its first
/// bytes have come, costs no coroutine.
class [[nodiscard]] receive_or_raise {
public:
    [[nodiscard]] receive_or_raise(channel& ch, expectation expected) noexcept : ch_(&ch), expected_(expected) {}

    bool await_ready() {
        received_ = ch_->next(message_, expected_);
        return received_ && message_.type != 'E';
    }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> waiting) {
        otherwise_.emplace(wait_or_raise());
        return otherwise_->await_suspend(waiting);
    }
    frame await_resume() { return otherwise_ ? otherwise_->await_resume() : message_; }

private:
    exchange<frame> wait_or_raise();

    channel* ch_;
    expectation expected_;
    frame message_;
    bool received_ = false;
    std::optional<exchange<frame>> otherwise_; // when the message is not here yet, or is an error
};

/// Queues the refusal of a COPY FROM STDIN that the server has begun and nobody will feed.
void refuse_copy(channel& ch);

/// Answers CopyBothResponse, which only replication commands are answered with: the channel is broken.
[[noreturn]] void refuse_replication(channel& ch);

/// Takes leave of the server and closes the connection ("Termination").
exchange<void> terminate(channel& ch);

/// `co_await receive_ready(ch)`: ReadyForQuery came, and the conversation is over.
class [[nodiscard]] receive_ready : receive_or_raise {
public:
    [[nodiscard]] explicit receive_ready(channel& ch) noexcept
        : receive_or_raise(ch, expectation::ready), ended_(&ch) {}

    using receive_or_raise::await_ready;
    using receive_or_raise::await_suspend;
    void await_resume() {
        static_cast<void>(receive_or_raise::await_resume());
        ended_->input().shrink();
    }

private:
    channel* ended_;
};

} // namespace tusk::protocol
