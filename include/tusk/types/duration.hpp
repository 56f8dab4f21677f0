/// \file
/// std::chrono's durations and PostgreSQL's interval. Every conversion is exact or throws.
#pragma once

#include <tusk/types/integer.hpp>
#include <tusk/types/interval.hpp>

#include <chrono>
#include <ratio>

namespace tusk {

namespace detail {

/// The durations that an interval can stand for: a whole number of a fixed unit. A floating-point number of seconds
/// would round; std::chrono's months and years are averages in seconds, while the server's follow the calendar.
template <class Rep, class Period>
concept exact_duration = integer<Rep> && !std::same_as<Period, std::chrono::months::period> &&
                         !std::same_as<Period, std::chrono::years::period>;

/// How many of a unit an interval is; a unit is `denominator` / `numerator` microseconds.
/// \throws conversion_error when the interval has months, is infinite, or is no whole number of the unit.
[[nodiscard]] TUSK_API std::int64_t count_units(const interval& value, std::int64_t numerator,
                                                std::int64_t denominator);
/// The interval of so many of that unit.
/// \throws conversion_error when it has a fraction of a microsecond, or too many of them.
[[nodiscard]] TUSK_API interval from_units(std::int64_t count, std::int64_t numerator, std::int64_t denominator);

/// How many of a duration's unit a microsecond is.
template <class Period>
using units_per_microsecond = std::ratio_divide<std::micro, Period>;

} // namespace detail

/// The interval as a duration of std::chrono, in which a day has 24 hours.
/// \throws conversion_error for months, whose length varies, for infinities, and for what `Duration` cannot hold
///         exactly: 1.5 seconds are no std::chrono::seconds.
template <class Duration>
    requires detail::exact_duration<typename Duration::rep, typename Duration::period>
[[nodiscard]] Duration to_duration(const interval& value) {
    using unit = detail::units_per_microsecond<typename Duration::period>;
    return Duration(detail::narrow<typename Duration::rep>(detail::count_units(value, unit::num, unit::den)));
}

/// The duration as an interval of microseconds only: a std::chrono::days of 1 becomes 24:00:00.
/// \throws conversion_error for a fraction of a microsecond, and beyond 2^63 microseconds (292,271 years).
template <class Rep, class Period>
    requires detail::exact_duration<Rep, Period>
[[nodiscard]] interval to_interval(std::chrono::duration<Rep, Period> duration) {
    using unit = detail::units_per_microsecond<Period>;
    if (!std::in_range<std::int64_t>(duration.count()))
        detail::throw_out_of_range(std::to_string(duration.count()) + " units of a duration", "interval");
    return detail::from_units(static_cast<std::int64_t>(duration.count()), unit::num, unit::den);
}

/// std::chrono's durations in whole numbers ↔ interval, as to_duration and to_interval convert them.
template <class Rep, class Period>
    requires detail::exact_duration<Rep, Period>
struct codec<std::chrono::duration<Rep, Period>> {
    using duration = std::chrono::duration<Rep, Period>;
    static constexpr oid type = oid::interval;
    static constexpr oid array_type = oid::interval_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static duration read_binary(byte_view bytes, oid column) {
        return to_duration<duration>(codec<interval>::read_binary(bytes, column));
    }
    static duration read_text(std::string_view text, oid) { return to_duration<duration>(interval::parse(text)); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return codec<interval>::writes(parameter); }
    static void write_binary(byte_writer& out, duration value, oid parameter) {
        codec<interval>::write_binary(out, to_interval(value), parameter);
    }
    static void write_text(byte_writer& out, duration value, oid parameter) {
        codec<interval>::write_text(out, to_interval(value), parameter);
    }
};

} // namespace tusk
