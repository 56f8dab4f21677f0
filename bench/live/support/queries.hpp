// The statements of the scenarios, the same for every driver. bench/live/tables.sql makes the tables.
#pragma once

#include <array>
#include <string_view>

namespace bench::queries {

/// Rows of five types, some 70 bytes each on the wire; `$1` is how many.
inline constexpr const char* readings = "SELECT id, value, label, even, taken FROM bench.readings LIMIT $1::int8";

} // namespace bench::queries
