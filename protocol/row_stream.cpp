#include "protocol/row_stream.hpp"

namespace tusk::protocol {

namespace {

/// Tells the channel which rows were taken from the window.
void catch_up(channel& ch, row_window& window) {
    if (window.position() == nullptr) return;
    ch.input().consume(static_cast<std::size_t>(window.position() - ch.input().begin()));
    window = row_window();
}

} // namespace

row_step take_row(channel& ch, row_window& window, byte_view& body) {
    if (window.take(body)) return row_step::row;
    catch_up(ch, window);
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

} // namespace tusk::protocol
