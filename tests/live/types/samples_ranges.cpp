// Ranges and multiranges, of the built-in subtypes and of others.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

/// A range type whose bounds two expressions over a row of dice make, in any order.
struct range_kind {
    std::string range;
    std::string multirange;
    std::string one_bound;
    std::string other_bound;
    std::string low; ///< two bounds for the samples that are written out
    std::string high;
    std::string declaration{};
};

const std::vector<range_kind>& kinds() {
    static const std::vector<range_kind> all{
        {"int4range", "int4multirange", "(r * 1e9)::int", "(s * 1e9)::int", "-2147483648", "2147483646"},
        {"int8range", "int8multirange", "(r * 1e18)::int8", "-(s * 1e18)::int8", "-9223372036854775808", "5"},
        {"numrange", "nummultirange", "(r * 1e9)::numeric", "(s * 1e5)::numeric(20,4)", "-1.50", "1e30"},
        {"daterange", "datemultirange", "date '2000-01-01' + (r * 1e5)::int", "date '2000-01-01' - (s * 1e6)::int",
         "0044-03-15 BC", "infinity"},
        {"tsrange", "tsmultirange", "timestamp '2000-01-01' + r * interval '99 years'",
         "timestamp '2000-01-01' - s * interval '99 years'", "0044-03-15 12:00 BC", "infinity"},
        {"tstzrange", "tstzmultirange", "timestamptz '2000-01-01 00:00Z' + r * interval '99 years'",
         "timestamptz '2000-01-01 00:00Z' - s * interval '99 years'", "-infinity", "2024-02-29 12:34:56.789+05:45"},
        {"text_range", "text_multirange", "w", "left(h, 3)", "\"\"", "\"a,b\\\\\"\"c] NULL\"",
         "CREATE TYPE text_range AS RANGE (subtype = text, multirange_type_name = text_multirange, collation = \"C\")"},
        {"float_range", "float_multirange", "r * 1e9", "-s / 3", "-Infinity", "1e300",
         "CREATE TYPE float_range AS RANGE (subtype = float8, multirange_type_name = float_multirange)"},
        {"time_range", "time_multirange", "time '00:00' + r * interval '24 hours'",
         "time '00:00' + s * interval '24 hours'", "00:00", "24:00",
         "CREATE TYPE time_range AS RANGE (subtype = time, multirange_type_name = time_multirange)"},
        {"inet_range", "inet_multirange", "inet '10.0.0.0' + (r * 1e6)::int", "inet '::' + (s * 1e6)::int", "0.0.0.0",
         "10.0.0.0/8", "CREATE TYPE inet_range AS RANGE (subtype = inet, multirange_type_name = inet_multirange)"},
    };
    return all;
}

type_samples ranges_of(const range_kind& kind) {
    const std::string both = kind.low + "," + kind.high;
    const std::string arguments = "least(" + kind.one_bound + ", " + kind.other_bound + "), greatest(" +
                                  kind.one_bound + ", " + kind.other_bound + "), ";
    return {.type = kind.range,
            .literals = {"empty", "(,)", "[" + both + ")", "(" + both + "]", "[" + both + "]", "(" + both + ")",
                         "[" + kind.low + ",)", "(" + kind.low + ",)", "(," + kind.high + "]", "(," + kind.high + ")",
                         "[" + kind.low + "," + kind.low + "]"},
            .random = kind.range + "(" + arguments + "(ARRAY['[]', '()', '[)', '(]'])[1 + g % 4])",
            .declaration = kind.declaration};
}

type_samples multiranges_of(const range_kind& kind) {
    const std::string low = kind.low + "," + kind.low;
    return {.type = kind.multirange,
            .literals = {"{}", "{(,)}", "{[" + low + "]}", "{[" + low + "], (" + kind.high + ",)}",
                         "{(," + kind.low + "),[" + kind.high + ",)}", "{empty}"},
            .random = kind.multirange + "(" + kind.range + "(NULL, least(" + kind.one_bound + ", " + kind.other_bound +
                      "), '()'), " + kind.range + "(greatest(" + kind.one_bound + ", " + kind.other_bound +
                      "), NULL, '(]'))"};
}

} // namespace

std::span<const type_samples> range_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> made;
        for (const range_kind& kind : kinds()) {
            made.push_back(ranges_of(kind));
            made.push_back(multiranges_of(kind));
        }
        return made;
    }();
    return all;
}

} // namespace tusk::test
