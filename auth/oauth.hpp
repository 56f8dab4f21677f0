/// \file
/// OAUTHBEARER (RFC 7628), by which PostgreSQL 18 takes a token that somebody else vouches for.
#pragma once

#include "auth/secret.hpp"

#include <string>
#include <string_view>

namespace tusk::auth {

inline constexpr std::string_view oauthbearer = "OAUTHBEARER";

/// What is answered to the server's challenge before it ends the login (RFC 7628 section 3.2.3).
inline constexpr std::string_view oauth_dummy_response = "\x01";

/// Whether a text may be sent as a bearer token: b64token of RFC 6750 section 2.1. Everything else, above all the byte
/// 1 that ends a field of the message, would let the token say more than it should.
[[nodiscard]] bool is_bearer_token(std::string_view text) noexcept;

/// The client's message (RFC 7628 section 3.1). PostgreSQL takes the user from the startup message, so no authzid is
/// sent, nor host and port, which it does not look at.
/// \param token as `is_bearer_token` has it
[[nodiscard]] secret oauth_initial_response(const secret& token);

/// Why the server does not take a token, and what it wants (RFC 7628 section 3.2.2).
struct oauth_challenge {
    std::string status;               ///< "invalid_token", for example
    std::string openid_configuration; ///< the URL of a document that describes who gives tokens; may be empty
    std::string scope;                ///< what a token must be good for; may be empty
};

/// \throws protocol_error unless the text is a JSON object with a status, where these three are strings and stand there
///         once each. Other members are allowed (RFC 7628 section 3.2.2) and not looked at.
[[nodiscard]] oauth_challenge parse_oauth_challenge(std::string_view text);

/// A sentence about the challenge for messages, with each of its texts cut to a length that a reader can stand.
[[nodiscard]] std::string describe(const oauth_challenge& challenge);

} // namespace tusk::auth
