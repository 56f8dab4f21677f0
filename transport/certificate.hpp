/// \file
/// Whom a server's certificate speaks for, and the hash of it that binds a SCRAM exchange to the connection.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace tusk::transport {

/// Does the certificate name `host`, as the user wrote it? By the rules of libpq 15 and later (PostgreSQL
/// documentation, "Client Verification of Server Certificates"), and stricter where they would take what nobody means:
///
/// A name is looked for among the subjectAltName's dNSName entries; the common name (the first) counts only when there
/// is no dNSName (RFC 6125, section 6.4.4). `*` stands for one whole leftmost label and nothing else (section 6.4.3).
/// An IP address is looked for among the iPAddress entries, and as text among the dNSName entries, never with
/// wildcards; the common name counts only when there is no iPAddress. Letters of ASCII are compared without regard to
/// case, other bytes as they are: internationalised names must be written as in the certificate (`xn--…`). A dot at the
/// end is part of a name. A host that holds a NUL byte is never named; a certificate with a malformed entry (a NUL
/// byte, an address of another length) names nobody with it or behind it, and one whose subjectAltName cannot be read
/// names nobody.
[[nodiscard]] bool certificate_names(X509* certificate, const std::string& host);

/// The names in the certificate, quoted and separated by commas, and how many more where there are many: for messages.
/// "no name at all" when there is none.
[[nodiscard]] std::string names_in(X509* certificate);

/// The channel binding `tls-server-end-point` (RFC 5929, section 4.1): the certificate's hash, with the hash function
/// of its signature, SHA-256 in place of MD5 and SHA-1. Empty where the signature has no hash function of its own
/// (Ed25519), for which the RFC defines nothing.
[[nodiscard]] std::vector<std::byte> end_point_hash(const X509* certificate);

} // namespace tusk::transport
