/// \file
/// Asking a server how it is, without logging in.
#pragma once

#include "transport/establish.hpp"

#include <tusk/ping.hpp>

namespace tusk::transport {

/// Asks the plan's servers, in order, until one accepts.
protocol::exchange<server_state> ping(protocol::channel& ch, const connect_plan& plan);

} // namespace tusk::transport
