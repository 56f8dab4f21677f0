// Hexadecimal digits, as bytea and uuid print them.
#pragma once

#include <cstddef>

namespace tusk::detail {

inline constexpr char hex_digits[] = "0123456789abcdef";

/// The value of a hexadecimal digit of either case, or -1.
constexpr int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Writes a byte as two digits at `out`.
inline void print_hex(char* out, std::byte byte) noexcept {
    out[0] = hex_digits[std::to_integer<unsigned>(byte) >> 4];
    out[1] = hex_digits[std::to_integer<unsigned>(byte) & 15];
}

/// Reads two digits into `byte`; false when they are none.
constexpr bool parse_hex(const char* digits, std::byte& byte) noexcept {
    const int high = hex_value(digits[0]);
    const int low = hex_value(digits[1]);
    byte = static_cast<std::byte>((high << 4 | low) & 0xff);
    return high >= 0 && low >= 0;
}

} // namespace tusk::detail
