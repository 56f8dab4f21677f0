/// \file
/// Where tusk means to differ from libpq.
#pragma once

#include "tests/matrix/contest.hpp"
#include "tests/matrix/dimensions.hpp"

#include <span>
#include <string_view>

namespace tusk::test {

struct deliberate_difference {
    std::string_view name;
    std::string_view why;
    bool (*explains)(const cell& tried, const contest_result& both);
};

[[nodiscard]] std::span<const deliberate_difference> deliberate_differences();

/// The one that explains these outcomes; null: none does.
[[nodiscard]] const deliberate_difference* explanation_of(const cell& tried, const contest_result& both);

} // namespace tusk::test
