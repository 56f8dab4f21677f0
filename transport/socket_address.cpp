#include "transport/socket_address.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <netdb.h>
#include <sys/un.h>

namespace tusk::transport {

namespace {

socket_address unix_address(const std::string& path) noexcept {
    sockaddr_un address{};
    const bool abstract = path.starts_with('@');
    // The terminating NUL is counted for a path, and must not be for an abstract name: it would become part of it.
    const std::size_t length = path.size() + (abstract ? 0 : 1);
    socket_address result;
    if (path.empty() || length > sizeof address.sun_path) return result;
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    if (abstract) address.sun_path[0] = '\0';
    std::memcpy(&result.storage, &address, sizeof address);
    result.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    return result;
}

} // namespace

socket_address to_socket_address(const protocol::endpoint& place) noexcept {
    return place.kind == protocol::endpoint::family::unix_socket ? unix_address(place.address)
                                                                 : parse_ip_address(place.address, place.port);
}

socket_address parse_ip_address(const std::string& text, std::uint16_t port) noexcept {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    char service[8];
    std::snprintf(service, sizeof service, "%u", unsigned{port});
    addrinfo* found = nullptr;
    socket_address result;
    // getaddrinfo would read an empty name as "this machine", and a name with a NUL as what stands before it.
    if (text.empty() || text.find('\0') != std::string::npos) return result;
    if (getaddrinfo(text.c_str(), service, &hints, &found) != 0) return result;
    std::memcpy(&result.storage, found->ai_addr, found->ai_addrlen);
    result.size = found->ai_addrlen;
    freeaddrinfo(found);
    return result;
}

} // namespace tusk::transport
