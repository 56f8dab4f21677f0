/// \file
/// The server's messages about the session: its version, key and parameters, its status, and its news.
#pragma once

#include <tusk/protocol/message.hpp>
#include <tusk/protocol/version.hpp>

#include <cstdint>
#include <vector>

namespace tusk::protocol::backend {

/// What a CancelRequest must show to cancel this session's statement.
struct backend_key_data {
    static constexpr char message_type = 'K';
    static constexpr std::string_view message_name = "BackendKeyData";
    static constexpr std::size_t shortest_key = 4;
    static constexpr std::size_t longest_key = 256;
    std::int32_t process_id = 0;
    byte_view key; ///< secret: never to be shown or logged

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses a key of fewer than 4 or more than 256 bytes.
    [[nodiscard]] TUSK_API static backend_key_data decode(byte_view body);
    /// Checks the key's length against the version that is spoken: before 3.2 it has exactly four bytes.
    /// \throws protocol_error
    TUSK_API void require_legal_key(protocol_version spoken) const;
    friend bool operator==(const backend_key_data& left, const backend_key_data& right) noexcept {
        return left.process_id == right.process_id && detail::equal(left.key, right.key);
    }
};

/// The server does not speak the minor version that was asked for, or does not know some protocol options.
struct negotiate_protocol_version {
    static constexpr char message_type = 'v';
    static constexpr std::string_view message_name = "NegotiateProtocolVersion";
    protocol_version newest;                    ///< the newest that it speaks
    std::vector<std::string_view> unrecognized; ///< options of the startup message (`_pq_.…`) that it ignored

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static negotiate_protocol_version decode(byte_view body);
    friend bool operator==(const negotiate_protocol_version&, const negotiate_protocol_version&) = default;
};

/// A run-time parameter's value, at the start and whenever it changes.
struct parameter_status {
    static constexpr char message_type = 'S';
    static constexpr std::string_view message_name = "ParameterStatus";
    std::string_view name;
    std::string_view value;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static parameter_status decode(byte_view body);
    friend bool operator==(const parameter_status&, const parameter_status&) = default;
};

/// Where the session stands in transactions.
enum class transaction_status : char {
    idle = 'I',           ///< outside of any
    in_transaction = 'T', ///< in one
    failed = 'E',         ///< in one that failed: only rolling back is possible
};

/// The server awaits the next query cycle.
struct ready_for_query {
    static constexpr char message_type = 'Z';
    static constexpr std::string_view message_name = "ReadyForQuery";
    transaction_status status = transaction_status::idle;

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses a status other than the three.
    [[nodiscard]] TUSK_API static ready_for_query decode(byte_view body);
    friend bool operator==(const ready_for_query&, const ready_for_query&) = default;
};

/// A NOTIFY on a channel that this session listens to.
struct notification_response {
    static constexpr char message_type = 'A';
    static constexpr std::string_view message_name = "NotificationResponse";
    std::int32_t process_id = 0; ///< of the session that notified
    std::string_view channel;
    std::string_view payload;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static notification_response decode(byte_view body);
    friend bool operator==(const notification_response&, const notification_response&) = default;
};

} // namespace tusk::protocol::backend
