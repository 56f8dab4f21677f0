// The table in docs/types.md is made of what the other tests here try.
#include "tests/live/types/catalogue_walk.hpp"
#include "tests/live/types/cpp_types.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace tusk;
using namespace tusk::test;

namespace {

const std::string document = TUSK_SOURCE_DIR "/docs/types.md";
constexpr std::string_view begin_mark = "<!-- The table begins. -->\n";
constexpr std::string_view end_mark = "<!-- The table ends. -->\n";

/// Neither the types that the laboratory made, nor the same type with a modifier, nor the standard's domains.
bool belongs_in_table(const type_samples& samples) {
    return samples.declaration.empty() && !samples.type.ends_with(')') && !samples.type.starts_with("mood") &&
           samples.type.find("_multirange") == std::string::npos && !samples.type.starts_with("information_schema.");
}

std::string cpp_names_of(std::string_view type) {
    std::string names;
    for (const cpp_type& each : cpp_types_of(type)) {
        if (!names.empty()) names += ", ";
        names.append("`").append(each.name).append("`");
    }
    return names;
}

std::string table_of(laboratory& place) {
    std::string table = "| PostgreSQL | C++ | asked for in | why not in binary |\n|---|---|---|---|\n";
    std::string before;
    for (const type_samples& each : all_samples()) {
        if (!belongs_in_table(each) || each.type == before) continue;
        before = each.type;
        for (const subject& found : place.subjects()) {
            if (found.type != each.type) continue;
            REQUIRE(found.missing == "");
            findings line{.type = found.type};
            introduce(place.session(), found, line);
            table += "| " + line.type + " | " + cpp_names_of(line.type) + " | " + line.format + " | " + line.remarks +
                     " |\n";
        }
    }
    return table;
}

std::string contents_of(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("The table in docs/types.md says what is tried here") {
    laboratory place;
    const std::string text = contents_of(document);
    const std::size_t begin = text.find(begin_mark) + begin_mark.size();
    const std::size_t end = text.find(end_mark);
    REQUIRE(begin <= end);
    REQUIRE(end != std::string::npos);
    const std::string table = table_of(place);
    if (std::getenv("TUSK_WRITE_TYPES_TABLE") != nullptr)
        std::ofstream(document) << text.substr(0, begin) << table << text.substr(end);
    else
        CHECK(text.substr(begin, end - begin) == table);
}
