#include "auth/saslprep.hpp"

#include "auth/code_range.hpp"
#include "auth/saslprep_nfkc.hpp"

#include <algorithm>
#include <iterator>

namespace tusk::auth {

namespace {

#include "auth/saslprep_tables.inc"

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

// Takes the first character off `text`; nothing when it is not valid UTF-8.
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

void append_utf8(secret& text, char32_t code) {
    const auto push = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    const auto push_rest = [&](int shift) {
        for (; shift >= 0; shift -= 6) push(0x80 | (code >> shift & 0x3F));
    };
    if (code < 0x80) return push(code);
    if (code < 0x800) return push(0xC0 | code >> 6), push_rest(0);
    if (code < 0x10000) return push(0xE0 | code >> 12), push_rest(6);
    push(0xF0 | code >> 18), push_rest(12);
}

// The text's characters after the mapping of RFC 4013 section 2.1; nothing when it is not valid UTF-8.
std::optional<code_points> map_characters(std::string_view text) {
    code_points mapped;
    mapped.reserve(text.size());
    while (!text.empty()) {
        const std::optional<char32_t> c = take_utf8(text);
        if (!c) return std::nullopt;
        if (within(spaces_outside_ascii, *c))
            mapped.push_back(U' ');
        else if (!within(mapped_to_nothing, *c))
            mapped.push_back(*c);
    }
    return mapped;
}

bool is_allowed(char32_t c) noexcept { return !within(prohibited, c) && !within(unassigned, c); }

// RFC 3454 section 6: text with a right-to-left character begins and ends with one, and has no left-to-right one.
bool may_be_written(const code_points& text) noexcept {
    const auto to_right = [](char32_t c) { return within(left_to_right, c); };
    const auto to_left = [](char32_t c) { return within(right_to_left, c); };
    if (std::none_of(text.begin(), text.end(), to_left)) return true;
    return to_left(text.front()) && to_left(text.back()) && std::none_of(text.begin(), text.end(), to_right);
}

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

std::optional<secret> saslprep(std::string_view text) {
    const std::optional<code_points> mapped = map_characters(text);
    if (!mapped || mapped->empty()) return std::nullopt;
    if (!std::all_of(mapped->begin(), mapped->end(), is_allowed) || !may_be_written(*mapped)) return std::nullopt;
    secret prepared;
    for (const char32_t c : normalise_nfkc(*mapped)) append_utf8(prepared, c);
    return prepared;
}

secret prepare_password(std::string_view password) {
    // ASCII maps and normalises to itself, and what of it is prohibited stays raw: the result is the password anyway.
    if (is_ascii(password)) return secret(password);
    std::optional<secret> prepared = saslprep(password);
    return prepared ? std::move(*prepared) : secret(password);
}

} // namespace tusk::auth
