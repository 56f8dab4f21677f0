/// \file
/// The two byte buffers of a connection and the message cursor between them: bytes in, messages out.
#pragma once

#include "protocol/input_buffer.hpp"
#include "protocol/mailbox.hpp"

#include <tusk/protocol/backend_session.hpp>
#include <tusk/protocol/bytes.hpp>
#include <tusk/protocol/frame.hpp>
#include <tusk/protocol/successors.hpp>
#include <tusk/protocol/trace.hpp>

#include <cstddef>
#include <optional>

namespace tusk::protocol {

/// What a channel can be used for.
enum class condition : char {
    ready,    ///< nothing is under way
    draining, ///< an exchange was left before its ReadyForQuery: what is on its way must be read and dropped
    broken,   ///< out of step or disconnected: nothing can be trusted, only closing is left
};

/// What a ReadyForQuery is the end of.
enum class ready_cause : char { startup, query, sync };

/// One connection's protocol state: what was received, what is to be sent, and what the server last said of itself.
/// It knows no socket. An exchange reads and writes it; a driver moves its bytes.
class channel {
public:
    /// \name For exchanges
    /// \{

    /// The next message that is not asynchronous (those are filed in `mail`), when all of it has arrived.
    /// \throws protocol_error when it is malformed, too long, or not legal here; the channel is broken then.
    [[nodiscard]] bool next(frame& message, expectation expected);

    /// What has come since the last exchange ended cannot be the answer to the next one: files what is asynchronous.
    /// `flush` calls this before an exchange's first byte is sent.
    /// \throws the server's error when it has ended the session; protocol_error when it sent anything else.
    void check_idle_input();

    /// The type of that message, which is left where it is. Nothing: more bytes must come.
    /// \throws protocol_error as `next` does, for the asynchronous messages in front of it.
    [[nodiscard]] std::optional<char> next_type();

    /// Appends messages to what will be sent.
    [[nodiscard]] byte_writer writer() noexcept { return byte_writer(output_); }
    /// How many bytes of output are queued; with `forget_output`, a message that could not be finished is taken back.
    [[nodiscard]] std::size_t queued() const noexcept { return output_.size(); }
    void forget_output(std::size_t from) noexcept { output_.truncate(from); }
    /// The output now holds a secret and is wiped once sent.
    void wipe_output_when_sent() noexcept { output_is_secret_ = true; }

    /// A Sync, a Query or the startup was queued: one more ReadyForQuery is owed. `next` counts those that come.
    void expect_ready(ready_cause cause) noexcept {
        ++ready_owed_;
        ready_owed_by_ = cause;
    }
    [[nodiscard]] std::size_t ready_owed() const noexcept { return ready_owed_; }
    /// What asked for the latest of them.
    [[nodiscard]] ready_cause ready_owed_by() const noexcept { return ready_owed_by_; }
    /// The status in the last ReadyForQuery.
    [[nodiscard]] backend::transaction_status transaction_status() const noexcept { return transaction_status_; }

    /// What is queued will not arrive; reading tells why. For those who would queue without end.
    [[nodiscard]] bool sending_failed() const noexcept { return sending_failed_; }

    [[nodiscard]] phase current_phase() const noexcept { return phase_; }
    [[nodiscard]] condition state() const noexcept;
    /// Nothing that comes from this connection may be used any more.
    void mark_broken() noexcept { broken_ = true; }
    /// Forgets a connection: the next one starts at its startup message.
    void reset();
    /// \}

    /// \name For drivers
    /// \{
    [[nodiscard]] input_buffer& input() noexcept { return input_; }
    /// What is queued and not sent yet.
    [[nodiscard]] byte_view unsent() const noexcept { return output_.view().subspan(sent_); }
    /// The first `count` bytes of `unsent()` are on their way.
    void sent(std::size_t count) noexcept;
    /// The connection no longer takes anything: the rest is dropped.
    void abandon_output() noexcept {
        sent(unsent().size());
        sending_failed_ = true;
    }
    /// Writes what was queued since the last call to the transcript, if there is one.
    void trace_output();
    /// \}

    mailbox mail;
    frame_limits limits;
    transcript* trace = nullptr; ///< not owned; null: no transcript is kept

private:
    [[nodiscard]] bool cut(frame& message);
    [[nodiscard]] bool cut_traced(frame& message);
    void note_ready(const frame& message);

    input_buffer input_;
    byte_buffer output_;
    std::size_t sent_ = 0;
    std::size_t traced_ = 0;
    std::size_t ready_owed_ = 0;
    phase phase_ = phase::authentication;
    backend::transaction_status transaction_status_ = backend::transaction_status::idle;
    ready_cause ready_owed_by_ = ready_cause::startup;
    bool output_is_secret_ = false;
    bool sending_failed_ = false;
    bool idle_ = false; // every answer has come, and nothing was sent since
    bool broken_ = false;
};

} // namespace tusk::protocol
