#include "transport/resolver.hpp"

#include "transport/socket_address.hpp"

#include <tusk/error.hpp>

#include <array>
#include <cerrno>
#include <memory>
#include <netdb.h>
#include <system_error>

namespace tusk::transport {

namespace {

struct free_addresses {
    void operator()(addrinfo* list) const noexcept { freeaddrinfo(list); }
};

std::string numeric_text(const sockaddr* address, socklen_t size) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) return {};
    return text.data();
}

protocol::endpoint make_endpoint(const std::string& host, std::string address, std::uint16_t port) {
    return {protocol::endpoint::family::tcp, host, std::move(address), port};
}

} // namespace

std::vector<protocol::endpoint> resolve(const std::string& host, std::uint16_t port) {
    if (auto numeric = resolve_numeric(host, port); !numeric.empty()) return numeric;
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG; // no IPv6 addresses where there is no IPv6
    addrinfo* found = nullptr;
    int failure = getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (failure == EAI_NONAME || failure == EAI_ADDRFAMILY) {
        // AI_ADDRCONFIG ignores loopback interfaces, so ::1 would be unknown on a machine that has no other IPv6.
        hints.ai_flags = 0;
        failure = getaddrinfo(host.c_str(), nullptr, &hints, &found);
    }
    if (failure == EAI_SYSTEM) throw_unresolved(host, std::generic_category().message(errno));
    if (failure != 0) throw_unresolved(host, gai_strerror(failure));
    const std::unique_ptr<addrinfo, free_addresses> list(found);
    std::vector<protocol::endpoint> endpoints;
    for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
        std::string address = numeric_text(each->ai_addr, each->ai_addrlen);
        if (!address.empty()) endpoints.push_back(make_endpoint(host, std::move(address), port));
    }
    if (endpoints.empty()) throw_unresolved(host, "it has no usable address");
    return endpoints;
}

std::vector<protocol::endpoint> resolve_numeric(const std::string& host, std::uint16_t port) {
    // getaddrinfo would read an empty name as "this machine", and a name with a NUL as what stands before it.
    if (host.empty() || host.find('\0') != std::string::npos) throw_unresolved(host, "no host can have this name");
    const socket_address address = parse_ip_address(host);
    if (address.size == 0) return {};
    return {make_endpoint(host, numeric_text(address.get(), address.size), port)};
}

void throw_unresolved(std::string_view host, const std::string& reason) {
    throw operational_error("could not translate host name \"" + std::string(host) + "\" to an address: " + reason);
}

} // namespace tusk::transport
