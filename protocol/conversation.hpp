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

/// Waits for one message, and raises the server's error if that comes instead. The frame is good until the next effect.
exchange<frame> receive_or_raise(channel& ch, expectation expected);

/// Queues the refusal of a COPY FROM STDIN that the server has begun and nobody will feed.
void refuse_copy(channel& ch);

/// Answers CopyBothResponse, which only replication commands are answered with: the channel is broken.
[[noreturn]] void refuse_replication(channel& ch);

/// Takes leave of the server and closes the connection ("Termination").
exchange<void> terminate(channel& ch);

/// Receives ReadyForQuery.
exchange<void> receive_ready(channel& ch);

} // namespace tusk::protocol
