#include "types/calendar.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <initializer_list>

using tusk::detail::calendar_date;
using tusk::detail::from_calendar;
using tusk::detail::to_calendar;

TEST_CASE("the calendar agrees with std::chrono over all the years that it knows") {
    using namespace std::chrono;
    constexpr sys_days origin = year(2000) / 1 / 1;
    bool agrees = true;
    for (sys_days day = year(-32767) / 1 / 1; day <= sys_days(year(32767) / 12 / 31); day += days(1)) {
        const std::int64_t number = (day - origin).count();
        const year_month_day expected(day);
        const calendar_date date = to_calendar(number);
        agrees = agrees && date.year == int{expected.year()} &&
                 date.month == static_cast<int>(unsigned{expected.month()}) &&
                 date.day == static_cast<int>(unsigned{expected.day()}) && from_calendar(date) == number;
    }
    CHECK(agrees);
}

TEST_CASE("the calendar goes there and back at the ends of every type's range") {
    for (const std::int64_t day : {std::int64_t{INT32_MIN}, std::int64_t{INT32_MAX}, INT64_MIN / 86'400'000'000 - 1,
                                   INT64_MAX / 86'400'000'000 + 1}) {
        INFO(day);
        CHECK(from_calendar(to_calendar(day)) == day);
    }
}
