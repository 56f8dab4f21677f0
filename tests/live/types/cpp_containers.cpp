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
void add_ranges(std::vector<cpp_type>& all, std::string_view of_one, std::string_view of_many) {
    all.push_back(entry<range<T>>(of_one, "tusk::range"));
    all.push_back(entry<multirange<T>>(of_many, "tusk::multirange"));
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
        add_ranges<std::int32_t>(made, "int4range", "int4multirange");
        add_ranges<std::int64_t>(made, "int8range", "int8multirange");
        add_ranges<numeric>(made, "numrange", "nummultirange");
        add_ranges<date>(made, "daterange", "datemultirange");
        add_ranges<timestamp>(made, "tsrange", "tsmultirange");
        add_ranges<timestamptz>(made, "tstzrange", "tstzmultirange");
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
