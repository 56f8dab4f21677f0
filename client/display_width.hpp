// How much room text takes in a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tusk {

/// How many columns a character takes: none for one that combines with the one before it, two for a wide one of East
/// Asia, else one. Not for control characters.
[[nodiscard]] std::size_t display_width(char32_t character) noexcept;

/// One line as it is printed.
struct screen_line {
    std::string text;      ///< UTF-8 that a terminal shows and does not obey
    std::size_t width = 0; ///< in columns
};

/// Cuts `text` at its newlines; there is always a line. Tabs become spaces up to the next multiple of eight columns.
/// What would move the cursor, switch a terminal's modes or reorder what is shown becomes visible instead: `\r`,
/// `\x1B`, `\u202E`. So do bytes that are not UTF-8.
[[nodiscard]] std::vector<screen_line> screen_lines(std::string_view text);

} // namespace tusk
