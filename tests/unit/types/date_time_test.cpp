#include "tests/unit/types/wire.hpp"

#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>

using Catch::Matchers::Contains;
using tusk::date;
using tusk::oid;
using tusk::time_of_day;
using tusk::timestamp;
using tusk::timestamptz;

TEST_CASE("dates in both formats") {
    wire::check_forms<date>(oid::date, "00000000", "2000-01-01");
    wire::check_forms<date>(oid::date, "0000225d", "2024-02-01");
    wire::check_forms<date>(oid::date, "0000003b", "2000-02-29");
    wire::check_forms<date>(oid::date, "ffffffff", "1999-12-31");
    wire::check_forms<date>(oid::date, "ffda97cd", "4713-01-01 BC");
    wire::check_forms<date>(oid::date, "7fda970c", "5874897-12-31");
    wire::check_forms<date>(oid::date, "7fffffff", "infinity");
    wire::check_forms<date>(oid::date, "80000000", "-infinity");
    wire::check_exact_size<date>(oid::date, "00000000");
    CHECK(date::negative_infinity() < date::parse("4713-01-01 BC"));
    CHECK_FALSE(date::infinity().is_finite());
}

TEST_CASE("every 32-bit number of days prints and reads back, whatever a server sends") {
    for (const std::int32_t days : {INT32_MIN + 1, INT32_MAX - 1, -730'120, -730'119, -730'485}) {
        const date value{days};
        INFO(value.to_string());
        CHECK(date::parse(value.to_string()) == value);
    }
}

TEST_CASE("what is no date is refused") {
    wire::check_bad_texts<date>(oid::date, {"",
                                            "2024",
                                            "2024-01",
                                            "2024-1-1",
                                            "2024-13-01",
                                            "2024-00-01",
                                            "2024-01-32",
                                            "2024-01-00",
                                            "2023-02-29",
                                            "1900-02-29",
                                            "0000-01-01",
                                            "2024-01-01 AD",
                                            "2024-01-01  BC",
                                            "2024-01-01x",
                                            "-2024-01-01",
                                            "+2024-01-01",
                                            "Infinity",
                                            "9999999-01-01",
                                            "12345678-01-01",
                                            "2024-01-01 00:00:00"});
    // 1 BC is a leap year, 4 BC is none.
    CHECK(date::parse("0001-02-29 BC").to_string() == "0001-02-29 BC");
    wire::check_bad_texts<date>(oid::date, {"0004-02-29 BC"});
}

TEST_CASE("a date in another DateStyle is refused by its name") {
    CHECK_THROWS_WITH(date::parse("01/31/2024"), Contains("SQL") && Contains("SET DateStyle TO ISO"));
    CHECK_THROWS_WITH(date::parse("31.01.2024"), Contains("German"));
    CHECK_THROWS_WITH(date::parse("01-31-2024"), Contains("Postgres"));
    CHECK_THROWS_WITH(timestamp::parse("Wed Jan 31 13:45:01.5 2024"), Contains("Postgres"));
    CHECK_THROWS_WITH(timestamptz::parse("31/01/2024 13:45:01 NST"), Contains("SQL"));
    CHECK_THROWS_WITH(timestamptz::parse("31.01.2024 13:45:01 NST"), Contains("German"));
}

TEST_CASE("times of day in both formats") {
    wire::check_forms<time_of_day>(oid::time, "0000000000000000", "00:00:00");
    wire::check_forms<time_of_day>(oid::time, "0000000b8684f260", "13:45:01.5");
    wire::check_forms<time_of_day>(oid::time, "0000000000000001", "00:00:00.000001");
    wire::check_forms<time_of_day>(oid::time, "000000141dd75fff", "23:59:59.999999");
    wire::check_forms<time_of_day>(oid::time, "000000141dd76000", "24:00:00");
    wire::check_exact_size<time_of_day>(oid::time, "0000000000000000");
    CHECK_THROWS_WITH(wire::read<time_of_day>("000000141dd76001", oid::time), Contains("24:00:00"));
    CHECK_THROWS_AS(wire::read<time_of_day>("ffffffffffffffff", oid::time), tusk::malformed_value);
    CHECK_THROWS_AS(wire::sent(time_of_day{-1}, oid::time), tusk::conversion_error);
    CHECK_THROWS_AS(wire::sent(time_of_day{-1}, oid::text), tusk::conversion_error);
    wire::check_bad_texts<time_of_day>(oid::time, {"", "1:00:00", "13:45", "24:00:00.000001", "24:00:01", "25:00:00",
                                                   "13:60:00", "13:00:60", "13:00:00.", "13:00:00.1234567",
                                                   "13:00:00+00", "-01:00:00", "01/02/03"});
}

TEST_CASE("timestamps in both formats") {
    wire::check_forms<timestamp>(oid::timestamp, "0002b33cdaab7260", "2024-01-31 13:45:01.5");
    wire::check_forms<timestamp>(oid::timestamp, "ffffffffffffffff", "1999-12-31 23:59:59.999999");
    wire::check_forms<timestamp>(oid::timestamp, "ff1af9e8fb46d000", "0044-03-15 12:00:00 BC");
    wire::check_forms<timestamp>(oid::timestamp, "fd0f7fbdaf17e000", "4713-01-01 00:00:00 BC");
    wire::check_forms<timestamp>(oid::timestamp, "7fffff5bb3b29fff", "294276-12-31 23:59:59.999999");
    wire::check_forms<timestamp>(oid::timestamp, "7fffffffffffffff", "infinity");
    wire::check_forms<timestamp>(oid::timestamp, "8000000000000000", "-infinity");
    wire::check_forms<timestamptz>(oid::timestamptz, "0002b33cdaab7260", "2024-01-31 13:45:01.5+00");
    wire::check_forms<timestamptz>(oid::timestamptz, "ff1af9e8fb46d000", "0044-03-15 12:00:00+00 BC");
    wire::check_forms<timestamptz>(oid::timestamptz, "8000000000000000", "-infinity");
    wire::check_exact_size<timestamp>(oid::timestamp, "0002b33cdaab7260");
    wire::check_exact_size<timestamptz>(oid::timestamptz, "0002b33cdaab7260");
}

TEST_CASE("the server prints instants with the offset of its TimeZone") {
    const auto noon = timestamptz::parse("2024-01-31 12:00:00+00");
    CHECK(timestamptz::parse("2024-01-31 17:45:00+05:45") == noon);
    CHECK(timestamptz::parse("2024-01-31 07:00:00-05") == noon);
    CHECK(timestamptz::parse("2024-02-01 02:00:00+14") == noon);
    const auto ides = timestamptz::parse("0044-03-15 12:00:00+00 BC");
    CHECK(timestamptz::parse("0044-03-15 17:41:16+05:41:16 BC") == ides);
    CHECK(timestamptz::parse("0044-03-15 08:29:08-03:30:52 BC") == ides);
    wire::check_bad_texts<timestamptz>(oid::timestamptz,
                                       {"2024-01-31 12:00:00", "2024-01-31 12:00:00Z", "2024-01-31 12:00:00 +00",
                                        "2024-01-31 12:00:00+0", "2024-01-31 12:00:00+16", "2024-01-31 12:00:00+05:60",
                                        "2024-01-31 12:00:00+05:45:60", "2024-01-31 12:00:00 CET",
                                        "2024-01-31 12:00:00 BC+00", "2024-01-31T12:00:00+00"});
    wire::check_bad_texts<timestamp>(oid::timestamp, {"", "2024-01-31", "2024-01-31 ", "2024-01-31 12:00:00+00",
                                                      "2024-01-31T12:00:00", "2024-02-30 12:00:00", "infinity "});
}

TEST_CASE("every 64-bit number of microseconds prints and reads back, or is out of range") {
    for (const std::int64_t microseconds :
         {INT64_MIN + 1, INT64_MIN + 86'400'000'000, INT64_MAX - 1, std::int64_t{-1}}) {
        const timestamp value{microseconds};
        INFO(value.to_string());
        CHECK(timestamp::parse(value.to_string()) == value);
        CHECK(timestamptz::parse(timestamptz{microseconds}.to_string()) == timestamptz{microseconds});
    }
    // One microsecond further are the numbers that stand for the infinities, and then none.
    CHECK(timestamp{INT64_MAX - 1}.to_string() == "294277-01-09 04:00:54.775806");
    CHECK_THROWS_AS(timestamp::parse("294277-01-09 04:00:54.775807"), tusk::conversion_error);
    CHECK_THROWS_AS(timestamp::parse("294277-01-09 04:00:54.775808"), tusk::conversion_error);
    CHECK_THROWS_AS(timestamp::parse("9999999-01-01 00:00:00"), tusk::conversion_error);
    CHECK_THROWS_AS(timestamp::parse("9999999-01-01 00:00:00 BC"), tusk::conversion_error);
    CHECK_THROWS_AS(timestamptz::parse("294277-01-09 04:00:54-15"), tusk::conversion_error);
}

TEST_CASE("dates and timestamps meet only where nothing is lost or guessed") {
    const date day = date::parse("2000-01-02");
    CHECK(wire::sent(day, oid::date) == "binary 00000001");
    CHECK(wire::sent(day, oid::none) == "binary 00000001");
    CHECK(wire::sent(day, oid::timestamp) == "binary 000000141dd76000");
    CHECK(wire::sent(date::infinity(), oid::timestamp) == "binary 7fffffffffffffff");
    CHECK(wire::sent(date::negative_infinity(), oid::timestamp) == "binary 8000000000000000");
    CHECK(wire::sent(day, oid::text) == "text 2000-01-02");
    CHECK(wire::sent(day, oid::timestamptz) == "refused");
    CHECK_THROWS_AS(wire::sent(date::parse("5874897-12-31"), oid::timestamp), tusk::conversion_error);
    CHECK(wire::read<timestamp>("00000001", oid::date) == timestamp::parse("2000-01-02 00:00:00"));
    CHECK(wire::read_text<timestamp>("2000-01-02", oid::date) == timestamp::parse("2000-01-02 00:00:00"));
    CHECK(wire::sent(timestamp{1}, oid::timestamptz) == "refused");
    CHECK(wire::sent(timestamptz{1}, oid::timestamp) == "refused");
    CHECK(wire::sent(timestamptz{1}, oid::timestamptz) == "binary 0000000000000001");
    CHECK(wire::sent(timestamptz{1}, oid::text) == "text 2000-01-01 00:00:00.000001+00");
    CHECK(wire::sent(time_of_day{1}, oid::time) == "binary 0000000000000001");
    CHECK_FALSE(tusk::codec<timestamp>::reads(oid::timestamptz));
    CHECK_FALSE(tusk::codec<timestamptz>::reads(oid::timestamp));
    CHECK_FALSE(tusk::codec<date>::reads(oid::timestamp));
}
