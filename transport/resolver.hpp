/// \file
/// From a host's name to the addresses where it may be reached.
#pragma once

#include "protocol/exchange.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::transport {

/// The addresses of `host`, in the order in which the system recommends to try them (RFC 6724); just itself when it is
/// numeric. Waits for the system's resolver, for as long as that takes: POSIX has no deadline for it.
/// \throws operational_error when there is none.
[[nodiscard]] std::vector<protocol::endpoint> resolve(const std::string& host, std::uint16_t port);

/// The one endpoint of a numeric address, for which nobody needs to be asked; empty when `host` is a name.
/// \throws operational_error when it cannot be one either.
[[nodiscard]] std::vector<protocol::endpoint> resolve_numeric(const std::string& host, std::uint16_t port);

/// Throws what `resolve` throws; `reason` is the resolver's.
[[noreturn]] void throw_unresolved(std::string_view host, const std::string& reason);

} // namespace tusk::transport
