/// \file
/// PostgreSQL's interval.
#pragma once

#include <tusk/types/fixed.hpp>

#include <limits>

namespace tusk {

/// A span of time in the three units that the server keeps apart, since months and days vary in length; or, from
/// PostgreSQL 17 on, an infinity.
struct interval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t microseconds = 0;

    [[nodiscard]] static constexpr interval infinity() noexcept {
        return {std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max(),
                std::numeric_limits<std::int64_t>::max()};
    }
    [[nodiscard]] static constexpr interval negative_infinity() noexcept {
        return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min(),
                std::numeric_limits<std::int64_t>::min()};
    }
    [[nodiscard]] constexpr bool is_finite() const noexcept {
        return !(*this == infinity()) && !(*this == negative_infinity());
    }

    /// What the server prints in IntervalStyle postgres: "1 year 2 mons -3 days +04:05:06.789".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else, another IntervalStyle included, or too large.
    [[nodiscard]] TUSK_API static interval parse(std::string_view text);

    /// Equality of the three units; the server's `=` also holds 30 days equal to a month and 24 hours to a day.
    friend constexpr bool operator==(const interval&, const interval&) noexcept = default;
};

/// tusk::interval ↔ interval.
template <>
struct codec<interval> {
    static constexpr oid type = oid::interval;
    static constexpr oid array_type = oid::interval_array;
    static constexpr std::size_t fixed_size = 16;
    static interval load(const std::byte* bytes) noexcept {
        // On the wire the smallest unit comes first.
        return {protocol::load_big_endian<std::int32_t>(bytes + 12), protocol::load_big_endian<std::int32_t>(bytes + 8),
                protocol::load_big_endian<std::int64_t>(bytes)};
    }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static interval read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static interval read_text(std::string_view text, oid) { return interval::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, const interval& value, oid) {
        out.number(value.microseconds);
        out.number(value.days);
        out.number(value.months);
    }
    static void write_text(byte_writer& out, const interval& value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
