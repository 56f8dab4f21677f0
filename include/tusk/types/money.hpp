/// \file
/// PostgreSQL's money.
#pragma once

#include <tusk/types/fixed.hpp>

#include <compare>

namespace tusk {

/// An amount in the smallest unit of the server's currency: cents where lc_monetary has two digits behind the point.
/// How many it has, and which currency it is, only the server knows.
struct money {
    std::int64_t units = 0;

    /// Reads an amount as the server prints it under any lc_monetary: "$1,234.56", "-1.234,56 €", "($1.00)". The
    /// server always prints all digits behind the point, so that the digits alone are the number of smallest units.
    /// \throws conversion_error when `text` is anything else, or does not fit.
    [[nodiscard]] TUSK_API static money parse(std::string_view text);

    friend constexpr auto operator<=>(const money&, const money&) noexcept = default;
};

/// tusk::money ↔ money. Results come as text, in which the server says currency and point; both forms are read.
/// Parameters go in binary and to money only: which amount a text means depends on the server's lc_monetary ("1.5" is
/// 1.50 in one, 15.00 in another), and no text means the same under every one.
template <>
struct codec<money> {
    static constexpr oid type = oid::money;
    static constexpr oid array_type = oid::money_array;
    static constexpr std::size_t fixed_size = 8;
    static money load(const std::byte* bytes) noexcept { return {protocol::load_big_endian<std::int64_t>(bytes)}; }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static money read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static money read_text(std::string_view text, oid) { return money::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return parameter == type || is_unspecified(parameter) ? std::optional(format::binary) : std::nullopt;
    }
    static void write_binary(byte_writer& out, money value, oid) { out.number(value.units); }
    /// \throws conversion_error always: see above.
    [[noreturn]] TUSK_API static void write_text(byte_writer& out, money value, oid parameter);
};

} // namespace tusk
