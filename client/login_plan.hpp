/// \file
/// From a user's parameters to what the login works with.
#pragma once

#include "auth/login.hpp"

#include <tusk/connect_options.hpp>
#include <tusk/params.hpp>

namespace tusk::client {

/// Who logs in and what the server may ask for; `complete` is valid, and has its defaults filled in.
[[nodiscard]] auth::login_request make_login(const params& complete, const connect_options& options);

} // namespace tusk::client
