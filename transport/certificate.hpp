/// \file
/// Whom a server's certificate speaks for, and the hash of it that binds a SCRAM exchange to the connection.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace tusk::transport {

/// Does the certificate name `host`, as the user wrote it?
///
/// A name is looked for among the subjectAltName's dNSName entries; the common name counts only when there is neither
/// a dNSName nor an iPAddress (RFC 6125, section 6.4.4). `*` stands for one whole leftmost label and nothing else
/// (section 6.4.3). An IP address is looked for among the iPAddress entries, and otherwise as literal text, never with
/// wildcards, as libpq does. A host that holds a NUL byte is never named; an entry that holds one names nobody.
[[nodiscard]] bool certificate_names(X509* certificate, const std::string& host);

/// Every name in the certificate, quoted and separated by commas: for messages. "no name at all" when there is none.
[[nodiscard]] std::string names_in(X509* certificate);

/// The channel binding `tls-server-end-point` (RFC 5929, section 4.1): the certificate's hash, with the hash function
/// of its signature, SHA-256 in place of MD5 and SHA-1. Empty where the signature has no hash function of its own
/// (Ed25519), for which the RFC defines nothing.
[[nodiscard]] std::vector<std::byte> end_point_hash(const X509* certificate);

} // namespace tusk::transport
