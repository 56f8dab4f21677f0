// The server as the judge of every type: what it prints, takes back and sends is what tusk prints, sends and reads.
#include "tests/live/types/examination.hpp"

#include <catch2/catch.hpp>

#include <iostream>

using namespace tusk;
using namespace tusk::test;

namespace {

std::string name_of(format each) { return each == format::binary ? "binary" : "text"; }

/// Counts a subject's values and tells in which format tusk asks for them.
void introduce(connection& session, const subject& examined, findings& line) {
    auto cursor = session.execute(query_of(examined, "v"));
    const tusk::rows all = cursor.fetchall();
    line.values = all.size();
    if (!all.empty()) line.format = name_of(all.front()[0].source().wire_format);
}

} // namespace

TEST_CASE("Every value of every type arrives, is printed and returns exactly, in every way and under any settings") {
    laboratory place;
    report all;
    for (const subject& each : place.subjects()) {
        findings& line = all.of(each.type);
        if (!each.missing.empty()) {
            line.remark("not tried: " + each.missing);
            continue;
        }
        introduce(place.session(), each, line);
        examine(place.session(), each, line);
    }
    std::cout << "PostgreSQL " << place.session().parameter_status("server_version").value_or("?") << '\n' << all;
}
