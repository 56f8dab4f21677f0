#include "types/hex.hpp"

#include <tusk/types/uuid.hpp>

namespace tusk {

namespace {

constexpr std::size_t text_size = 36;
// Hyphens stand before the 5th, 7th, 9th and 11th byte.
constexpr bool has_hyphen_before(std::size_t byte) noexcept {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

} // namespace

std::string uuid::to_string() const {
    std::string text(text_size, '-');
    char* next = text.data();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (has_hyphen_before(i)) ++next;
        detail::print_hex(next, bytes[i]);
        next += 2;
    }
    return text;
}

uuid uuid::parse(std::string_view text) {
    if (text.size() != text_size) detail::throw_bad_text(oid::uuid, text);
    uuid value;
    const char* next = text.data();
    for (std::size_t i = 0; i < value.bytes.size(); ++i) {
        if (has_hyphen_before(i) && *next++ != '-') detail::throw_bad_text(oid::uuid, text);
        if (!detail::parse_hex(next, value.bytes[i])) detail::throw_bad_text(oid::uuid, text);
        next += 2;
    }
    return value;
}

} // namespace tusk
