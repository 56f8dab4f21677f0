/// \file
/// UTF-8 (RFC 3629), character by character.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tusk::auth {

/// Takes the first character off `text`, which is not empty; nothing when it is not valid UTF-8.
[[nodiscard]] std::optional<char32_t> take_utf8(std::string_view& text) noexcept;

/// Appends a character to a string or a secret.
template <class Text>
void append_utf8(Text& text, char32_t code) {
    const auto push = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    const auto push_rest = [&](int shift) {
        for (; shift >= 0; shift -= 6) push(0x80 | (code >> shift & 0x3F));
    };
    if (code < 0x80) return push(code);
    if (code < 0x800) return push(0xC0 | code >> 6), push_rest(0);
    if (code < 0x10000) return push(0xE0 | code >> 12), push_rest(6);
    push(0xF0 | code >> 18), push_rest(12);
}

} // namespace tusk::auth
