/// \file
/// The Bind message, written straight from the caller's values.
#pragma once

#include "client/statement_cache.hpp"
#include "protocol/channel.hpp"

#include <tusk/parameter.hpp>

#include <span>

namespace tusk::client {

/// Queues Bind of the unnamed portal to a statement.
/// \throws programming_error when the number of values is not that of the parameters; data_error naming the parameter
///         whose value does not fit. Nothing is queued then.
void queue_bind(protocol::channel& ch, const prepared_statement& statement, std::span<const parameter> values);

} // namespace tusk::client
