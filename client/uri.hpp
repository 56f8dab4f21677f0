/// \file
/// Connection URIs (PostgreSQL documentation, "Connection URIs"; RFC 3986):
///
///     postgresql[+driver]://[user[:password]@][host[:port][,host[:port]…]][/dbname][?keyword=value[&…]]
#pragma once

#include "client/settings.hpp"

#include <string>
#include <string_view>

namespace tusk::client {

/// Whether the string is a URI by its scheme, and not keyword/value pairs.
[[nodiscard]] bool is_uri(std::string_view text) noexcept;

/// Splits a URI, for which `is_uri` answered true, into its settings. Keywords of the query are not judged here.
/// \throws programming_error naming the position, and never the text, of what cannot be read.
[[nodiscard]] settings parse_uri(std::string_view uri);

/// The text with everything but RFC 3986's unreserved characters (section 2.3) and those in `also_plain` as `%XX`.
[[nodiscard]] std::string percent_encode(std::string_view text, std::string_view also_plain = "");

} // namespace tusk::client
