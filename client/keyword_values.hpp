/// \file
/// How the value of a keyword turns into the member of `params` that holds it, and back: one pair of functions for each
/// type of member. Every `print_value` writes what the `read_value` beside it reads.
#pragma once

#include <tusk/params.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tusk::client {

/// `"value"` for a message, unless it may hold more than a value of that keyword could, like the rest of a connection
/// string in which a quote was forgotten, with the password in it.
[[nodiscard]] std::string shown(std::string_view value);

[[noreturn]] void throw_bad_value(std::string_view keyword, std::string_view value, const std::string& allowed);

/// A whole number as libpq reads one: decimal, with white space around it and a sign allowed. Empty when it is not one,
/// or beyond 32 bits.
[[nodiscard]] std::optional<std::int32_t> whole_number(std::string_view text) noexcept;

void read_value(std::string_view keyword, std::string_view text, std::string& value);
void read_value(std::string_view keyword, std::string_view text, secret_text& value);
/// 0 is false and every other number true.
void read_value(std::string_view keyword, std::string_view text, bool& value);
/// Of what counts or lasts, less than nothing is nothing, as in libpq.
void read_value(std::string_view keyword, std::string_view text, std::uint32_t& value);
template <class Number, class Period>
void read_value(std::string_view keyword, std::string_view text, std::chrono::duration<Number, Period>& value) {
    std::uint32_t count = 0;
    read_value(keyword, text, count);
    value = std::chrono::duration<Number, Period>(count);
}

[[nodiscard]] std::string print_value(const std::string& value);
[[nodiscard]] inline const secret_text& print_value(const secret_text& value) { return value; }
// Constrained, so that no number is taken for a bool.
[[nodiscard]] std::string print_value(std::same_as<bool> auto value) { return value ? "1" : "0"; }
template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
[[nodiscard]] std::string print_value(Number value) { return std::to_string(value); }
template <class Number, class Period>
[[nodiscard]] std::string print_value(std::chrono::duration<Number, Period> value) {
    return std::to_string(value.count());
}

/// The words for the values of an enumeration; the first one for a value is the one that is printed.
template <class Enumeration>
using spelling = std::pair<std::string_view, Enumeration>;
template <class Enumeration>
inline constexpr std::array<spelling<Enumeration>, 0> spellings{};
template <>
inline constexpr std::array spellings<ssl_mode>{
    spelling<ssl_mode>{"disable", ssl_mode::disable},     spelling<ssl_mode>{"allow", ssl_mode::allow},
    spelling<ssl_mode>{"prefer", ssl_mode::prefer},       spelling<ssl_mode>{"require", ssl_mode::require},
    spelling<ssl_mode>{"verify-ca", ssl_mode::verify_ca}, spelling<ssl_mode>{"verify-full", ssl_mode::verify_full}};
template <>
inline constexpr std::array spellings<channel_binding_mode>{
    spelling<channel_binding_mode>{"disable", channel_binding_mode::disable},
    spelling<channel_binding_mode>{"prefer", channel_binding_mode::prefer},
    spelling<channel_binding_mode>{"require", channel_binding_mode::require}};
template <>
inline constexpr std::array spellings<ssl_negotiation>{spelling<ssl_negotiation>{"postgres", ssl_negotiation::postgres},
                                                       spelling<ssl_negotiation>{"direct", ssl_negotiation::direct}};
template <>
inline constexpr std::array spellings<ssl_cert_mode>{spelling<ssl_cert_mode>{"disable", ssl_cert_mode::disable},
                                                     spelling<ssl_cert_mode>{"allow", ssl_cert_mode::allow},
                                                     spelling<ssl_cert_mode>{"require", ssl_cert_mode::require}};
template <>
inline constexpr std::array spellings<target_session>{
    spelling<target_session>{"any", target_session::any},
    spelling<target_session>{"read-write", target_session::read_write},
    spelling<target_session>{"read-only", target_session::read_only},
    spelling<target_session>{"primary", target_session::primary},
    spelling<target_session>{"standby", target_session::standby},
    spelling<target_session>{"prefer-standby", target_session::prefer_standby}};
template <>
inline constexpr std::array spellings<host_order>{spelling<host_order>{"disable", host_order::disable},
                                                  spelling<host_order>{"random", host_order::random}};
template <>
inline constexpr std::array spellings<gss_encryption_mode>{
    spelling<gss_encryption_mode>{"disable", gss_encryption_mode::disable},
    spelling<gss_encryption_mode>{"prefer", gss_encryption_mode::prefer}};
template <>
inline constexpr std::array spellings<replication_mode>{
    spelling<replication_mode>{"false", replication_mode::off},
    spelling<replication_mode>{"true", replication_mode::physical},
    spelling<replication_mode>{"database", replication_mode::database}};
template <>
inline constexpr std::array spellings<tls_version>{
    spelling<tls_version>{"TLSv1", tls_version::v1_0}, spelling<tls_version>{"TLSv1.1", tls_version::v1_1},
    spelling<tls_version>{"TLSv1.2", tls_version::v1_2}, spelling<tls_version>{"TLSv1.3", tls_version::v1_3}};
template <>
inline constexpr std::array spellings<protocol_version>{spelling<protocol_version>{"3.0", protocol_version::v3_0},
                                                        spelling<protocol_version>{"3.2", protocol_version::v3_2},
                                                        spelling<protocol_version>{"latest", protocol_version::v3_2}};

/// Equal but for the case of ASCII letters.
[[nodiscard]] bool same_letters(std::string_view left, std::string_view right) noexcept;

template <class Enumeration>
    requires std::is_enum_v<Enumeration>
void read_value(std::string_view keyword, std::string_view text, Enumeration& value) {
    // libpq compares TLS versions, and nothing else, without regard to case.
    constexpr bool any_case = std::same_as<Enumeration, tls_version>;
    std::string allowed;
    for (const auto& [word, meaning] : spellings<Enumeration>) {
        if (word == text || (any_case && same_letters(word, text))) {
            value = meaning;
            return;
        }
        allowed.append(allowed.empty() ? "" : ", ").append(word);
    }
    throw_bad_value(keyword, text, allowed);
}

/// A value that the enumeration does not have prints as a word that `read_value` refuses.
template <class Enumeration>
    requires std::is_enum_v<Enumeration>
[[nodiscard]] std::string print_value(Enumeration value) {
    for (const auto& [word, meaning] : spellings<Enumeration>)
        if (meaning == value) return std::string(word);
    return "value " + std::to_string(static_cast<std::uint32_t>(value));
}

template <class Value>
void read_value(std::string_view keyword, std::string_view text, std::optional<Value>& value) {
    Value given{};
    read_value(keyword, text, given);
    value = given;
}
template <class Value>
[[nodiscard]] std::string print_value(const std::optional<Value>& value) {
    return value ? print_value(*value) : std::string();
}

} // namespace tusk::client
