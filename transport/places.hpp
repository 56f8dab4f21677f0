/// \file
/// From the hosts of a plan to the places where a server may listen, in the order in which they are tried.
#pragma once

#include "transport/establish.hpp"

#include <vector>

namespace tusk::transport {

/// The plan's hosts as listed, or shuffled when the plan says so.
[[nodiscard]] std::vector<const connect_plan::host*> hosts_in_order(const connect_plan& plan);

/// Every place that a host stands for: all addresses of its name, shuffled when `order` says so, or its Unix socket.
/// \throws operational_error when its name has no address
protocol::exchange<std::vector<protocol::endpoint>> places_of(const connect_plan::host& host, host_order order);

} // namespace tusk::transport
