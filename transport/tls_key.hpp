/// \file
/// The private key of our own certificate.
#pragma once

#include "transport/openssl_pointers.hpp"
#include "transport/tls_settings.hpp"

namespace tusk::transport {

/// Reads `client_key`, which must not be more readable than libpq allows, with the password that the settings have.
/// \throws not_supported_error for a key in an OpenSSL engine ("engine:name").
/// \throws operational_error when there is none, or it cannot be read or decrypted, saying what to do about it.
[[nodiscard]] key_pointer read_client_key(const tls_settings& settings);

} // namespace tusk::transport
