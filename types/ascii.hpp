// Classes of characters that do not depend on a locale.
#pragma once

namespace tusk::detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_octal(char c) noexcept { return c >= '0' && c <= '7'; }

/// Three octal digits of a byte at `digits`: what the server writes behind a backslash.
constexpr bool is_octal_byte(const char* digits) noexcept {
    return is_octal(digits[0]) && digits[0] <= '3' && is_octal(digits[1]) && is_octal(digits[2]);
}
constexpr int octal_byte(const char* digits) noexcept {
    return (digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0');
}

} // namespace tusk::detail
