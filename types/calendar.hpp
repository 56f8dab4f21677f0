// The proleptic Gregorian calendar over the whole range of 64-bit microseconds, which std::chrono's 16-bit years
// do not cover.
#pragma once

#include <cstdint>

namespace tusk::detail {

inline constexpr std::int64_t microseconds_per_day = 86'400'000'000;

/// A day by its calendar date. Years are astronomical: 0 is 1 BC, -1 is 2 BC.
struct calendar_date {
    std::int64_t year;
    int month; // 1 to 12
    int day;   // 1 to 31
};

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }

// The calendar repeats every 400 years. Within such a cycle, years are counted from March on, so that the leap day is
// a year's last and the lengths of the months before it follow one pattern: 153 days in every five months.
namespace calendar {
inline constexpr std::int64_t days_per_cycle = 146'097;
inline constexpr std::int64_t years_per_cycle = 400;
/// From 0000-03-01 to 2000-01-01.
inline constexpr std::int64_t origin = 730'425;
} // namespace calendar

/// The calendar date of a day counted from 2000-01-01.
constexpr calendar_date to_calendar(std::int64_t days) noexcept {
    const std::int64_t shifted = days + calendar::origin;
    const std::int64_t cycle = floor_divide(shifted, calendar::days_per_cycle);
    const std::int64_t in_cycle = shifted - cycle * calendar::days_per_cycle;
    const std::int64_t year = (in_cycle - in_cycle / 1460 + in_cycle / 36'524 - in_cycle / 146'096) / 365;
    const std::int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
    const std::int64_t march_month = (5 * in_year + 2) / 153;
    const auto day = static_cast<int>(in_year - (153 * march_month + 2) / 5 + 1);
    const auto month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
    return {cycle * calendar::years_per_cycle + year + (month <= 2 ? 1 : 0), month, day};
}

/// The day, counted from 2000-01-01, of a calendar date.
constexpr std::int64_t from_calendar(const calendar_date& date) noexcept {
    const std::int64_t march_year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t cycle = floor_divide(march_year, calendar::years_per_cycle);
    const std::int64_t year = march_year - cycle * calendar::years_per_cycle;
    const int march_month = date.month > 2 ? date.month - 3 : date.month + 9;
    const std::int64_t in_year = (153 * march_month + 2) / 5 + date.day - 1;
    const std::int64_t in_cycle = year * 365 + year / 4 - year / 100 + in_year;
    return cycle * calendar::days_per_cycle + in_cycle - calendar::origin;
}

static_assert(from_calendar({2000, 1, 1}) == 0 && from_calendar({2000, 2, 29}) == 59);
static_assert(to_calendar(59).month == 2 && to_calendar(-1).year == 1999);

} // namespace tusk::detail
