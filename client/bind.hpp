/// \file
/// The Bind message, written straight from the caller's values.
#pragma once

#include "client/statement_cache.hpp"
#include "protocol/channel.hpp"

#include <tusk/parameter.hpp>

#include <span>

namespace tusk::client {

/// A statement of which nothing is known but the types that the caller pins: every other value travels as text, as the
/// type that the server infers, and so do all results.
[[nodiscard]] prepared_statement undescribed(std::size_t parameters, std::span<const oid> types,
                                             const type_catalogue& known);

/// Queues Bind of the unnamed portal to a statement. A value for a parameter without a type (oid::none) travels as the
/// text of its own.
/// \throws programming_error when the number of values is not that of the parameters; data_error naming the parameter
///         whose value does not fit. Nothing is queued then.
void queue_bind(protocol::channel& ch, const prepared_statement& statement, std::span<const parameter> values);

} // namespace tusk::client
