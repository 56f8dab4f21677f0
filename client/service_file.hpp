/// \file
/// The connection service file (PostgreSQL documentation, "The Connection Service File"): sections of parameters under
/// names in brackets.
#pragma once

#include "client/settings.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace tusk::client {

/// The settings of the first section of that name; nothing when there is none. Of a keyword that the section has twice,
/// the first counts. What follows the section is not read.
/// \param file the file's name, for messages and the settings' origin
/// \throws operational_error for a line that cannot be understood, naming it by number and never by its text
/// \throws not_supported_error for a section that refers to an LDAP server
[[nodiscard]] std::optional<settings> find_service(std::istream& text, std::string_view service,
                                                   const std::string& file);

} // namespace tusk::client
