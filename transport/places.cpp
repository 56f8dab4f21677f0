#include "transport/places.hpp"

#include "auth/crypto.hpp"
#include "transport/resolver.hpp"

#include <tusk/error.hpp>

#include <array>
#include <utility>

namespace tusk::transport {

using namespace protocol;

namespace {

/// Fisher and Yates's shuffle. That the remainder of a division favours some orders by one in 2^48 does not matter.
template <class Element>
void shuffle(std::vector<Element>& elements) {
    for (std::size_t left = elements.size(); left > 1; --left) {
        std::array<std::byte, sizeof(std::uint64_t)> random;
        auth::fill_with_random(random);
        const auto chosen = load_big_endian<std::uint64_t>(random.data()) % left;
        std::swap(elements[left - 1], elements[chosen]);
    }
}

endpoint socket_in(const connect_plan::host& host) {
    endpoint place;
    place.kind = endpoint::family::unix_socket;
    place.host = host.name;
    place.address = host.name + "/.s.PGSQL." + std::to_string(host.port);
    place.port = host.port;
    return place;
}

} // namespace

bool is_socket_folder(std::string_view name) noexcept { return name.starts_with('/') || name.starts_with('@'); }

std::vector<const connect_plan::host*> hosts_in_order(const connect_plan& plan) {
    std::vector<const connect_plan::host*> hosts;
    for (const connect_plan::host& each : plan.hosts) hosts.push_back(&each);
    if (plan.order == host_order::random) shuffle(hosts);
    return hosts;
}

exchange<std::vector<endpoint>> places_of(const connect_plan::host& host, host_order order) {
    if (host.address.empty() && is_socket_folder(host.name)) {
        const endpoint place = socket_in(host);
        co_return std::vector<endpoint>(1, place);
    }
    if (!host.address.empty()) {
        std::vector<endpoint> places = resolve_numeric(host.address, host.port);
        if (places.empty())
            throw operational_error("connection parameter hostaddr: \"" + host.address +
                                    "\" is no numeric address: give a name in host");
        // Certificates are made out for the name, whatever address was given beside it.
        for (endpoint& place : places) place.host = host.name;
        co_return places;
    }
    std::vector<endpoint> places = co_await protocol::resolve(host.name, host.port);
    if (order == host_order::random) shuffle(places);
    co_return places;
}

} // namespace tusk::transport
