#include "auth/saslprep.hpp"

#include "auth/code_range.hpp"
#include "auth/saslprep_nfkc.hpp"
#include "auth/utf8.hpp"

#include <algorithm>
#include <iterator>

namespace tusk::auth {

namespace {

#include "auth/saslprep_tables.inc"

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
