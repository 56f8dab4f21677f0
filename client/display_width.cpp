#include "client/display_width.hpp"

#include "auth/code_range.hpp"
#include "client/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace tusk {

namespace {

#include "client/display_width_tables.inc"

/// A character and the bytes that spell it; one byte that spells nothing has `valid` false.
struct decoded {
    char32_t character;
    std::size_t size;
    bool valid = true;
};

decoded decode_first(std::string_view text) noexcept {
    const auto lead = static_cast<std::uint8_t>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() < size || !is_utf8(text.substr(0, size))) return {lead, 1, false};
    char32_t character = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) character = character << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    return {character, size};
}

/// Whether a terminal would obey instead of showing it: control characters, the separators of lines and paragraphs,
/// and what overrides the direction of text (UAX #9, explicit directional formatting).
bool is_obeyed(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string hexadecimal(char32_t number, int digits) {
    std::string text;
    while (digits-- > 0) text += "0123456789ABCDEF"[number >> (4 * digits) & 0xF];
    return text;
}

std::string escaped(const decoded& one) {
    if (one.valid && one.character == '\r') return "\\r";
    if (one.character < 0x80 || !one.valid) return "\\x" + hexadecimal(one.character, 2);
    return "\\u" + hexadecimal(one.character, 4);
}

void append_ascii(screen_line& line, std::string_view text) {
    line.text += text;
    line.width += text.size();
}

constexpr bool is_plain(char c) noexcept { return c >= ' ' && c <= '~'; }

} // namespace

std::size_t display_width(char32_t character) noexcept {
    if (character < 0xAD) return 1;
    if (within(zero_width, character)) return 0;
    return within(double_width, character) ? 2 : 1;
}

std::vector<screen_line> screen_lines(std::string_view text) {
    std::vector<screen_line> lines(1);
    while (!text.empty()) {
        screen_line& line = lines.back();
        const auto* plain_end = std::find_if_not(text.begin(), text.end(), is_plain);
        const auto plain = static_cast<std::size_t>(plain_end - text.begin());
        append_ascii(line, text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;

        const decoded next = decode_first(text);
        if (next.character == '\n') {
            lines.emplace_back();
        } else if (next.character == '\t') {
            append_ascii(line, std::string_view("        ").substr(line.width % 8));
        } else if (!next.valid || is_obeyed(next.character)) {
            append_ascii(line, escaped(next));
        } else {
            line.text += text.substr(0, next.size);
            line.width += display_width(next.character);
        }
        text.remove_prefix(next.size);
    }
    return lines;
}

} // namespace tusk
