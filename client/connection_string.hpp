/// \file
/// Connection strings of both kinds, up to the point where the values of their keywords are judged.
#pragma once

#include "client/settings.hpp"

#include <tusk/connect_sources.hpp>

#include <string_view>

namespace tusk::client {

/// Whether somebody who expects the name of a database was given a whole connection string: libpq's rule, by which
/// dbname may be one.
[[nodiscard]] bool looks_like_connection_string(std::string_view text) noexcept;

/// Splits a connection string and checks that its keywords exist and that `sources.keywords` allows them.
/// \throws programming_error as `params::load`
[[nodiscard]] settings parse_connection_string(std::string_view text, const connect_sources& sources = {});

} // namespace tusk::client
