/// \file
/// What is known of a connection once it stands.
#pragma once

#include <tusk/export.hpp>
#include <tusk/params.hpp>

#include <cstdint>
#include <iosfwd>
#include <string>

namespace tusk {

/// Where a connection goes and how it is protected. Nothing in it is secret.
struct connection_info {
    std::string host;             ///< as the caller named it, or the folder of the Unix socket
    std::string address;          ///< numeric, or the path of the Unix socket
    std::uint16_t port = 0;       ///< also in the name of a Unix socket
    bool unix_socket = false;     ///< the server is on this machine
    std::string user;             ///< who logged in
    std::string dbname;           ///< the database asked for; a pooler may lead to another
    std::string login_method;     ///< see `connection::login_method`
    protocol_version protocol{};  ///< of the protocol that is spoken
    std::int32_t backend_pid = 0; ///< the server process; poolers make numbers up
    bool can_cancel = false;      ///< the server gave a key to cancel statements with
    bool encrypted = false;       ///< TLS protects the connection
    std::string tls_version;      ///< "TLSv1.3"; empty without TLS
    std::string tls_cipher;       ///< "TLS_AES_256_GCM_SHA384"; empty without TLS

    bool operator==(const connection_info&) const = default;
    /// Writes a line as `psql`'s \conninfo does: whom, where, how.
    TUSK_API friend std::ostream& operator<<(std::ostream& out, const connection_info& info);
};

} // namespace tusk
