/// \file
/// Waiting for a descriptor in the calling thread.
#pragma once

#include "transport/io_result.hpp"

#include <chrono>

namespace tusk::transport {

/// Returns when one of `events` has happened on `descriptor`, or `until` has come; a signal does not end the waiting.
/// Errors and hang-ups count as events: the operation that follows finds them.
/// \throws operational_error when the system cannot wait.
void wait_for_socket(int descriptor, interest events, std::chrono::steady_clock::time_point until);

} // namespace tusk::transport
