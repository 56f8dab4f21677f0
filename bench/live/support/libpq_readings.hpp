// How libpq's programs ask for rows of bench.readings and look at one.
#pragma once

#include "bench/live/support/libpq_statement.hpp"

namespace bench::libpq {

/// No column may be NULL, and who reads it so finds out.
inline void require_values(const result& of, int row) {
    const int columns = PQnfields(of.get());
    for (int column = 0; column < columns; ++column)
        if (is_null(of, row, column)) throw std::runtime_error("a NULL where none is expected");
}

inline void read_reading(const result& of, int row, digest& seen) {
    require_values(of, row);
    seen.number(number<std::int64_t>(of, row, 0));
    seen.real(real(of, row, 1));
    seen.text(text(of, row, 2));
    seen.flag(flag(of, row, 3));
    seen.number(number<std::int64_t>(of, row, 4));
}

struct readings : asks_for_rows {
    static constexpr const char* sql = queries::readings;
    static void read(const result& of, int row, digest& seen) { read_reading(of, row, seen); }
};

} // namespace bench::libpq
