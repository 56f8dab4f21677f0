// docs/connecting.md has the table of keywords for users; this keeps it in step with the one in the code.
#include "client/keywords.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using rows = std::vector<std::pair<std::string, std::string>>;

/// What stands in the cell at which `line` begins, without the backticks; the cell is taken off the line.
std::string take_cell(std::string& line) {
    const std::string cell = line.substr(1, line.find('|', 1) - 1);
    line.erase(0, cell.size() + 1);
    const std::size_t begin = cell.find('`');
    return begin == std::string::npos ? "" : cell.substr(begin + 1, cell.find('`', begin + 1) - begin - 1);
}

rows documented() {
    std::ifstream file(TUSK_DOCUMENTATION "/connecting.md");
    rows found;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("| `")) continue;
        const std::string keyword = take_cell(line);
        found.emplace_back(keyword, take_cell(line));
    }
    return found;
}

} // namespace

TEST_CASE("docs/connecting.md lists every keyword with its environment variable") {
    rows expected;
    for (const tusk::client::keyword& each : tusk::client::keywords())
        expected.emplace_back(each.name, each.environment);
    CHECK(documented() == expected);
}
