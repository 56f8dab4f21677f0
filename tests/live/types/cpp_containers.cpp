// Values that are made of others, and those whose types users make.
#include "tests/live/types/cpp_entry.hpp"

#include <vector>

namespace tusk::test {

namespace {

using peak = std::tuple<std::optional<std::string>, std::optional<std::int32_t>,
                        std::optional<std::vector<std::optional<std::string>>>>;
using expedition =
    std::tuple<std::optional<peak>, std::optional<array<peak>>, std::optional<range<timestamptz>>, std::optional<mood>>;

template <class T>
void add_ranges(std::vector<cpp_type>& all, std::string_view of_one, std::string_view of_many,
                std::string_view one = "tusk::range", std::string_view many = "tusk::multirange") {
    all.push_back(entry<range<T>>(of_one, one));
    all.push_back(entry<multirange<T>>(of_many, many));
}

} // namespace

std::span<const cpp_type> cpp_containers() {
    static const std::vector<cpp_type> all = [] {
        std::vector<cpp_type> made{
            entry<hstore>("hstore", "tusk::hstore"),
            entry<mood>("mood"),
            entry<mood>("gloomy"),
            entry<peak>("peak", "std::tuple"),
            entry<peak>("main_peak", "std::tuple"),
            entry<expedition>("expedition", "std::tuple"),
            entry<array<std::int32_t>>("heights", "tusk::array"),
            entry<range<date>>("season"),
            entry<std::string>("mood", "std::string"),
            entry<std::string>("\"odd Schema\".\"odd Mood\"", "std::string"),
        };
        add_ranges<std::int32_t>(made, "int4range", "int4multirange", "tusk::range<std::int32_t>",
                                 "tusk::multirange<std::int32_t>");
        add_ranges<std::int64_t>(made, "int8range", "int8multirange", "tusk::range<std::int64_t>",
                                 "tusk::multirange<std::int64_t>");
        add_ranges<numeric>(made, "numrange", "nummultirange", "tusk::range<tusk::numeric>",
                            "tusk::multirange<tusk::numeric>");
        add_ranges<date>(made, "daterange", "datemultirange", "tusk::range<tusk::date>",
                         "tusk::multirange<tusk::date>");
        add_ranges<timestamp>(made, "tsrange", "tsmultirange", "tusk::range<tusk::timestamp>",
                              "tusk::multirange<tusk::timestamp>");
        add_ranges<timestamptz>(made, "tstzrange", "tstzmultirange", "tusk::range<tusk::timestamptz>",
                                "tusk::multirange<tusk::timestamptz>");
        add_ranges<std::string>(made, "text_range", "text_multirange");
        add_ranges<double>(made, "float_range", "float_multirange");
        add_ranges<time_of_day>(made, "time_range", "time_multirange");
        add_ranges<inet>(made, "inet_range", "inet_multirange");
        add_ranges<mood>(made, "mood_range", "mood_multirange");
        return made;
    }();
    return all;
}

} // namespace tusk::test
