/// \file
/// PostgreSQL's time with time zone.
#pragma once

#include <tusk/types/fixed.hpp>
#include <tusk/types/time_of_day.hpp>

#include <compare>

namespace tusk {

/// A time of day at a fixed offset from Greenwich.
struct time_of_day_tz {
    /// Microseconds since local midnight, up to and with 24:00:00.
    std::int64_t microseconds = 0;
    /// How far local time is ahead of Greenwich, in seconds: positive in the east. (On the wire it is the opposite.)
    std::int32_t offset = 0;

    /// An offset is less than this in either direction: 16 hours.
    static constexpr std::int32_t offset_limit = 16 * 3600;

    /// What the server prints: "13:45:01.5+05:45".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static time_of_day_tz parse(std::string_view text);

    friend constexpr bool operator==(const time_of_day_tz&, const time_of_day_tz&) noexcept = default;
    /// The server's order: by the time in Greenwich, and where that is the same, the farther east the earlier.
    friend constexpr std::strong_ordering operator<=>(const time_of_day_tz& a, const time_of_day_tz& b) noexcept {
        constexpr std::int64_t microseconds_per_second = 1'000'000;
        const std::int64_t a_in_greenwich = a.microseconds - a.offset * microseconds_per_second;
        const std::int64_t b_in_greenwich = b.microseconds - b.offset * microseconds_per_second;
        if (a_in_greenwich != b_in_greenwich) return a_in_greenwich <=> b_in_greenwich;
        return b.offset <=> a.offset;
    }
};

/// tusk::time_of_day_tz ↔ timetz.
template <>
struct codec<time_of_day_tz> {
    static constexpr oid type = oid::timetz;
    static constexpr oid array_type = oid::timetz_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    // Not every twelve bytes are a time and an offset, so this type has no unchecked `load`.
    TUSK_API static time_of_day_tz read_binary(byte_view bytes, oid column);
    static time_of_day_tz read_text(std::string_view text, oid) { return time_of_day_tz::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    /// \throws conversion_error for a time that is none, or an offset of 16 hours or more.
    TUSK_API static void write_binary(byte_writer& out, time_of_day_tz value, oid parameter);
    TUSK_API static void write_text(byte_writer& out, time_of_day_tz value, oid parameter);
};

} // namespace tusk
