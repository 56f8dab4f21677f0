/// \file
/// What came out of the matrix: for each dimension and choice how many cells agree and what became of them; and every
/// difference.
#pragma once

#include "tests/matrix/contest.hpp"
#include "tests/matrix/dimensions.hpp"

#include <array>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace tusk::test {

class table {
public:
    /// Counts a cell. A difference that nobody has meant fails the running test; the first few of a kind are told.
    void add(const cell& tried, const contest_result& both);

    [[nodiscard]] std::size_t count() const noexcept { return total_.cells; }
    /// How many differ though nobody has meant it.
    [[nodiscard]] std::size_t count_different() const noexcept { return total_.different; }

    friend std::ostream& operator<<(std::ostream& out, const table& shown);

private:
    struct line {
        std::size_t cells = 0;
        std::size_t stricter = 0; ///< differences that are meant
        std::size_t different = 0;
        std::map<std::string, std::size_t> outcomes; ///< libpq's
    };
    void count(line& into, const contest_result& both, bool same, bool meant);

    line total_;
    std::array<std::map<std::size_t, line>, dimensions> lines_;
    std::map<std::string, std::size_t> meant_;     ///< by their name
    std::map<std::string, std::size_t> different_; ///< by what became of each
};

} // namespace tusk::test
