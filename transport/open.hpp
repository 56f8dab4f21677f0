/// \file
/// A connection to one place, encrypted as wanted, before anybody has logged in.
#pragma once

#include "protocol/exchange.hpp"

#include <tusk/params.hpp>

#include <cstdint>
#include <vector>

namespace tusk::transport {

/// What one attempt does about encryption.
enum class encryption : std::uint8_t {
    none,
    if_offered, ///< the server is asked, and may say no
    demanded,   ///< the server is asked, and must say yes
    direct,     ///< the handshake begins with the first byte (sslnegotiation=direct)
};

/// The encryption attempts of an sslmode, in order ("SSL Support" in libpq's documentation, table of sslmodes). A Unix
/// socket is never encrypted.
[[nodiscard]] std::vector<encryption> attempts_of(ssl_mode mode, ssl_negotiation negotiation,
                                                  protocol::endpoint::family kind);

/// A connection that stands.
struct opened {
    bool tls_offered = false; ///< by the server, when it was asked
    bool encrypted = false;
    protocol::tls_session tls; ///< when encrypted
};

/// Connects and, if that is what `wanted` says, encrypts. `result` tells how far it came, also when it fails.
/// \throws operational_error; protocol_error for an answer to the request for encryption that no PostgreSQL gives
protocol::exchange<void> open(protocol::channel& ch, const protocol::endpoint& place, encryption wanted,
                              opened& result);

} // namespace tusk::transport
