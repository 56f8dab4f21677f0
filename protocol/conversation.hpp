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
/// The frame is good until the next effect. Only an error costs a coroutine of its own.
class [[nodiscard]] receive_or_raise : detail::plain_effect {
public:
    [[nodiscard]] receive_or_raise(channel& ch, expectation expected) noexcept
        : plain_effect{effect::read}, ch_(&ch), expected_(expected) {}

    bool await_ready() { return received() && !failed(); }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> waiting) {
        if (failed()) return raise_to(waiting);
        ask(waiting, waiting.promise().state);
        state->retry = [](void* self) {
            auto& awaiter = *static_cast<receive_or_raise*>(self);
            if (!awaiter.received()) return false;
            if (awaiter.failed()) {
                // What is resumed in place of the one that waits; it follows at the end.
                auto& leaf = awaiter.state->leaf;
                leaf = awaiter.raise_to(std::coroutine_handle<Promise>::from_address(leaf.address()));
            }
            return true;
        };
        state->retry_argument = this;
        return std::noop_coroutine();
    }
    frame await_resume() {
        if (raised_) raised_->await_resume();
        throw_failure();
        return message_;
    }

private:
    [[nodiscard]] bool received() { return ch_->next(message_, expected_); }
    [[nodiscard]] bool failed() const noexcept { return message_.type == 'E'; }
    template <class Promise>
    std::coroutine_handle<> raise_to(std::coroutine_handle<Promise> waiting) {
        raised_.emplace(raise(*ch_, message_));
        return raised_->await_suspend(waiting);
    }

    channel* ch_;
    expectation expected_;
    frame message_{};
    std::optional<exchange<void>> raised_;
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
