/// \file
/// Which cells of the matrix are tried: full products over dimensions that act on each other, and for all the rest a
/// set in which every two choices of different dimensions come together at least once.
#pragma once

#include "tests/matrix/dimensions.hpp"

#include <functional>
#include <span>
#include <vector>

namespace tusk::test {

/// Every combination of the choices of `varied`; the other dimensions as in `base`.
[[nodiscard]] std::vector<cell> product(std::span<const dim> varied, const cell& base = {});

/// A small set of cells that has every pair of choices of any two dimensions.
[[nodiscard]] std::vector<cell> all_pairs();

/// Random ones, the same in every run.
[[nodiscard]] std::vector<cell> random_cells(std::size_t count);

} // namespace tusk::test
