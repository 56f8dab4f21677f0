#include "protocol/execute.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <exception>

namespace tusk::protocol {

namespace {

constexpr std::size_t batch_size = std::size_t{64} << 10;

/// What was queued, and which of its answers comes next. Until the Sync is sent the server may keep its answers back,
/// so that nothing can be waited for: what has come is looked at between two batches.
class pipeline {
public:
    pipeline(channel& ch, const preamble& front) : ch_(ch), front_answers_(front.answers()) {}

    /// Queues sets until a batch is full; false once there are no more, or `sets` has thrown `trouble`.
    bool queue_batch(parameter_sets& sets) {
        try {
            while (ch_.queued() < batch_size) {
                if (!sets.queue_next(ch_)) return false;
                ++queued_;
            }
            return true;
        } catch (...) {
            trouble = std::current_exception();
            return false;
        }
    }
    [[nodiscard]] expectation expected() const noexcept {
        if (front_answered_ < front_answers_.size()) return front_answers_[front_answered_];
        return running_ ? expectation::rows : expectation::bind;
    }
    [[nodiscard]] bool complete() const noexcept {
        return front_answered_ == front_answers_.size() && completed_ == queued_;
    }

    void note(const frame& message) {
        if (front_answered_ < front_answers_.size()) {
            ++front_answered_;
            return;
        }
        switch (message.type) {
        case '2': running_ = true; break;
        case 'D': break; // nobody asked for the rows
        case 'C':
            affected += backend::command_complete::decode(message.body).affected_rows().value_or(0);
            [[fallthrough]];
        case 'I':
            running_ = false;
            ++completed_;
            break;
        case 's': throw_suspended();
        default: // a COPY: the parameter sets behind it have become its data
            ch_.mark_broken();
            throw not_supported_error("executemany() cannot run a COPY: its data has to be streamed", delivery::sent);
        }
    }

    std::int64_t affected = 0;
    std::exception_ptr trouble;

private:
    channel& ch_;
    std::vector<expectation> front_answers_;
    std::size_t front_answered_ = 0;
    std::size_t queued_ = 0;
    std::size_t completed_ = 0;
    bool running_ = false;
};

/// Without its Sync a pipeline cannot be drained: what leaves it before then, such as a lack of memory, breaks the
/// channel, whose next answers would be those of the pipeline.
class sync_duty {
public:
    explicit sync_duty(channel& ch) noexcept : ch_(ch) {}
    sync_duty(const sync_duty&) = delete;
    sync_duty& operator=(const sync_duty&) = delete;
    ~sync_duty() {
        if (!done_) ch_.mark_broken();
    }
    void queue() {
        queue_sync(ch_);
        done_ = true;
    }

private:
    channel& ch_;
    bool done_ = false;
};

} // namespace

exchange<std::int64_t> execute_many(channel& ch, const preamble& front, parameter_sets& sets) {
    const bool in_transaction = front.begin || ch.transaction_status() != backend::transaction_status::idle;
    sync_duty sync(ch);
    queue_preamble(ch, front);
    pipeline line(ch, front);
    for (bool more = true; more;) {
        more = line.queue_batch(sets) && !ch.sending_failed();
        // Undoes what ran since the last Sync. Outside a transaction block the server warns that there is none, and
        // aborts the implicit one all the same.
        if (line.trouble && !in_transaction) queue_command(ch, "ROLLBACK");
        if (!more) sync.queue();
        co_await flush(ch);
        for (frame message; !line.trouble && !line.complete() && ch.next(message, line.expected());) {
            if (message.type == 'E') {
                if (more) sync.queue();
                co_await raise(ch, message);
            }
            line.note(message);
        }
    }
    if (line.trouble) co_await raise(ch, line.trouble);
    while (!line.complete()) {
        const frame message = co_await receive(ch, line.expected());
        if (message.type == 'E') co_await raise(ch, message);
        line.note(message);
    }
    co_await receive_ready(ch);
    co_return line.affected;
}

} // namespace tusk::protocol
