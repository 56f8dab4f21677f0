// A row of bench.readings that owns what it holds, for the drivers that fill a vector by hand.
#pragma once

#include "bench/live/support/digest.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct owned_reading {
    std::int64_t id;
    double value;
    std::string label;
    bool even;
    std::int64_t taken; ///< microseconds since 2000
};

/// Looks at every row of a full vector.
inline std::int64_t read_all(const std::vector<owned_reading>& rows, digest& seen) {
    for (const owned_reading& row : rows) {
        seen.number(row.id);
        seen.real(row.value);
        seen.text(row.label);
        seen.flag(row.even);
        seen.number(row.taken);
    }
    return static_cast<std::int64_t>(rows.size());
}

} // namespace bench
