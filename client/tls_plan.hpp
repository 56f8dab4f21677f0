/// \file
/// From a user's parameters to what TLS works with.
#pragma once

#include "transport/tls.hpp"

#include <tusk/connect_options.hpp>
#include <tusk/params.hpp>

#include <memory>

namespace tusk::client {

/// What TLS shall verify, with what, and whom it shall present. Files that have a default must be named already.
/// \throws programming_error when the options hold a key without a certificate
[[nodiscard]] transport::tls_settings make_tls_settings(const params& parameters, const connect_options& options = {});

/// The context for those settings; null when TLS is never used: without it, and over Unix sockets.
/// \throws operational_error when a file cannot be used. Under `allow` and `prefer`, which may do without TLS, the
///         handshake fails with that instead, as in libpq.
[[nodiscard]] std::shared_ptr<const transport::tls_context> make_tls_context(const params& parameters,
                                                                             const connect_options& options = {});

} // namespace tusk::client
