#include "tests/matrix/table.hpp"

#include "tests/matrix/differences.hpp"

#include <catch2/catch.hpp>

#include <iomanip>
#include <ostream>

namespace tusk::test {

namespace {

void print_line(std::ostream& out, const std::string& name, const std::string& choice, std::size_t cells,
                std::size_t stricter, std::size_t different, const std::map<std::string, std::size_t>& outcomes) {
    out << std::left << std::setw(16) << name << std::setw(32) << choice << std::right << std::setw(7) << cells
        << std::setw(9) << stricter << std::setw(9) << different << "  ";
    bool first = true;
    for (const auto& [what, count] : outcomes) {
        out << (first ? "" : "; ") << what << ' ' << count;
        first = false;
    }
    out << '\n';
}

} // namespace

void table::count(line& into, const contest_result& both, bool same, bool meant) {
    ++into.cells;
    if (!same) ++(meant ? into.stricter : into.different);
    ++into.outcomes[both.libpq.summary()];
}

void table::add(const cell& tried, const contest_result& both) {
    constexpr std::size_t told_of_a_kind = 2;
    const bool same = both.tusk.same_as(both.libpq);
    const deliberate_difference* meant = same ? nullptr : explanation_of(tried, both);
    count(total_, both, same, meant != nullptr);
    for (std::size_t i = 0; i < dimensions; ++i)
        count(lines_[i][tried[static_cast<dim>(i)]], both, same, meant != nullptr);
    if (meant != nullptr) ++meant_[std::string(meant->name)];
    if (same || meant != nullptr) return;
    const std::string kind =
        both.libpq.summary() + " [" + both.libpq.ways() + "] / " + both.tusk.summary() + " [" + both.tusk.ways() + "]";
    if (++different_[kind] <= told_of_a_kind)
        FAIL_CHECK(tried.describe() << "\n  libpq: " << both.libpq.describe() << "\n  tusk:  " << both.tusk.describe()
                                    << "\n  libpq said: " << both.libpq.words << "\n  tusk said:  " << both.tusk.words
                                    << "\n  " << tried.conninfo());
}

std::ostream& operator<<(std::ostream& out, const table& shown) {
    out << "dimension       choice                            cells   meant  different  what became of them\n";
    const auto print = [&](const std::string& name, const std::string& choice, const table::line& line) {
        print_line(out, name, choice, line.cells, line.stricter, line.different, line.outcomes);
    };
    for (std::size_t i = 0; i < dimensions; ++i)
        if (shown.lines_[i].size() > 1)
            for (const auto& [index, line] : shown.lines_[i])
                print(std::string(all_dimensions()[i].name), all_dimensions()[i].choices[index].name, line);
    print("all", "", shown.total_);
    for (const deliberate_difference& each : deliberate_differences())
        if (const auto found = shown.meant_.find(std::string(each.name)); found != shown.meant_.end())
            out << "meant to differ: " << each.name << ", since " << each.why << ": " << found->second << '\n';
    for (const auto& [kind, count] : shown.different_)
        out << "DIFFERENT (libpq / tusk): " << kind << ": " << count << '\n';
    return out;
}

} // namespace tusk::test
