#include "auth/utf8.hpp"

namespace tusk::auth {

namespace {

// What the first byte of a UTF-8 sequence promises: its length, its bits, and the least code point that may be
// written so long (RFC 3629 section 3).
struct utf8_lead {
    std::size_t length;
    char32_t bits;
    char32_t least;
};

utf8_lead lead_of(unsigned char byte) noexcept {
    if (byte < 0x80) return {1, byte, 0};
    if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07U, 0x10000};
    return {0, 0, 0};
}

} // namespace

std::optional<char32_t> take_utf8(std::string_view& text) noexcept {
    const utf8_lead lead = lead_of(static_cast<unsigned char>(text.front()));
    if (lead.length == 0 || text.size() < lead.length) return std::nullopt;
    char32_t code = lead.bits;
    for (const char c : text.substr(1, lead.length - 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) return std::nullopt;
        code = code << 6 | (byte & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (code < lead.least || code > 0x10FFFF || surrogate) return std::nullopt;
    text.remove_prefix(lead.length);
    return code;
}

} // namespace tusk::auth
