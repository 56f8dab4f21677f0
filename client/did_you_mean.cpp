#include "client/did_you_mean.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tusk::client {

namespace {

/// The edit distance with neighbouring letters swapped (optimal string alignment), one row of the table at a time.
std::size_t typing_errors(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before_last(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> current(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) current[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before_last.swap(last);
        last.swap(current);
        current[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            current[j] = std::min({replaced, last[j] + 1, current[j - 1] + 1});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                current[j] = std::min(current[j], before_last[j - 2] + 1);
        }
    }
    return current[to.size()];
}

} // namespace

std::string_view did_you_mean(std::string_view written, std::span<const std::string_view> known) {
    constexpr std::size_t longest_worth_comparing = 40;
    if (written.size() > longest_worth_comparing) return {};
    // One error in a short word, up to three in a long one: more would find words that nobody meant.
    std::size_t fewest = std::min<std::size_t>(3, (written.size() + 2) / 3) + 1;
    std::string_view nearest;
    for (const std::string_view word : known) {
        // At least the difference in length has to be typed or deleted.
        if (std::max(word.size(), written.size()) - std::min(word.size(), written.size()) >= fewest) continue;
        const std::size_t errors = typing_errors(written, word);
        if (errors >= fewest) continue;
        fewest = errors;
        nearest = word;
    }
    return nearest;
}

} // namespace tusk::client
