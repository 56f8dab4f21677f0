// What makes the nodes of a tsquery a query.
#pragma once

#include <tusk/types/text_search.hpp>

namespace tusk::detail {

inline constexpr std::uint8_t all_weights =
    tsquery::weight_a | tsquery::weight_b | tsquery::weight_c | tsquery::weight_d;

/// How many operands a node of this kind has before it.
constexpr std::size_t operands_of(tsquery::kind what) noexcept {
    if (what == tsquery::kind::operand) return 0;
    return what == tsquery::kind::negation ? 1 : 2;
}

/// Whether every operator has its operands, and all nodes together are one tree or none.
[[nodiscard]] bool is_tree(const std::vector<tsquery::node>& nodes) noexcept;

/// \throws conversion_error when a query that a program made is no tree, or has weights beyond A to D.
void require_tree(const std::vector<tsquery::node>& nodes);

} // namespace tusk::detail
