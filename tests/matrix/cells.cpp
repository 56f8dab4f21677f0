#include "tests/matrix/cells.hpp"

#include <random>
#include <set>
#include <utility>

namespace tusk::test {

namespace {

std::size_t choices_of(dim which) { return all_dimensions()[static_cast<std::size_t>(which)].choices.size(); }

/// A choice of one dimension.
using coordinate = std::pair<std::size_t, std::size_t>;
using pair_of_choices = std::pair<coordinate, coordinate>;

std::set<pair_of_choices> every_pair() {
    std::set<pair_of_choices> pairs;
    for (std::size_t a = 0; a < dimensions; ++a)
        for (std::size_t b = a + 1; b < dimensions; ++b)
            for (std::size_t i = 0; i < choices_of(static_cast<dim>(a)); ++i)
                for (std::size_t j = 0; j < choices_of(static_cast<dim>(b)); ++j) pairs.insert({{a, i}, {b, j}});
    return pairs;
}

std::vector<pair_of_choices> pairs_in(const cell& of) {
    std::vector<pair_of_choices> pairs;
    for (std::size_t a = 0; a < dimensions; ++a)
        for (std::size_t b = a + 1; b < dimensions; ++b)
            pairs.push_back({{a, of[static_cast<dim>(a)]}, {b, of[static_cast<dim>(b)]}});
    return pairs;
}

std::size_t count_missing(const cell& candidate, const std::set<pair_of_choices>& missing) {
    std::size_t count = 0;
    for (const pair_of_choices& each : pairs_in(candidate)) count += missing.count(each);
    return count;
}

cell random_cell(std::mt19937_64& random) {
    cell made;
    for (std::size_t i = 0; i < dimensions; ++i) {
        const auto which = static_cast<dim>(i);
        made.choose(which, std::uniform_int_distribution<std::size_t>(0, choices_of(which) - 1)(random));
    }
    return made;
}

} // namespace

std::vector<cell> product(std::span<const dim> varied, const cell& base) {
    std::vector<cell> cells{base};
    for (const dim which : varied) {
        std::vector<cell> more;
        for (const cell& each : cells)
            for (std::size_t i = 0; i < choices_of(which); ++i) {
                more.push_back(each);
                more.back().choose(which, i);
            }
        cells = std::move(more);
    }
    return cells;
}

// Greedy: of some random cells that contain a pair still missing, the one with the most such pairs.
std::vector<cell> all_pairs() {
    constexpr int candidates = 20;
    std::mt19937_64 random(20'250'401);
    std::set<pair_of_choices> missing = every_pair();
    std::vector<cell> cells;
    while (!missing.empty()) {
        const auto [first, second] = *missing.begin();
        cell best;
        std::size_t most = 0;
        for (int i = 0; i < candidates; ++i) {
            cell candidate = random_cell(random);
            candidate.choose(static_cast<dim>(first.first), first.second);
            candidate.choose(static_cast<dim>(second.first), second.second);
            const std::size_t count = count_missing(candidate, missing);
            if (count > most) best = candidate;
            most = std::max(most, count);
        }
        for (const pair_of_choices& each : pairs_in(best)) missing.erase(each);
        cells.push_back(best);
    }
    return cells;
}

std::vector<cell> random_cells(std::size_t count) {
    std::mt19937_64 random(20'250'402);
    std::vector<cell> cells;
    while (cells.size() < count) cells.push_back(random_cell(random));
    return cells;
}

} // namespace tusk::test
