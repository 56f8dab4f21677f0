#include "protocol/channel.hpp"

#include "protocol/type_set.hpp"

#include <tusk/protocol/backend.hpp>

namespace tusk::protocol {

namespace {
constexpr std::size_t output_kept = std::size_t{64} << 10;

/// A message whose type says it all must not say more.
void check_bodiless(const frame& message) {
    constexpr type_set bodiless("123Icns");
    if (!message.body.empty() && bodiless.contains(message.type))
        detail::decode_bodiless(backend_message_name(message.type), message.body);
}
} // namespace

bool channel::cut(frame& message) {
    if (input_.size() < frame_header_size) return false;
    const frame_header header = read_frame_header(input_.begin(), phase_, limits);
    if (input_.size() - frame_header_size < header.body_size) {
        input_.announce(frame_header_size + header.body_size);
        return false;
    }
    message = {header.type, {input_.begin() + frame_header_size, header.body_size}};
    input_.consume(frame_header_size + header.body_size);
    return true;
}

bool channel::cut_traced(frame& message) {
    if (!cut(message)) return false;
    if (trace != nullptr) trace->backend(message);
    return true;
}

bool channel::next(frame& message, expectation expected) {
    try {
        while (cut_traced(message)) {
            if (!is_legal(expected, message.type)) throw_unexpected(expected, message.type);
            check_bodiless(message);
            if (is_asynchronous(message.type)) {
                mail.file(message);
                continue;
            }
            if (message.type == 'Z') note_ready(message);
            return true;
        }
        return false;
    } catch (...) {
        mark_broken();
        throw;
    }
}

void channel::check_idle_input() {
    if (!std::exchange(idle_, false) || input_.size() == 0) return;
    frame message;
    if (!next(message, expectation::idle)) return;
    mark_broken();
    const auto report = backend::error_response::decode(message.body);
    if (report.fatal()) throw_server_error(report.to_report());
    throw protocol_error("protocol error: an error came while the session was idle, and did not end it: " +
                         std::string(report.find('M')));
}

std::optional<char> channel::next_type() {
    try {
        while (input_.size() >= frame_header_size) {
            const char type = static_cast<char>(*input_.begin());
            if (!is_asynchronous(type)) return type;
            frame message;
            if (!cut_traced(message)) break;
            mail.file(message);
        }
        return std::nullopt;
    } catch (...) {
        mark_broken();
        throw;
    }
}

void channel::note_ready(const frame& message) {
    transaction_status_ = backend::ready_for_query::decode(message.body).status;
    if (ready_owed_ == 0) throw protocol_error("the server sent a ReadyForQuery that nothing had asked for");
    --ready_owed_;
    idle_ = ready_owed_ == 0;
    phase_ = phase::session;
}

condition channel::state() const noexcept {
    if (broken_) return condition::broken;
    return ready_owed_ == 0 ? condition::ready : condition::draining;
}

void channel::reset() {
    input_.clear();
    output_.wipe();
    sent_ = traced_ = ready_owed_ = 0;
    phase_ = phase::authentication;
    transaction_status_ = backend::transaction_status::idle;
    output_is_secret_ = sending_failed_ = idle_ = broken_ = false;
    mail.clear();
}

void channel::sent(std::size_t count) noexcept {
    sent_ += count;
    if (sent_ < output_.size()) return;
    if (output_is_secret_) output_.wipe();
    output_.clear();
    output_.shrink(output_kept);
    output_is_secret_ = false;
    sent_ = traced_ = 0;
}

void channel::trace_output() {
    if (trace != nullptr && traced_ < output_.size()) trace->frontend(output_.view().subspan(traced_));
    traced_ = output_.size();
}

} // namespace tusk::protocol
