/// \file
/// Certificates, revocation lists and keys out of PEM text (RFC 7468).
#pragma once

#include "transport/openssl_pointers.hpp"

#include <openssl/pem.h>

#include <string>
#include <string_view>
#include <vector>

namespace tusk::transport {

/// Every certificate of the text, in its order; what else stands there is passed over.
/// \param source what the text is, for messages: `root certificate file "root.crt"`
/// \throws operational_error when there is none, or one is malformed.
[[nodiscard]] std::vector<x509_pointer> read_certificates(std::string_view pem, const std::string& source);

/// Every revocation list of the text.
/// \throws operational_error as `read_certificates` does.
[[nodiscard]] std::vector<crl_pointer> read_revocation_lists(std::string_view pem, const std::string& source);

/// A private key: PEM, or else DER. Null, with the reason in OpenSSL's queue, when it is neither, or cannot be
/// decrypted; that of PEM, when the text fails as both.
/// \param password asked, with `context`, when the key is encrypted
[[nodiscard]] key_pointer read_key(std::string_view text, pem_password_cb* password, void* context);

} // namespace tusk::transport
