/// \file
/// SASLprep (RFC 4013): how a password outside ASCII becomes the bytes that SCRAM hashes, so that a password typed
/// with a precomposed "é" fits one that was set with an "e" and an accent.
#pragma once

#include "auth/secret.hpp"

#include <optional>
#include <string_view>

namespace tusk::auth {

/// The text mapped (RFC 4013 section 2.1) and normalised (2.2); or nothing when it is not valid UTF-8, when nothing is
/// left of it, or when it holds characters that are prohibited (2.3), violate the rules for writing from right to left
/// (2.4), or are not assigned in Unicode 3.2 (2.5).
///
/// Two choices are PostgreSQL's, because the server hashed the password that way and only the same bytes log in:
/// the characters are judged after the mapping and before the normalisation, where RFC 3454 section 2 judges them
/// after it (U+0340, which normalises to the harmless U+0300, is prohibited here); and U+200B, which stands both among
/// the spaces and among what maps to nothing, becomes a space.
[[nodiscard]] std::optional<secret> saslprep(std::string_view text);

/// What SCRAM hashes for a password: the SASLprep of it, and where that yields nothing the password byte for byte, as
/// PostgreSQL's server and its own clients have it. So a password in another encoding than UTF-8 logs in too.
[[nodiscard]] secret prepare_password(std::string_view password);

} // namespace tusk::auth
