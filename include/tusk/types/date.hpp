/// \file
/// PostgreSQL's date.
#pragma once

#include <tusk/types/fixed.hpp>

#include <compare>
#include <limits>

namespace tusk {

/// A day of the proleptic Gregorian calendar, or an infinity: everything that a date column can hold.
/// Conversions to and from std::chrono are in <tusk/types/chrono.hpp>.
struct date {
    /// Days since 2000-01-01; the two extreme numbers are the infinities.
    std::int32_t days = 0;

    [[nodiscard]] static constexpr date infinity() noexcept { return {std::numeric_limits<std::int32_t>::max()}; }
    [[nodiscard]] static constexpr date negative_infinity() noexcept {
        return {std::numeric_limits<std::int32_t>::min()};
    }
    [[nodiscard]] constexpr bool is_finite() const noexcept {
        return *this != infinity() && *this != negative_infinity();
    }

    /// What the server prints in DateStyle ISO: "2024-01-31", "0044-03-15 BC", "infinity".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else, another DateStyle included, or too far away.
    [[nodiscard]] TUSK_API static date parse(std::string_view text);

    friend constexpr auto operator<=>(const date&, const date&) noexcept = default;
};

namespace detail {
/// The first microsecond of a day, counted from 2000-01-01; an infinity becomes a timestamp's.
/// \throws conversion_error for a day that is beyond a timestamp's range.
[[nodiscard]] TUSK_API std::int64_t midnight(date day);
} // namespace detail

/// tusk::date ↔ date; also sent, as midnight, to timestamp without time zone.
template <>
struct codec<date> {
    static constexpr oid type = oid::date;
    static constexpr oid array_type = oid::date_array;
    static constexpr std::size_t fixed_size = 4;
    static date load(const std::byte* bytes) noexcept { return {protocol::load_big_endian<std::int32_t>(bytes)}; }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static date read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static date read_text(std::string_view text, oid) { return date::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return parameter == oid::timestamp ? format::binary : detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, date value, oid parameter) {
        if (parameter == oid::timestamp) return out.number(detail::midnight(value));
        out.number(value.days);
    }
    static void write_text(byte_writer& out, date value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
