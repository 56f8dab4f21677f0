/// \file
/// From a user's parameters to what TLS works with.
#pragma once

#include "transport/tls.hpp"

#include <tusk/connect_options.hpp>
#include <tusk/params.hpp>

#include <memory>

namespace tusk::client {

/// What TLS shall verify, and with what; null when it is never used.
/// \throws operational_error when a file cannot be read
[[nodiscard]] std::shared_ptr<const transport::tls_context> make_tls_context(const params& parameters,
                                                                             const connect_options& options = {});

} // namespace tusk::client
