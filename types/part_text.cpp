#include "types/part_text.hpp"

#include "types/ascii.hpp"

#include <algorithm>

namespace tusk::detail {

namespace {

/// What the server puts quotes around: all that would otherwise be taken for syntax, or for nothing.
bool needs_quotes(std::string_view text, std::string_view syntax) noexcept {
    return text.empty() || std::any_of(text.begin(), text.end(), [syntax](char c) {
               return c == '"' || c == '\\' || is_space(c) || syntax.find(c) != std::string_view::npos;
           });
}

/// Behind the first quote, up to the last.
bool take_quoted(std::string_view& rest, std::string& plain) {
    for (;;) {
        const std::size_t end = rest.find_first_of("\"\\");
        if (end == std::string_view::npos) return false;
        plain += rest.substr(0, end);
        const char found = rest[end];
        rest.remove_prefix(end + 1);
        if (rest.starts_with(found)) {
            plain += found;
            rest.remove_prefix(1);
        } else {
            return found == '"';
        }
    }
}

} // namespace

void write_part(protocol::byte_writer& out, std::string_view text, std::string_view syntax) {
    if (!needs_quotes(text, syntax)) return out.text(text);
    out.text("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\') out.number(static_cast<std::uint8_t>(c));
        out.number(static_cast<std::uint8_t>(c));
    }
    out.text("\"");
}

bool take_part(std::string_view& rest, std::string_view syntax, std::optional<std::string>& part) {
    if (rest.starts_with('"')) {
        rest.remove_prefix(1);
        return take_quoted(rest, part.emplace());
    }
    const auto is_syntax = [syntax](char c) {
        return c == '"' || c == '\\' || syntax.find(c) != std::string_view::npos;
    };
    const auto size = static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), is_syntax) - rest.begin());
    const std::string_view plain = rest.substr(0, size);
    rest.remove_prefix(size);
    part.reset();
    if (plain.empty()) return true;
    part.emplace(plain);
    return !needs_quotes(plain, syntax);
}

} // namespace tusk::detail
