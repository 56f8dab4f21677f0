/// \file
/// std::chrono and PostgreSQL's date, time and timestamps: named conversions, every one of them checked, and codecs
/// that use them. Infinities and what a C++ type cannot hold throw; tusk's own types hold everything.
#pragma once

#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>

#include <chrono>

namespace tusk {

/// A time of day as std::chrono has it.
using clock_time = std::chrono::hh_mm_ss<std::chrono::microseconds>;
/// A timestamp without time zone as std::chrono has it.
using local_microseconds = std::chrono::local_time<std::chrono::microseconds>;
/// An instant as std::chrono has it, in the precision that PostgreSQL keeps.
using sys_microseconds = std::chrono::sys_time<std::chrono::microseconds>;

/// \name From tusk's types
/// \throws conversion_error for an infinity, and for a value that the result cannot hold.
/// @{
[[nodiscard]] TUSK_API std::chrono::sys_days to_sys_days(date day);
[[nodiscard]] TUSK_API std::chrono::local_days to_local_days(date day);
/// Years beyond 32767 do not fit.
[[nodiscard]] TUSK_API std::chrono::year_month_day to_year_month_day(date day);
/// 24:00:00 becomes 24 hours.
[[nodiscard]] TUSK_API clock_time to_clock_time(time_of_day time);
/// The last 30 years before 294277 do not fit, since std::chrono counts from 1970.
[[nodiscard]] TUSK_API local_microseconds to_local_time(timestamp time);
/// As to_local_time.
[[nodiscard]] TUSK_API sys_microseconds to_sys_time(timestamptz time);
/// @}

/// \name To tusk's types
/// \throws conversion_error for a value that the result cannot hold, or a calendar date that does not exist.
/// @{
[[nodiscard]] TUSK_API date to_date(std::chrono::sys_days day);
[[nodiscard]] TUSK_API date to_date(std::chrono::local_days day);
[[nodiscard]] TUSK_API date to_date(std::chrono::year_month_day day);
[[nodiscard]] TUSK_API time_of_day to_time_of_day(const clock_time& time);
[[nodiscard]] TUSK_API timestamp to_timestamp(local_microseconds time);
[[nodiscard]] TUSK_API timestamptz to_timestamptz(sys_microseconds time);
/// @}

namespace detail {

/// A codec of `T` that goes through tusk's `Stored`, whose bytes and text are read and written.
template <class T, class Stored, T (*load)(Stored), auto store>
struct converting_codec {
    static constexpr oid type = codec<Stored>::type;
    static constexpr oid array_type = codec<Stored>::array_type;

    static constexpr bool reads(oid column) noexcept { return codec<Stored>::reads(column); }
    static T read_binary(byte_view bytes, oid column) { return load(codec<Stored>::read_binary(bytes, column)); }
    static T read_text(std::string_view text, oid column) { return load(codec<Stored>::read_text(text, column)); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return codec<Stored>::writes(parameter); }
    static void write_binary(byte_writer& out, const T& value, oid parameter) {
        codec<Stored>::write_binary(out, store(value), parameter);
    }
    static void write_text(byte_writer& out, const T& value, oid parameter) {
        codec<Stored>::write_text(out, store(value), parameter);
    }
};

template <class T, T (*load)(date)>
using date_codec = converting_codec<T, date, load, static_cast<date (*)(T)>(&to_date)>;

} // namespace detail

/// std::chrono::sys_days, local_days and year_month_day ↔ date.
template <>
struct codec<std::chrono::sys_days> : detail::date_codec<std::chrono::sys_days, &to_sys_days> {};
template <>
struct codec<std::chrono::local_days> : detail::date_codec<std::chrono::local_days, &to_local_days> {};
template <>
struct codec<std::chrono::year_month_day> : detail::date_codec<std::chrono::year_month_day, &to_year_month_day> {};

/// std::chrono::hh_mm_ss in microseconds ↔ time.
template <>
struct codec<clock_time> : detail::converting_codec<clock_time, time_of_day, &to_clock_time, &to_time_of_day> {};

/// std::chrono::local_time in microseconds ↔ timestamp; also reads date, as midnight.
template <>
struct codec<local_microseconds>
    : detail::converting_codec<local_microseconds, timestamp, &to_local_time, &to_timestamp> {};

/// std::chrono::sys_time in microseconds ↔ timestamptz. A time_point of another precision is first cast by its owner,
/// since that may lose digits: `std::chrono::floor<std::chrono::microseconds>(now)`.
template <>
struct codec<sys_microseconds>
    : detail::converting_codec<sys_microseconds, timestamptz, &to_sys_time, &to_timestamptz> {};

} // namespace tusk
