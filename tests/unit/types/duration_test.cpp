#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/duration.hpp>

using Catch::Matchers::Contains;
using tusk::interval;
using tusk::oid;
using tusk::to_duration;
using tusk::to_interval;
using namespace std::chrono;

namespace {

using half_seconds = duration<std::int64_t, std::ratio<1, 2>>;
using thirds = duration<std::int64_t, std::ratio<1, 3>>;
using short_seconds = duration<std::int16_t>;
using unsigned_seconds = duration<std::uint64_t>;

} // namespace

TEST_CASE("durations are intervals in both formats") {
    wire::check_forms<microseconds>(oid::interval, "000000036c97ca88 00000000 00000000", "04:05:06.789");
    wire::check_forms<milliseconds>(oid::interval, "fffffffffffffc18 00000000 00000000", "-00:00:00.001");
    wire::check_forms<nanoseconds>(oid::interval, "0000000000000001 00000000 00000000", "00:00:00.000001");
    wire::check_forms<seconds>(oid::interval, "00000000000f4240 00000000 00000000", "00:00:01");
    wire::check_forms<hours>(oid::interval, "00000000d693a400 00000000 00000000", "01:00:00");
    wire::check_forms<half_seconds>(oid::interval, "000000000016e360 00000000 00000000", "00:00:01.5");
    wire::check_exact_size<seconds>(oid::interval, "00000000000f4240 00000000 00000000");
}

TEST_CASE("a day of an interval has 24 hours as a duration") {
    CHECK(wire::read_text<hours>("1 day", oid::interval) == 24h);
    CHECK(wire::read_text<days>("1 day 24:00:00", oid::interval) == days(2));
    CHECK(wire::read_text<seconds>("-1 days +00:00:01", oid::interval) == 1s - 24h);
    CHECK(wire::read_text<weeks>("14 days", oid::interval) == weeks(2));
    CHECK(to_duration<days>(interval{0, INT32_MAX, 0}) == days(INT32_MAX));
    CHECK(to_duration<days>(interval{0, INT32_MIN, 0}) == days(INT32_MIN));
    CHECK(to_duration<hours>(interval{0, INT32_MAX, 0}) == INT32_MAX * 24h);
    // The days have more microseconds than 64 bits hold, but the sum has not.
    CHECK(to_duration<microseconds>(interval{0, -106'751'992, INT64_MAX}) ==
          microseconds(INT64_MAX - 106'751'991 * std::int64_t{86'400'000'000}) - 24h);
}

TEST_CASE("an interval that the duration cannot hold exactly is refused") {
    CHECK_THROWS_WITH(wire::read_text<seconds>("00:00:01.5", oid::interval),
                      Contains("00:00:01.5") && Contains("fraction"));
    CHECK_THROWS_WITH(wire::read_text<days>("23:59:59", oid::interval), Contains("fraction"));
    CHECK_THROWS_WITH(wire::read_text<thirds>("00:00:00.333333", oid::interval), Contains("fraction"));
    CHECK_THROWS_WITH(wire::read_text<seconds>("1 mon", oid::interval), Contains("month varies"));
    CHECK_THROWS_WITH(wire::read_text<seconds>("-1 years", oid::interval), Contains("month varies"));
    CHECK_THROWS_WITH(wire::read_text<seconds>("infinity", oid::interval), Contains("infinite"));
    CHECK_THROWS_WITH(to_duration<seconds>(interval::negative_infinity()), Contains("infinite"));
    CHECK_THROWS_WITH(to_duration<microseconds>(interval{0, INT32_MAX, 0}), Contains("does not fit"));
    CHECK_THROWS_WITH(to_duration<nanoseconds>(interval{0, 0, INT64_MAX}), Contains("does not fit"));
    CHECK_THROWS_WITH(to_duration<short_seconds>(interval{0, 1, 0}), "86400 does not fit in a 16-bit integer");
    CHECK_THROWS_AS(to_duration<unsigned_seconds>(interval{0, -1, 0}), tusk::conversion_error);
    CHECK(to_duration<thirds>(interval{0, 0, 1'000'000}) == thirds(3));
    CHECK(to_duration<microseconds>(interval{0, 0, INT64_MIN}) == microseconds(INT64_MIN));
}

TEST_CASE("a duration that an interval cannot hold exactly is refused") {
    CHECK(to_interval(1'500ms) == interval{0, 0, 1'500'000});
    CHECK(to_interval(days(1)) == interval{0, 0, 86'400'000'000});
    CHECK(to_interval(2000ns) == interval{0, 0, 2});
    CHECK(to_interval(thirds(-3)) == interval{0, 0, -1'000'000});
    CHECK(to_interval(unsigned_seconds(1)) == interval{0, 0, 1'000'000});
    CHECK_THROWS_WITH(to_interval(1500ns), Contains("1500") && Contains("fraction of a microsecond"));
    CHECK_THROWS_WITH(to_interval(thirds(1)), Contains("fraction of a microsecond"));
    CHECK_THROWS_WITH(to_interval(seconds(INT64_MAX)), Contains("does not fit"));
    CHECK_THROWS_WITH(to_interval(days(INT32_MAX)), Contains("does not fit"));
    CHECK_THROWS_WITH(to_interval(unsigned_seconds(UINT64_MAX)), Contains("18446744073709551615"));
}

TEST_CASE("a duration as a parameter") {
    CHECK(wire::sent(1s, oid::interval) == "binary 00000000000f42400000000000000000");
    CHECK(wire::sent(1s, oid::none) == "binary 00000000000f42400000000000000000");
    CHECK(wire::sent(90min, oid::text) == "text 01:30:00");
    CHECK(wire::sent(1s, oid::time) == "refused");
    CHECK_THROWS_AS(wire::sent(1ns, oid::interval), tusk::conversion_error);
}

TEST_CASE("durations that would be rounded, and months of an average length, have no codec") {
    CHECK(tusk::readable<seconds>);
    CHECK_FALSE(tusk::readable<duration<double>>);
    CHECK_FALSE(tusk::writable<months>);
    CHECK_FALSE(tusk::writable<years>);
}

TEST_CASE("arrays of durations in both formats") {
    const char* const hex = "00000001 00000000 000004a2 00000001 00000001 00000010 00000000000f4240 00000000 00000000";
    wire::check_forms<std::vector<seconds>>(oid::interval_array, hex, "{00:00:01}");
}
