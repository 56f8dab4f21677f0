/// \file
/// What a server's version means.
#pragma once

#include <string_view>

namespace tusk::client {

/// "15.4 (Debian …)" is 150004, "9.6.24" is 90624, "18beta1" is 180000.
[[nodiscard]] int version_number(std::string_view text);

} // namespace tusk::client
