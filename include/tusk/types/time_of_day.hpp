/// \file
/// PostgreSQL's time without time zone.
#pragma once

#include <tusk/types/fixed.hpp>

#include <compare>

namespace tusk {

/// A time of day, from 00:00:00 to 24:00:00 with both ends.
struct time_of_day {
    /// Microseconds since midnight.
    std::int64_t microseconds = 0;

    /// The largest value, 24:00:00.
    static constexpr std::int64_t end_of_day = 86'400'000'000;

    /// What the server prints: "13:45:01.5".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static time_of_day parse(std::string_view text);

    friend constexpr auto operator<=>(const time_of_day&, const time_of_day&) noexcept = default;
};

/// tusk::time_of_day ↔ time.
template <>
struct codec<time_of_day> {
    static constexpr oid type = oid::time;
    static constexpr oid array_type = oid::time_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    // Not every eight bytes are a time, so this type has no unchecked `load`.
    static time_of_day read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, sizeof(std::int64_t), column);
        const time_of_day value{protocol::load_big_endian<std::int64_t>(bytes.data())};
        if (!is_valid(value)) [[unlikely]]
            detail::throw_malformed(column, "it is not between 00:00:00 and 24:00:00");
        return value;
    }
    static time_of_day read_text(std::string_view text, oid) { return time_of_day::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, time_of_day value, oid) { out.number(check(value).microseconds); }
    static void write_text(byte_writer& out, time_of_day value, oid) { out.text(check(value).to_string()); }

private:
    static constexpr bool is_valid(time_of_day value) noexcept {
        return value.microseconds >= 0 && value.microseconds <= time_of_day::end_of_day;
    }
    static time_of_day check(time_of_day value) {
        if (!is_valid(value)) [[unlikely]]
            throw_not_a_time(value);
        return value;
    }
    [[noreturn]] TUSK_API static void throw_not_a_time(time_of_day value);
};

} // namespace tusk
