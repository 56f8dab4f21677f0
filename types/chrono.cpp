#include "types/calendar.hpp"

#include <tusk/types/chrono.hpp>

#include <utility>

namespace tusk {

namespace {

// PostgreSQL counts from 2000-01-01, std::chrono from 1970-01-01.
constexpr std::int64_t epoch_days = 10'957;
constexpr std::int64_t epoch_microseconds = epoch_days * detail::microseconds_per_day;

template <class T>
void require_finite(const T& value, const char* target) {
    if (!value.is_finite()) detail::throw_out_of_range(value.to_string(), target);
}

template <class Stored>
std::chrono::microseconds since_1970(Stored time, const char* target) {
    require_finite(time, target);
    std::int64_t shifted = 0;
    if (__builtin_add_overflow(time.microseconds, epoch_microseconds, &shifted))
        detail::throw_out_of_range(time.to_string(), target);
    return std::chrono::microseconds(shifted);
}

template <class Stored>
Stored since_2000(std::chrono::microseconds since_1970, const char* target) {
    Stored time;
    if (__builtin_sub_overflow(since_1970.count(), epoch_microseconds, &time.microseconds) || !time.is_finite())
        detail::throw_out_of_range(std::to_string(since_1970.count()) + " microseconds since 1970", target);
    return time;
}

date date_from_1970(std::chrono::days since_1970) {
    std::int64_t days = 0;
    if (__builtin_sub_overflow(std::int64_t{since_1970.count()}, epoch_days, &days) ||
        !std::in_range<std::int32_t>(days) || !date{static_cast<std::int32_t>(days)}.is_finite())
        detail::throw_out_of_range(std::to_string(since_1970.count()) + " days since 1970", "date");
    return {static_cast<std::int32_t>(days)};
}

std::chrono::days days_since_1970(date day, const char* target) {
    require_finite(day, target);
    return std::chrono::days(day.days + epoch_days);
}

} // namespace

std::chrono::sys_days to_sys_days(date day) {
    return std::chrono::sys_days(days_since_1970(day, "std::chrono::sys_days"));
}

std::chrono::local_days to_local_days(date day) {
    return std::chrono::local_days(days_since_1970(day, "std::chrono::local_days"));
}

std::chrono::year_month_day to_year_month_day(date day) {
    constexpr const char* target = "std::chrono::year_month_day";
    require_finite(day, target);
    const detail::calendar_date calendar = detail::to_calendar(day.days);
    if (calendar.year < int{std::chrono::year::min()} || calendar.year > int{std::chrono::year::max()})
        detail::throw_out_of_range(day.to_string(), target);
    return {std::chrono::year(static_cast<int>(calendar.year)),
            std::chrono::month(static_cast<unsigned>(calendar.month)),
            std::chrono::day(static_cast<unsigned>(calendar.day))};
}

clock_time to_clock_time(time_of_day time) { return clock_time(std::chrono::microseconds(time.microseconds)); }

local_microseconds to_local_time(timestamp time) {
    return local_microseconds(since_1970(time, "std::chrono::local_time<microseconds>"));
}

sys_microseconds to_sys_time(timestamptz time) {
    return sys_microseconds(since_1970(time, "std::chrono::sys_time<microseconds>"));
}

date to_date(std::chrono::sys_days day) { return date_from_1970(day.time_since_epoch()); }
date to_date(std::chrono::local_days day) { return date_from_1970(day.time_since_epoch()); }

date to_date(std::chrono::year_month_day day) {
    if (!day.ok())
        throw conversion_error("a std::chrono::year_month_day that is no day of the calendar: year " +
                               std::to_string(int{day.year()}) + ", month " + std::to_string(unsigned{day.month()}) +
                               ", day " + std::to_string(unsigned{day.day()}));
    return to_date(std::chrono::sys_days(day));
}

time_of_day to_time_of_day(const clock_time& time) {
    const std::int64_t microseconds = time.to_duration().count();
    if (microseconds < 0 || microseconds > time_of_day::end_of_day)
        detail::throw_out_of_range(std::to_string(microseconds) + " microseconds",
                                   "a time of day (00:00:00 to 24:00:00)");
    return {microseconds};
}

timestamp to_timestamp(local_microseconds time) { return since_2000<timestamp>(time.time_since_epoch(), "timestamp"); }

timestamptz to_timestamptz(sys_microseconds time) {
    return since_2000<timestamptz>(time.time_since_epoch(), "timestamptz");
}

} // namespace tusk
