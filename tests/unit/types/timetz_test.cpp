#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/timetz.hpp>

using tusk::oid;
using tusk::time_of_day_tz;

TEST_CASE("times with time zone in both formats") {
    const auto check = [](const char* hex, const char* text) {
        wire::check_forms<time_of_day_tz>(oid::timetz, hex, text);
    };
    check("0000000b8684f260 ffffaf06", "13:45:01.5+05:45:30");
    check("000000141dd76000 0000e0ff", "24:00:00-15:59:59");
    check("0000000000000000 ffff1f3c", "00:00:00+15:59");
    check("0000000861c46800 00000000", "10:00:00+00");
    check("0000000861c46800 00000001", "10:00:00-00:00:01");
    wire::check_exact_size<time_of_day_tz>(oid::timetz, "0000000861c46800 00000000");
}

TEST_CASE("a time zone's offset is positive in the east, though not on the wire") {
    const auto value = wire::read<time_of_day_tz>("0000000b8684f260 ffffaf06", oid::timetz);
    CHECK(value.offset == 5 * 3600 + 45 * 60 + 30);
    CHECK(value.microseconds == 49'501'500'000);
}

TEST_CASE("a timetz beyond the day, or 16 hours from Greenwich, is malformed") {
    for (const char* hex : {"ffffffffffffffff 00000000", "000000141dd76001 00000000", "0000000000000000 0000e100",
                            "0000000000000000 ffff1f00", "0000000000000000 80000000"}) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<time_of_day_tz>(hex, oid::timetz), tusk::protocol_error);
    }
}

TEST_CASE("a timetz that the server would refuse is not sent") {
    for (const time_of_day_tz value :
         {time_of_day_tz{-1, 0}, time_of_day_tz{86'400'000'001, 0}, time_of_day_tz{0, 57'600},
          time_of_day_tz{0, -57'600}, time_of_day_tz{0, INT32_MIN}}) {
        CHECK_THROWS_AS(wire::written_binary(value, oid::timetz), tusk::conversion_error);
        CHECK_THROWS_AS(wire::written_text(value, oid::text), tusk::conversion_error);
    }
}

TEST_CASE("what is no timetz is refused") {
    wire::check_bad_texts<time_of_day_tz>(oid::timetz, {"", "10:00:00", "10:00:00+", "10:00:00+1", "10:00:00+16",
                                                        "10:00:00+05:60", "10:00:00 +05", "10:00:00+05:45:30:00",
                                                        "24:00:01+00", "10:00:00Z", "10:00:00.+00"});
}

TEST_CASE("times with time zone are ordered as the server orders them") {
    const auto parse = [](const char* text) { return time_of_day_tz::parse(text); };
    CHECK(parse("12:00:00+02") < parse("11:00:00+00"));
    CHECK(parse("12:00:00+02") < parse("10:00:00+00"));
    CHECK(parse("12:00:00+02") == parse("12:00:00+02"));
    CHECK(parse("12:00:00+02") != parse("10:00:00+00"));
}

TEST_CASE("a timetz as a parameter, and in arrays") {
    const time_of_day_tz value{36'000'000'000, -3600};
    CHECK(wire::sent(value, oid::none) == "binary 0000000861c4680000000e10");
    CHECK(wire::sent(value, oid::text) == "text 10:00:00-01");
    CHECK(wire::sent(value, oid::time) == "refused");
    const std::vector<time_of_day_tz> values{value, {0, 0}};
    const std::string binary = wire::written_binary(values, oid::none);
    CHECK(wire::read<std::vector<time_of_day_tz>>(binary, oid::timetz_array) == values);
    CHECK(tusk::to_text(oid::timetz_array, wire::bytes(binary)) == "{10:00:00-01,00:00:00+00}");
    CHECK(wire::read_text<std::vector<time_of_day_tz>>("{10:00:00-01,00:00:00+00}", oid::timetz_array) == values);
}
