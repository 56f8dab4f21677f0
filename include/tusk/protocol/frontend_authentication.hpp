/// \file
/// The client's answers to authentication requests: four messages of one type, told apart by the request alone.
#pragma once

#include <tusk/protocol/message.hpp>

namespace tusk::protocol::frontend {

/// The password, or what MD5 makes of it: secret.
struct password_message {
    static constexpr char message_type = 'p';
    static constexpr std::string_view message_name = "PasswordMessage";
    std::string_view password;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static password_message decode(byte_view body);
    friend bool operator==(const password_message&, const password_message&) = default;
};

/// The client's next step of GSSAPI or SSPI.
struct gss_response {
    static constexpr char message_type = 'p';
    static constexpr std::string_view message_name = "GSSResponse";
    byte_view data;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static gss_response decode(byte_view body);
    friend bool operator==(const gss_response& left, const gss_response& right) noexcept {
        return detail::equal(left.data, right.data);
    }
};

/// The mechanism that the client chose, and the data that it begins with, if it begins with any.
struct sasl_initial_response {
    static constexpr char message_type = 'p';
    static constexpr std::string_view message_name = "SASLInitialResponse";
    std::string_view mechanism;
    std::optional<byte_view> data;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static sasl_initial_response decode(byte_view body);
    friend bool operator==(const sasl_initial_response& left, const sasl_initial_response& right) noexcept {
        return left.mechanism == right.mechanism && detail::equal(left.data, right.data);
    }
};

/// The mechanism's further data.
struct sasl_response {
    static constexpr char message_type = 'p';
    static constexpr std::string_view message_name = "SASLResponse";
    byte_view data;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static sasl_response decode(byte_view body);
    friend bool operator==(const sasl_response& left, const sasl_response& right) noexcept {
        return detail::equal(left.data, right.data);
    }
};

} // namespace tusk::protocol::frontend
