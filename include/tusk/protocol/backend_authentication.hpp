/// \file
/// The server's authentication requests: ten messages of one type, told apart by the code that their bodies begin with.
#pragma once

#include <tusk/protocol/message.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace tusk::protocol {

namespace detail {

TUSK_API void encode_bare_authentication(byte_writer& out, std::int32_t code);
TUSK_API void decode_bare_authentication(std::string_view message, byte_view body, std::int32_t code);

/// What an authentication request that consists of its code alone inherits.
template <class Message>
struct bare_authentication {
    static constexpr char message_type = 'R';
    void encode(byte_writer& out) const { encode_bare_authentication(out, Message::code); }
    [[nodiscard]] static Message decode(byte_view body) {
        decode_bare_authentication(Message::message_name, body, Message::code);
        return {};
    }
    friend bool operator==(const Message&, const Message&) noexcept { return true; }
};

} // namespace detail

namespace backend {

/// The client is who it says it is.
struct authentication_ok : detail::bare_authentication<authentication_ok> {
    static constexpr std::int32_t code = 0;
    static constexpr std::string_view message_name = "AuthenticationOk";
};

/// Kerberos V5 is wanted; servers have not sent this since 9.3.
struct authentication_kerberos_v5 : detail::bare_authentication<authentication_kerberos_v5> {
    static constexpr std::int32_t code = 2;
    static constexpr std::string_view message_name = "AuthenticationKerberosV5";
};

/// The password itself is wanted, in a PasswordMessage.
struct authentication_cleartext_password : detail::bare_authentication<authentication_cleartext_password> {
    static constexpr std::int32_t code = 3;
    static constexpr std::string_view message_name = "AuthenticationCleartextPassword";
};

/// The password's MD5 is wanted, salted with four bytes, in a PasswordMessage.
struct authentication_md5_password {
    static constexpr char message_type = 'R';
    static constexpr std::int32_t code = 5;
    static constexpr std::string_view message_name = "AuthenticationMD5Password";
    std::array<std::byte, 4> salt{};

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static authentication_md5_password decode(byte_view body);
    friend bool operator==(const authentication_md5_password&, const authentication_md5_password&) = default;
};

/// GSSAPI is wanted.
struct authentication_gss : detail::bare_authentication<authentication_gss> {
    static constexpr std::int32_t code = 7;
    static constexpr std::string_view message_name = "AuthenticationGSS";
};

/// The server's next step of GSSAPI or SSPI.
struct authentication_gss_continue {
    static constexpr char message_type = 'R';
    static constexpr std::int32_t code = 8;
    static constexpr std::string_view message_name = "AuthenticationGSSContinue";
    byte_view data;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static authentication_gss_continue decode(byte_view body);
    friend bool operator==(const authentication_gss_continue& left, const authentication_gss_continue& right) noexcept {
        return detail::equal(left.data, right.data);
    }
};

/// SSPI is wanted.
struct authentication_sspi : detail::bare_authentication<authentication_sspi> {
    static constexpr std::int32_t code = 9;
    static constexpr std::string_view message_name = "AuthenticationSSPI";
};

/// SASL is wanted, by one of the mechanisms, which the server prefers in this order.
struct authentication_sasl {
    static constexpr char message_type = 'R';
    static constexpr std::int32_t code = 10;
    static constexpr std::string_view message_name = "AuthenticationSASL";
    std::vector<std::string_view> mechanisms;

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses a list that is empty or lacks its terminator.
    [[nodiscard]] TUSK_API static authentication_sasl decode(byte_view body);
    friend bool operator==(const authentication_sasl&, const authentication_sasl&) = default;
};

/// The server's challenge.
struct authentication_sasl_continue {
    static constexpr char message_type = 'R';
    static constexpr std::int32_t code = 11;
    static constexpr std::string_view message_name = "AuthenticationSASLContinue";
    byte_view data;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static authentication_sasl_continue decode(byte_view body);
    friend bool operator==(const authentication_sasl_continue& left,
                           const authentication_sasl_continue& right) noexcept {
        return detail::equal(left.data, right.data);
    }
};

/// The mechanism's last data, with the server's proof; AuthenticationOk follows.
struct authentication_sasl_final {
    static constexpr char message_type = 'R';
    static constexpr std::int32_t code = 12;
    static constexpr std::string_view message_name = "AuthenticationSASLFinal";
    byte_view data;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static authentication_sasl_final decode(byte_view body);
    friend bool operator==(const authentication_sasl_final& left, const authentication_sasl_final& right) noexcept {
        return detail::equal(left.data, right.data);
    }
};

} // namespace backend

} // namespace tusk::protocol
