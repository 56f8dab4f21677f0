// How libpq's programs look at a row of bench.readings.
#pragma once

#include "bench/live/support/digest.hpp"
#include "bench/live/support/libpq.hpp"

namespace bench::libpq {

inline void read_reading(const result& of, int row, digest& seen) {
    // None of the columns may be NULL, and a driver that reads them so finds out.
    for (int column = 0; column < 5; ++column)
        if (is_null(of, row, column)) throw std::runtime_error("a reading has a NULL");
    seen.number(number<std::int64_t>(of, row, 0));
    seen.real(real(of, row, 1));
    seen.text(text(of, row, 2));
    seen.flag(flag(of, row, 3));
    seen.number(number<std::int64_t>(of, row, 4));
}

} // namespace bench::libpq
