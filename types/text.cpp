#include "types/ascii.hpp"

#include <tusk/types/text.hpp>

#include <cstring>

namespace tusk {

namespace {

// Since version 15 the server prints a "char" outside ASCII as a backslash and three octal digits.
constexpr std::size_t octal_size = 4;
constexpr bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

bool is_octal_escape(std::string_view text) noexcept {
    return text.size() == octal_size && text[0] == '\\' && detail::is_octal_byte(text.data() + 1);
}

[[noreturn]] void throw_not_a_character() {
    throw conversion_error("a \"char\" outside ASCII is a byte, not a character: read it as char");
}

} // namespace

namespace detail {

std::string_view read_tagged_string(byte_view bytes, type_ref column) {
    if (is_registered_object(column)) throw_number_is_no_name(column);
    if (!text_only_reason(column).empty()) throw_text_only(column);
    if (column != oid::char_) {
        // The binary form of jsonb and of its like is their text behind a version number, so far always 1.
        if (bytes.empty() || bytes[0] != std::byte{1}) throw_malformed(column, "its version is not 1");
        return protocol::as_text(bytes.subspan(1));
    }
    require_size(bytes, 1, column);
    const std::string_view text = protocol::as_text(bytes);
    if (!is_ascii(text[0])) throw_not_a_character();
    return text[0] == '\0' ? text.substr(1) : text;
}

std::string_view read_char_text(std::string_view text) {
    if (text.size() > 1 || (text.size() == 1 && !is_ascii(text[0]))) throw_not_a_character();
    return text;
}

void write_string(byte_writer& out, std::string_view text) {
    if (const auto position = text.find('\0'); position != std::string_view::npos)
        throw conversion_error("a NUL character at position " + std::to_string(position) +
                               " of a text, which PostgreSQL cannot hold: remove it, or send the bytes as a bytea");
    out.text(text);
}

std::string_view require_string(const char* text) {
    if (text == nullptr) throw conversion_error("a null const char*: pass nullptr or an empty std::optional for NULL");
    return text;
}

} // namespace detail

char codec<char>::read_text(std::string_view text, oid column) {
    if (text.empty()) return '\0';
    if (text.size() == 1) return text[0];
    if (!is_octal_escape(text)) detail::throw_bad_text(column, text);
    return static_cast<char>(detail::octal_byte(text.data() + 1));
}

void codec<char>::write_text(byte_writer& out, char value, oid parameter) {
    if (value == '\0') return;
    if (is_ascii(value)) return out.number(static_cast<std::uint8_t>(value));
    if (parameter != type) throw_not_a_character();
    const auto byte = static_cast<unsigned char>(value);
    const char escaped[octal_size] = {'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8),
                                      static_cast<char>('0' + byte % 8)};
    out.text({escaped, octal_size});
}

} // namespace tusk
