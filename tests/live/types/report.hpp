// What came out: a table of type × values × directions, and a failed check for every difference.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <iosfwd>
#include <string>
#include <string_view>

namespace tusk::test {

/// The ways that values go.
enum class direction {
    printed,    ///< asked for as tusk does by itself, and printed
    in_arrays,  ///< the same inside arrays
    in_records, ///< the same inside records, and arrays of them
    as_text,    ///< what was printed, sent back as text
    from_cpp,   ///< read as a C++ value, sent back in both formats
    set_oddly,  ///< under other settings, in both formats
};
inline constexpr std::size_t directions = 6;

struct tally {
    std::size_t checked = 0;
    std::size_t different = 0;
    std::size_t refused = 0; ///< texts that are refused by a conversion_error, which is as good
};

/// A line of the table.
struct findings {
    std::string type;
    std::size_t values = 0;
    std::string format{};  ///< in which tusk asks for it
    std::string cpp{};     ///< the C++ types that were tried
    std::string remarks{}; ///< why it travels as text, why it was not tried
    std::array<tally, directions> tallies{};

    [[nodiscard]] tally& operator[](direction way) { return tallies[static_cast<std::size_t>(way)]; }
    void remark(std::string_view text);
    void same(direction way) { ++(*this)[way].checked; }
    void refused(direction way) { ++(*this)[way].refused; }
    /// Fails the running test; of many differences the first few are told.
    void different(direction way, const std::string& what);
    /// `tell` makes what is told of a difference.
    template <class Tell>
    void check(direction way, bool holds, Tell tell) {
        if (holds)
            same(way);
        else
            different(way, tell());
    }
};

class report {
public:
    /// The line of a type, a new one for a new type. It stays where it is.
    [[nodiscard]] findings& of(std::string_view type);
    [[nodiscard]] const std::deque<findings>& lines() const noexcept { return lines_; }

private:
    std::deque<findings> lines_;
};

std::ostream& operator<<(std::ostream& out, const report& shown);

/// The first characters of a text, or the bytes of one that cannot be shown.
[[nodiscard]] std::string excerpt(std::string_view text);

} // namespace tusk::test
