/// \file
/// Rows from a channel, pulled one by one without a coroutine in between.
#pragma once

#include "protocol/exchange.hpp"

#include <tusk/protocol/row_window.hpp>

namespace tusk::protocol {

enum class row_step : char {
    row,        ///< a row was taken
    end,        ///< the next message is something else: a conversation must receive it
    need_bytes, ///< the next message is not all there
};

/// Takes the next row from the channel. Between calls `window` runs ahead of the channel's own position, which this
/// brings up to date; so whoever takes rows from the window directly comes here once it has none left, and before the
/// channel is used for anything else. Start with an empty window.
/// \throws protocol_error when a DataRow is longer than allowed, or an asynchronous message is malformed.
[[nodiscard]] row_step take_row(channel& ch, row_window& window, byte_view& body);

/// Brings the channel's position up to date and empties the window.
void leave_window(channel& ch, row_window& window) noexcept;

/// The same as an exchange that receives until there is a row, or the end of them.
exchange<row_step> await_row(channel& ch, row_window& window, byte_view& body);

} // namespace tusk::protocol
