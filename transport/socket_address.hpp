/// \file
/// An endpoint in the form that the socket calls want.
#pragma once

#include "protocol/exchange.hpp"

#include <cstdint>
#include <string>
#include <sys/socket.h>

namespace tusk::transport {

/// A socket address of any family with its length.
struct socket_address {
    sockaddr_storage storage{};
    socklen_t size = 0;

    [[nodiscard]] const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }
    [[nodiscard]] int family() const noexcept { return storage.ss_family; }
};

/// The address of a numeric IP address ("fe80::1%eth0" included) or of a socket's path; a path that begins with '@' is
/// in Linux's abstract namespace. Its size is 0 when the address is not numeric, or the path is too long.
[[nodiscard]] socket_address to_socket_address(const protocol::endpoint& place) noexcept;

/// The address that `text` denotes when it is a numeric IP address in any spelling the system knows; size 0 otherwise.
[[nodiscard]] socket_address parse_ip_address(const std::string& text, std::uint16_t port = 0) noexcept;

} // namespace tusk::transport
