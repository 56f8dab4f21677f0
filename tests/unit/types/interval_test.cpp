#include "tests/unit/types/wire.hpp"

#include <tusk/types/interval.hpp>

using Catch::Matchers::Contains;
using tusk::interval;
using tusk::oid;

TEST_CASE("intervals in both formats") {
    const auto check = [](const char* hex, const char* text) { wire::check_forms<interval>(oid::interval, hex, text); };
    check("000000036c97ca88 fffffffd 0000000e", "1 year 2 mons -3 days +04:05:06.789");
    check("0000000000000000 00000000 00000000", "00:00:00");
    check("0000000000000000 00000000 fffffff4", "-1 years");
    check("0000000000000000 00000001 00000001", "1 mon 1 day");
    check("0000000000000000 00000001 ffffffff", "-1 mons +1 day");
    check("ffffffffffffffff 00000000 00000000", "-00:00:00.000001");
    check("0000000000000000 80000000 7f50c600", "178000000 years -2147483648 days");
    check("7ffffffffffffffe 00000000 00000000", "2562047788:00:54.775806");
    check("8000000000000000 00000000 00000000", "-2562047788:00:54.775808");
    check("0000000000000000 00000000 80000000", "-178956970 years -8 mons");
    wire::check_exact_size<interval>(oid::interval, "0000000000000000 00000000 00000001");
}

TEST_CASE("infinite intervals, which servers send from version 17 on") {
    wire::check_forms<interval>(oid::interval, "7fffffffffffffff 7fffffff 7fffffff", "infinity");
    wire::check_forms<interval>(oid::interval, "8000000000000000 80000000 80000000", "-infinity");
    CHECK_FALSE(interval::infinity().is_finite());
    CHECK(interval{0, INT32_MAX, INT64_MAX}.is_finite());
}

TEST_CASE("another IntervalStyle, or nonsense, is refused") {
    for (const char* text :
         {"P1Y2M", "@ 1 year", "@ 0", "1-2", "1-2 3 4:05:06", "0", "1 0:00:00", "+1-2 -3 +4:05:06"}) {
        INFO(text);
        CHECK_THROWS_WITH(interval::parse(text), Contains("IntervalStyle"));
    }
    wire::check_bad_texts<interval>(oid::interval,
                                    {"", " ", "1 year ", "1 years2", "1 day 1 year", "1 day 1 day", "day", "04:05",
                                     "04:5:06", "04:05:60", "04:60:00", "04:05:06.", "04:05:06.1234567",
                                     "04:05:06 1 day", "--1 day", "+-1 day", "1 fortnight", "1  day"});
}

TEST_CASE("an interval that does not fit is refused") {
    wire::check_bad_texts<interval>(oid::interval,
                                    {"178956971 years", "178956970 years 8 mons", "2147483648 days", "-2147483649 days",
                                     "9999999999999999999 days", "99999999999999999999 days", "2562047788:00:54.775808",
                                     "-2562047788:00:54.775809", "18446744073709551615:00:00"});
}

TEST_CASE("an interval as a parameter") {
    const interval value{1, 2, 3};
    CHECK(wire::sent(value, oid::interval) == "binary 00000000000000030000000200000001");
    CHECK(wire::sent(value, oid::none) == "binary 00000000000000030000000200000001");
    CHECK(wire::sent(value, oid::text) == "text 1 mon 2 days 00:00:00.000003");
    CHECK(wire::sent(value, oid::time) == "refused");
}
