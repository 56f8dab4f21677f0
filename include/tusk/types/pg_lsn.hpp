/// \file
/// PostgreSQL's pg_lsn.
#pragma once

#include <tusk/types/fixed.hpp>

#include <compare>

namespace tusk {

/// A log sequence number: a position in the server's write-ahead log, in bytes from its beginning.
struct lsn {
    std::uint64_t position = 0;

    /// "16/B374D848", as the server prints it: both halves in hexadecimal digits.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes, in either case, also with leading zeros: each half has one to eight digits.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static lsn parse(std::string_view text);

    friend constexpr auto operator<=>(const lsn&, const lsn&) noexcept = default;
};

/// tusk::lsn ↔ pg_lsn.
template <>
struct codec<lsn> {
    static constexpr oid type = oid::pg_lsn;
    static constexpr oid array_type = oid::pg_lsn_array;
    static constexpr std::size_t fixed_size = 8;
    static lsn load(const std::byte* bytes) noexcept { return {protocol::load_big_endian<std::uint64_t>(bytes)}; }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static lsn read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static lsn read_text(std::string_view text, oid) { return lsn::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, lsn value, oid) { out.number(value.position); }
    static void write_text(byte_writer& out, lsn value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
