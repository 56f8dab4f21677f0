// The types of every day, and the C++ type that holds all values of each.
#pragma once

#include "tests/live/types/samples.hpp"

#include <tusk/tusk.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tusk::test {

/// Calls `visit.template operator()<T>(name)` for every type and the C++ type that holds all its values.
template <class Visit>
void for_each_type(Visit visit) {
    visit.template operator()<bool>("bool");
    visit.template operator()<std::int16_t>("int2");
    visit.template operator()<std::int32_t>("int4");
    visit.template operator()<std::int64_t>("int8");
    visit.template operator()<oid>("oid");
    visit.template operator()<float>("float4");
    visit.template operator()<double>("float8");
    visit.template operator()<numeric>("numeric");
    visit.template operator()<std::string>("text");
    visit.template operator()<std::string>("varchar");
    visit.template operator()<std::string>("bpchar(5)");
    visit.template operator()<std::string>("name");
    visit.template operator()<char>("\"char\"");
    visit.template operator()<std::vector<std::byte>>("bytea");
    visit.template operator()<uuid>("uuid");
    visit.template operator()<date>("date");
    visit.template operator()<time_of_day>("time");
    visit.template operator()<timestamp>("timestamp");
    visit.template operator()<timestamptz>("timestamptz");
    visit.template operator()<interval>("interval");
    visit.template operator()<json>("json");
    visit.template operator()<json>("jsonb");
}

} // namespace tusk::test
