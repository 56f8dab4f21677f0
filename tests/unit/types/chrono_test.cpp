#include "tests/unit/types/wire.hpp"

#include <tusk/types/chrono.hpp>

using Catch::Matchers::Contains;
using tusk::date;
using tusk::oid;
using tusk::time_of_day;
using tusk::timestamp;
using tusk::timestamptz;
using namespace std::chrono;

TEST_CASE("calendar types of std::chrono read and write dates") {
    constexpr year_month_day day = year(2024) / 2 / 29;
    wire::check_forms<sys_days>(oid::date, "00002279", "2024-02-29");
    wire::check_forms<year_month_day>(oid::date, "00002279", "2024-02-29");
    CHECK(wire::read<sys_days>("00002279", oid::date) == sys_days(day));
    CHECK(wire::read<local_days>("00002279", oid::date) == local_days(day));
    CHECK(wire::read<year_month_day>("00002279", oid::date) == day);
    CHECK(wire::sent(day, oid::timestamp) == "binary 0002b578b58c6000");
    CHECK(wire::sent(sys_days(day), oid::none) == "binary 00002279");
    CHECK(wire::sent(local_days(day), oid::text) == "text 2024-02-29");
}

TEST_CASE("a date that std::chrono or PostgreSQL cannot hold is refused") {
    CHECK_THROWS_WITH(wire::read<sys_days>("7fffffff", oid::date), Contains("infinity") && Contains("sys_days"));
    CHECK_THROWS_AS(wire::read<local_days>("80000000", oid::date), tusk::conversion_error);
    CHECK_THROWS_AS(wire::read<year_month_day>("7fffffff", oid::date), tusk::conversion_error);
    CHECK_THROWS_WITH(tusk::to_year_month_day(date::parse("32768-01-01")), Contains("32768-01-01"));
    CHECK(tusk::to_year_month_day(date::parse("32767-12-31")) == year(32767) / 12 / 31);
    CHECK(tusk::to_date(year(-4712) / 1 / 1).to_string() == "4713-01-01 BC");
    CHECK_THROWS_WITH(tusk::to_date(year(2023) / 2 / 29), Contains("no day of the calendar"));
    CHECK_THROWS_AS(tusk::to_date(sys_days(days(std::int64_t{1} << 40))), tusk::conversion_error);
    CHECK_THROWS_AS(tusk::to_date(sys_days(days(INT64_MIN))), tusk::conversion_error);
    CHECK_THROWS_AS(tusk::to_date(sys_days(days(INT32_MAX + std::int64_t{10'957}))), tusk::conversion_error);
}

TEST_CASE("sys_time and local_time in microseconds read and write timestamps") {
    constexpr sys_days day = year(2024) / 1 / 31;
    constexpr tusk::sys_microseconds instant = day + 13h + 45min + 1500ms;
    wire::check_forms<tusk::sys_microseconds>(oid::timestamptz, "0002b33cdaab7260", "2024-01-31 13:45:01.5+00");
    CHECK(wire::read<tusk::sys_microseconds>("0002b33cdabb7260", oid::timestamptz) - instant == microseconds(1 << 20));
    CHECK(wire::read<tusk::sys_microseconds>("0002b33cdaab7260", oid::timestamptz) == instant - 1s + 1s);
    const tusk::local_microseconds local(instant.time_since_epoch());
    wire::check_forms<tusk::local_microseconds>(oid::timestamp, "0002b33cdaab7260", "2024-01-31 13:45:01.5");
    CHECK(wire::read<tusk::local_microseconds>("0002b33cdaab7260", oid::timestamp) == local);
    CHECK(wire::read<tusk::local_microseconds>("00000000", oid::date) == local_days(year(2000) / 1 / 1));
    CHECK(wire::sent(instant, oid::timestamp) == "refused");
    CHECK(wire::sent(local, oid::timestamptz) == "refused");
}

TEST_CASE("an instant that std::chrono or PostgreSQL cannot hold is refused") {
    // std::chrono counts from 1970: its last microseconds come 30 years before PostgreSQL's.
    CHECK_THROWS_WITH(tusk::to_sys_time(timestamptz::parse("294276-12-31 23:59:59.999999+00")),
                      Contains("294276-12-31"));
    CHECK_THROWS_AS(wire::read<tusk::sys_microseconds>("7fffffffffffffff", oid::timestamptz), tusk::conversion_error);
    CHECK_THROWS_AS(wire::read<tusk::local_microseconds>("8000000000000000", oid::timestamp), tusk::conversion_error);
    CHECK(tusk::to_sys_time(timestamptz{INT64_MAX - 946'684'800'000'000}).time_since_epoch().count() == INT64_MAX);
    CHECK_THROWS_AS(tusk::to_sys_time(timestamptz{INT64_MAX - 946'684'799'999'999}), tusk::conversion_error);
    CHECK_THROWS_AS(tusk::to_timestamptz(tusk::sys_microseconds(microseconds(INT64_MIN))), tusk::conversion_error);
    // This one would be taken for -infinity.
    CHECK_THROWS_AS(tusk::to_timestamp(tusk::local_microseconds(microseconds(INT64_MIN + 946'684'800'000'000))),
                    tusk::conversion_error);
}

TEST_CASE("hh_mm_ss in microseconds reads and writes times of day, 24:00:00 included") {
    const auto time = wire::read<tusk::clock_time>("0000000b8684f260", oid::time);
    CHECK(time.to_duration() == 13h + 45min + 1500ms);
    CHECK(wire::read<tusk::clock_time>("000000141dd76000", oid::time).hours() == 24h);
    CHECK(wire::sent(tusk::clock_time(24h), oid::time) == "binary 000000141dd76000");
    CHECK(wire::sent(tusk::clock_time(90min), oid::text) == "text 01:30:00");
    CHECK_THROWS_AS(wire::sent(tusk::clock_time(24h + 1us), oid::time), tusk::conversion_error);
    CHECK_THROWS_AS(wire::sent(tusk::clock_time(-1us), oid::time), tusk::conversion_error);
}
