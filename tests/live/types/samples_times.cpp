// Dates, times and intervals.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

const std::vector<type_samples>& instants() {
    static const std::vector<type_samples> all{
        {.type = "date",
         .literals = {"2000-01-01", "1999-12-31", "2024-02-29", "1900-02-28", "1900-03-01", "1600-02-29", "0001-01-01",
                      "0001-12-31 BC", "0005-02-29 BC", "0044-03-15 BC", "4714-11-24 BC", "10000-01-01",
                      "5874897-12-31", "infinity", "-infinity"},
         .random = "date '2000-01-01' + ((r - 0.5) * 10 ^ (s * 6.3))::int"},
        {.type = "timestamp",
         .literals = {"2000-01-01 00:00:00", "1999-12-31 23:59:59.999999", "2024-01-31 13:45:01.5",
                      "1969-12-31 23:59:59.9", "0001-01-01 00:00:00", "0001-12-31 23:59:59.999999 BC",
                      "0044-03-15 12:00:00 BC", "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999", "infinity",
                      "-infinity"},
         .random = "timestamp '2000-01-01' + (r - 0.5) * 10 ^ (s * 12) * interval '1 second'"},
        {.type = "timestamp(2)", .literals = {"2000-01-01 00:00:00.12", "1999-12-31 23:59:59.9"}},
        {.type = "timestamptz",
         .literals = {"2000-01-01 00:00:00+00", "1999-12-31 23:59:59.999999+00", "2024-01-31 13:45:01.5+05:45",
                      "2024-07-31 13:45:01-02:30", "1969-12-31 23:59:59.9+00", "1800-01-01 00:00:00+00",
                      "0001-01-01 00:00:00+00", "0044-03-15 12:00:00+00 BC", "4714-11-25 00:00:00+00 BC",
                      "294276-12-30 23:59:59.999999+00", "infinity", "-infinity"},
         .random = "timestamptz '2000-01-01 00:00+00' + (r - 0.5) * 10 ^ (s * 12) * interval '1 second'"},
    };
    return all;
}

const std::vector<type_samples>& durations() {
    static const std::vector<type_samples> all{
        {.type = "time",
         .literals = {"00:00:00", "24:00:00", "23:59:59.999999", "12:34:56.5", "00:00:00.000001", "09:08:07.0600"},
         .random = "time '00:00' + r * interval '24 hours'"},
        {.type = "timetz",
         .literals = {"00:00:00+00", "24:00:00+00", "23:59:59.999999-15:59:59", "12:34:56.5+15:59:59", "01:02:03+05:45",
                      "01:02:03-02:30", "00:00:00.000001-00:00:01", "09:08:07.06-12"},
         .random = "((time '00:00' + r * interval '24 hours')::text || (CASE WHEN s < 0.5 THEN '-' ELSE '+' END) ||"
                   "trunc(t * 16) || ':' || trunc(u * 60) || (CASE WHEN g % 2 = 0 THEN ':' || g % 60 ELSE '' END))"
                   "::timetz"},
        {.type = "interval",
         .literals = {"0", "1 year 2 mons -3 days 04:05:06.789", "-1 years", "1 mon", "-1 mons +1 days -00:00:01",
                      "-1 days", "1 day", "2 days", "00:00:00.000001", "-00:00:00.1", "1 year -1 days",
                      "178000000 years", "-178000000 years", "2147483647 days", "-2147483648 days",
                      "2562047788:00:54.775807", "-2562047788:00:54.775807", "100:00:00"},
         .random = "make_interval(months => ((r - 0.5) * 10 ^ (g % 9))::int, days => ((s - 0.5) * 10 ^ (g % 7))::int,"
                   "secs => (t - 0.5) * 10 ^ (g % 10))"},
        {.type = "interval", .literals = {"infinity", "-infinity"}, .since = 170000},
    };
    return all;
}

} // namespace

std::span<const type_samples> time_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> collected = instants();
        collected.insert(collected.end(), durations().begin(), durations().end());
        return collected;
    }();
    return all;
}

} // namespace tusk::test
