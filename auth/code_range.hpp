// Tables of Unicode's characters: ranges in ascending order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace tusk {

struct code_range {
    char32_t first;
    char32_t last;
};

template <std::size_t Size>
[[nodiscard]] bool within(const code_range (&ranges)[Size], char32_t c) noexcept {
    const auto* range = std::lower_bound(std::begin(ranges), std::end(ranges), c,
                                         [](const code_range& r, char32_t x) { return r.last < x; });
    return range != std::end(ranges) && range->first <= c;
}

} // namespace tusk
