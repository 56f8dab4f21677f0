#include "client/endpoint_lists.hpp"

#include "client/keyword_values.hpp"

#include <tusk/error.hpp>

#include <algorithm>

namespace tusk::client {

namespace {

/// Nothing is no element; anything else has one more element than commas.
std::vector<std::string_view> split_at_commas(std::string_view list) {
    std::vector<std::string_view> elements;
    if (list.empty()) return elements;
    for (std::size_t comma = list.find(','); comma != std::string_view::npos; comma = list.find(',')) {
        elements.push_back(list.substr(0, comma));
        list.remove_prefix(comma + 1);
    }
    elements.push_back(list);
    return elements;
}

std::optional<std::uint16_t> read_port(const std::string& name, std::string_view text) {
    if (text.empty()) return std::nullopt;
    const std::optional<std::int32_t> number = whole_number(text);
    // Nothing of it is shown: behind a colon that was not encoded, half a password is taken for a port.
    if (!number)
        throw operational_error("connection parameter " + name +
                                ": what is given is not a number: use 1 to 65535 (and in a URI, "
                                "write %3A, %2F and %40 for a \":\", \"/\" or \"@\" in the password)");
    if (*number < 1 || *number > 65535)
        throw operational_error("connection parameter " + name + ": the number given is no port: use 1 to 65535");
    return static_cast<std::uint16_t>(*number);
}

void check_count(const std::string& keyword, std::size_t count, std::size_t hosts) {
    if (count == hosts) return;
    throw programming_error("connection parameter " + keyword + ": a list of " + std::to_string(count) +
                            " does not match " + std::to_string(hosts) + (hosts == 1 ? " host" : " hosts") +
                            ": give one for each host, in the same order");
}

template <class Print>
std::string join_with_commas(const std::vector<params::endpoint>& endpoints, Print print) {
    std::string list;
    for (const params::endpoint& endpoint : endpoints) {
        if (&endpoint != &endpoints.front()) list += ',';
        list += print(endpoint);
    }
    return list;
}

bool has_only_commas(const std::string& list) { return list.find_first_not_of(',') == std::string::npos; }

} // namespace

std::vector<params::endpoint> join_endpoints(const endpoint_lists& lists) {
    const auto hosts = split_at_commas(lists.host);
    const auto addresses = split_at_commas(lists.hostaddr);
    const auto ports = split_at_commas(lists.port);
    const std::size_t count = std::max<std::size_t>(1, addresses.empty() ? hosts.size() : addresses.size());
    if (!hosts.empty()) check_count("hostaddr", count, hosts.size());
    if (ports.size() > 1) check_count(lists.port_name, ports.size(), count);

    std::vector<params::endpoint> endpoints(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (!hosts.empty()) endpoints[i].host = hosts[i];
        if (!addresses.empty()) endpoints[i].hostaddr = addresses[i];
        if (!ports.empty()) endpoints[i].port = read_port(lists.port_name, ports.size() == 1 ? ports[0] : ports[i]);
    }
    // One endpoint with nothing but defaults says no more than none.
    if (count == 1 && endpoints.front() == params::endpoint{}) endpoints.clear();
    return endpoints;
}

endpoint_lists split_endpoints(const std::vector<params::endpoint>& endpoints) {
    if (endpoints.empty()) return {};
    endpoint_lists lists;
    lists.host = join_with_commas(endpoints, [](const params::endpoint& e) { return e.host; });
    lists.hostaddr = join_with_commas(endpoints, [](const params::endpoint& e) { return e.hostaddr; });
    lists.port = join_with_commas(endpoints, [](const params::endpoint& e) { return print_value(e.port); });

    // A list of empty elements is needed only where no other one tells how many endpoints there are.
    if (has_only_commas(lists.hostaddr)) lists.hostaddr.clear();
    if (has_only_commas(lists.host) && !lists.hostaddr.empty()) lists.host.clear();
    const auto& first = endpoints.front().port;
    if (std::all_of(endpoints.begin(), endpoints.end(), [&](const params::endpoint& e) { return e.port == first; }))
        lists.port = print_value(first);
    return lists;
}

} // namespace tusk::client
