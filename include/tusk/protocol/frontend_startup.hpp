/// \file
/// The packets that a client opens a connection with. They have no type byte: a server knows them by the four bytes
/// behind their length, a version or one of three codes that no version will ever have.
#pragma once

#include <tusk/protocol/message.hpp>
#include <tusk/protocol/version.hpp>

#include <cstdint>
#include <vector>

namespace tusk::protocol::frontend {

/// One parameter of a StartupMessage: `user`, `database`, `replication`, a run-time parameter, or `_pq_.…`.
struct startup_parameter {
    std::string_view name;
    std::string_view value;
    friend bool operator==(const startup_parameter&, const startup_parameter&) = default;
};

/// Opens a session.
struct startup_message {
    static constexpr std::string_view message_name = "StartupMessage";
    protocol_version version;
    std::vector<startup_parameter> parameters; ///< in the order of the wire

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static startup_message decode(byte_view body);
    friend bool operator==(const startup_message&, const startup_message&) = default;
};

/// Asks another session's statement to stop; the server answers by closing the connection.
struct cancel_request {
    static constexpr std::string_view message_name = "CancelRequest";
    static constexpr std::uint32_t code = 80877102;
    std::int32_t process_id = 0;
    byte_view key; ///< secret, as BackendKeyData gave it: never to be shown or logged

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses a key of fewer than 4 or more than 256 bytes.
    [[nodiscard]] TUSK_API static cancel_request decode(byte_view body);
    friend bool operator==(const cancel_request& left, const cancel_request& right) noexcept {
        return left.process_id == right.process_id && detail::equal(left.key, right.key);
    }
};

/// Asks for TLS; the server answers with one byte, `S` or `N`.
struct ssl_request {
    static constexpr std::string_view message_name = "SSLRequest";
    static constexpr std::uint32_t code = 80877103;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static ssl_request decode(byte_view body);
    friend bool operator==(const ssl_request&, const ssl_request&) noexcept { return true; }
};

/// Asks for encryption by GSSAPI; the server answers with one byte, `G` or `N`.
struct gssenc_request {
    static constexpr std::string_view message_name = "GSSENCRequest";
    static constexpr std::uint32_t code = 80877104;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static gssenc_request decode(byte_view body);
    friend bool operator==(const gssenc_request&, const gssenc_request&) noexcept { return true; }
};

} // namespace tusk::protocol::frontend
