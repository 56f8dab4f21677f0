#include "types/ascii.hpp"
#include "types/hex.hpp"

#include <tusk/types/bytea.hpp>

namespace tusk {

namespace {

constexpr std::string_view hex_prefix = "\\x";

std::vector<std::byte> parse_hex_form(std::string_view text, oid column) {
    const std::string_view digits = text.substr(hex_prefix.size());
    if (digits.size() % 2 != 0) detail::throw_bad_text(column, text);
    std::vector<std::byte> bytes(digits.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (!detail::parse_hex(digits.data() + 2 * i, bytes[i])) detail::throw_bad_text(column, text);
    return bytes;
}

// "bytea Escape Format": bytes that are no printable ASCII stand as a backslash and three octal digits, and a
// backslash stands as two.
std::vector<std::byte> parse_escape_form(std::string_view text, oid column) {
    std::vector<std::byte> bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        if (rest[0] != '\\') {
            bytes.push_back(static_cast<std::byte>(rest[0]));
            i += 1;
        } else if (rest.size() >= 2 && rest[1] == '\\') {
            bytes.push_back(std::byte{'\\'});
            i += 2;
        } else {
            if (rest.size() < 4 || !detail::is_octal_byte(rest.data() + 1)) detail::throw_bad_text(column, text);
            bytes.push_back(static_cast<std::byte>(detail::octal_byte(rest.data() + 1)));
            i += 4;
        }
    }
    return bytes;
}

} // namespace

void detail::bytea_parameter::write_text(byte_writer& out, byte_view bytes, oid) {
    out.text(hex_prefix);
    if (bytes.empty()) return;
    char* digits = reinterpret_cast<char*>(out.buffer().extend(bytes.size() * 2));
    for (const std::byte byte : bytes) {
        print_hex(digits, byte);
        digits += 2;
    }
}

std::span<const std::byte> codec<std::span<const std::byte>>::read_text(std::string_view, oid) {
    throw conversion_error("a bytea in text format has to be decoded, so it cannot be viewed: read it as "
                           "std::vector<std::byte>");
}

std::vector<std::byte> codec<std::vector<std::byte>>::read_text(std::string_view text, oid column) {
    return text.starts_with(hex_prefix) ? parse_hex_form(text, column) : parse_escape_form(text, column);
}

} // namespace tusk
