// The server as the judge of every type: what it prints, takes back and sends is what tusk prints, sends and reads.
#include "tests/live/types/catalogue_walk.hpp"
#include "tests/live/types/cpp_examination.hpp"
#include "tests/live/types/examination.hpp"
#include "tests/live/types/settings.hpp"

#include <catch2/catch.hpp>

#include <iostream>

using namespace tusk;
using namespace tusk::test;

TEST_CASE("Every value of every type arrives, is printed and returns exactly, in every way and under any settings") {
    laboratory place;
    report all;
    for (const subject& each : place.subjects()) {
        findings& line = all.of(each.type);
        if (!each.missing.empty()) {
            line.remark("not tried: " + each.missing);
            FAIL_CHECK(each.type << " was not tried: " << each.missing);
            continue;
        }
        introduce(place.session(), each, line);
        examine(place.session(), each, line);
        for (const cpp_type& cpp : cpp_types_of(each.type)) examine_as(cpp, place.session(), each, line);
    }
    walk_catalogue(place, all);
    examine_under_all_settings(place, all);
    std::cout << "PostgreSQL " << place.session().parameter_status("server_version").value_or("?") << '\n' << all;
}
