#include "client/operation.hpp"
#include "client/session.hpp"
#include "protocol/conversation.hpp"

namespace tusk::detail {

using namespace protocol;

session::begun_stream session::begin_stream_once(std::string_view sql, std::span<const parameter> values,
                                                 std::span<const oid> types) {
    const auto statement = statement_for(sql, types);
    const preamble front = take_preamble(sql, *statement);
    queue_burst(front, *statement, values);
    run(begin_rows(ch_, front));
    return begin_stream_of(statement->shape);
}

session::begun_stream session::begin_stream_of(std::shared_ptr<const row_shape> shape) {
    static const auto no_columns = std::make_shared<const row_shape>(std::vector<column>());
    stream_returns_rows_ = shape != nullptr;
    return {stream_returns_rows_ ? std::move(shape) : no_columns, 0};
}

session::begun_stream session::begin_stream(std::string_view sql, std::span<const parameter> values,
                                            std::span<const oid> types) {
    const operation now(*this);
    begun_stream begun = with_pinned_types(values, types, [&](std::span<const oid> pinned) {
        if (without_names_) return begin_unnamed_stream(sql, values, pinned);
        return with_fresh_plan(sql, pinned, [&] { return begin_stream_once(sql, values, pinned); });
    });
    begun.ticket = stream_ticket_ = ++tickets_;
    streaming_thread_ = std::this_thread::get_id();
    return begun;
}

void session::require_stream(std::uint64_t ticket) const {
    require_open();
    if (stream_ticket_ != ticket) throw interface_error("the stream is closed");
}

void session::free_stream() noexcept {
    stream_ticket_ = 0;
    freed_.notify_all();
}

std::optional<byte_view> session::next_row(std::uint64_t ticket, row_window& window, std::int64_t& affected,
                                           std::vector<segment_ref>* kept) {
    const auto held = lock();
    require_stream(ticket);
    try {
        if (const segment_ref& current = ch_.input().segment();
            kept != nullptr && (kept->empty() || !(kept->back() == current)))
            kept->push_back(current);
        byte_view body;
        if (stream_returns_rows_ && run(await_row(ch_, window, body)) == row_step::row) return body;
        affected = run(finish_rows(ch_, stream_returns_rows_)).affected.value_or(-1);
        free_stream();
        return std::nullopt;
    } catch (...) {
        free_stream();
        throw;
    }
}

void session::end_stream(std::uint64_t ticket, row_window& window) noexcept {
    const std::lock_guard held(mutex_);
    if (closed() || stream_ticket_ != ticket) return;
    leave_window(ch_, window);
    try {
        run(drain(ch_));
    } catch (const std::exception&) {
        // The connection broke, or the server ended it: whoever uses it next is told.
        close_hard();
    }
    free_stream();
}

} // namespace tusk::detail
