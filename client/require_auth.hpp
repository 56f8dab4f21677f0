// The connection parameter require_auth.
#pragma once

#include "auth/auth_method.hpp"

#include <string_view>

namespace tusk::client {

/// The methods that a value of require_auth allows; all of them when it is empty. Names stand between commas, each once
/// and without white space; either all have a `!` before them and those are what is not allowed, or none has.
/// \throws programming_error naming the part that is wrong
[[nodiscard]] auth::method_set read_require_auth(std::string_view value);

} // namespace tusk::client
