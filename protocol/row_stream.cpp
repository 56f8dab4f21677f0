#include "protocol/row_stream.hpp"

namespace tusk::protocol {

void leave_window(channel& ch, row_window& window) noexcept {
    if (window.position() == nullptr) return;
    ch.input().consume(static_cast<std::size_t>(window.position() - ch.input().begin()));
    window = row_window();
}

row_step take_row(channel& ch, row_window& window, byte_view& body) {
    if (window.take(body)) return row_step::row;
    leave_window(ch, window);
    const auto type = ch.next_type();
    if (!type) return row_step::need_bytes;
    if (*type != 'D') return row_step::end;
    if (ch.trace == nullptr) {
        window = row_window(ch.input().pending(), ch.limits.data);
        if (window.take(body)) return row_step::row;
        window = row_window();
    }
    // A row for the transcript, one that has not arrived whole, or one that is longer than allowed.
    frame message;
    if (!ch.next(message, expectation::rows)) return row_step::need_bytes;
    body = message.body;
    return row_step::row;
}

exchange<row_step> await_row(channel& ch, row_window& window, byte_view& body) {
    row_step step;
    while ((step = take_row(ch, window, body)) == row_step::need_bytes) co_await fill();
    co_return step;
}

} // namespace tusk::protocol
