#include "types/hex.hpp"

#include <tusk/types/pg_lsn.hpp>

#include <charconv>

namespace tusk {

namespace {

constexpr std::size_t most_digits = 8;

void append_half(std::string& text, std::uint32_t half) {
    char digits[most_digits];
    const char* const end = std::to_chars(std::begin(digits), std::end(digits), half, 16).ptr;
    for (const char* digit = digits; digit != end; ++digit)
        text += *digit >= 'a' ? static_cast<char>(*digit - 'a' + 'A') : *digit;
}

std::optional<std::uint32_t> parse_half(std::string_view text) noexcept {
    if (text.empty() || text.size() > most_digits) return std::nullopt;
    std::uint32_t half = 0;
    for (const char c : text) {
        const int digit = detail::hex_value(c);
        if (digit < 0) return std::nullopt;
        half = half << 4 | static_cast<std::uint32_t>(digit);
    }
    return half;
}

} // namespace

std::string lsn::to_string() const {
    std::string text;
    append_half(text, static_cast<std::uint32_t>(position >> 32));
    text += '/';
    append_half(text, static_cast<std::uint32_t>(position));
    return text;
}

lsn lsn::parse(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) detail::throw_bad_text(oid::pg_lsn, text);
    const auto high = parse_half(text.substr(0, slash));
    const auto low = parse_half(text.substr(slash + 1));
    if (!high || !low) detail::throw_bad_text(oid::pg_lsn, text);
    return {std::uint64_t{*high} << 32 | *low};
}

} // namespace tusk
