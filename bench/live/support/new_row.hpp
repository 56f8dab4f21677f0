// What the scenario executemany writes.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct new_row {
    std::int64_t id;
    double value;
    std::string label;
    bool even;
};

/// So many rows, the same each time.
inline std::vector<new_row> new_rows(std::int64_t count) {
    std::vector<new_row> rows;
    rows.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        rows.push_back({i, std::sqrt(static_cast<double>(i)), "reading " + std::to_string(i % 100'000), i % 2 == 0});
    return rows;
}

} // namespace bench
