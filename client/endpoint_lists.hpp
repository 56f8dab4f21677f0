/// \file
/// The keywords host, hostaddr and port are parallel lists with commas between their elements (PostgreSQL
/// documentation, "Specifying Multiple Hosts"); `params` holds them as one list of endpoints.
#pragma once

#include <tusk/params.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tusk::client {

/// The three lists as a connection string has them; empty where the keyword is not given.
struct endpoint_lists {
    std::string host{};
    std::string hostaddr{};
    std::string port{};
    std::string port_name = "port"; ///< for messages: the keyword, and what gave it
};

/// Puts the lists together. One port stands for all hosts.
/// \throws programming_error when the lists differ in length
/// \throws operational_error for a port that is not a number from 1 to 65535
[[nodiscard]] std::vector<params::endpoint> join_endpoints(const endpoint_lists& lists);

/// The lists that `join_endpoints` makes these endpoints from.
[[nodiscard]] endpoint_lists split_endpoints(const std::vector<params::endpoint>& endpoints);

} // namespace tusk::client
