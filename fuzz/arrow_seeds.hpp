// The seeds of fuzz_arrow.cpp: results as an honest server sends them, one for each kind of column.
#pragma once

#include <string>
#include <vector>

namespace fuzz {

struct arrow_seed {
    std::string name;
    std::string input;
};

[[nodiscard]] std::vector<arrow_seed> arrow_seeds();

} // namespace fuzz
