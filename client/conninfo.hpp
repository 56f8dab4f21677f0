/// \file
/// Keyword/value connection strings (PostgreSQL documentation, "Keyword/Value Connection Strings").
#pragma once

#include "client/settings.hpp"

#include <string>
#include <string_view>

namespace tusk::client {

/// Splits `host = db user='anna b' …` into its settings. Keywords are not judged here.
/// \throws programming_error naming the position, and never the text, of what cannot be read.
[[nodiscard]] settings parse_conninfo(std::string_view text);

/// The value in the form that `parse_conninfo` reads it from: quoted where it has to be.
[[nodiscard]] std::string quote_conninfo_value(std::string_view value);

} // namespace tusk::client
