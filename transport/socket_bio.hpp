/// \file
/// The way from OpenSSL to our socket.
#pragma once

#include "transport/socket.hpp"

#include <openssl/types.h>

namespace tusk::transport {

/// A BIO that reads and writes a `socket`. OpenSSL's own socket BIO calls write(), which raises SIGPIPE when the other
/// side is gone, and a library must neither die of that nor change the process's signal handling; ours goes through
/// `socket::write_some`. \returns null when memory runs out.
[[nodiscard]] BIO* new_socket_bio() noexcept;

/// Says which socket the BIO uses from now on; it is given anew before each use, because sockets move.
void attach(BIO* bio, socket& wire) noexcept;

} // namespace tusk::transport
