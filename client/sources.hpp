/// \file
/// Where the values come from that the caller did not give: the service file, the environment.
#pragma once

#include "client/settings.hpp"

#include <tusk/connect_sources.hpp>

namespace tusk::client {

/// Adds to what the caller gave what the service file and the environment say, in this order of precedence.
/// \throws operational_error and not_supported_error as `params::load`
void add_sources(settings& given, const connect_sources& sources);

} // namespace tusk::client
