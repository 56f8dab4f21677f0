#include "client/keyword_values.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <charconv>

namespace tusk::client {

std::string shown(std::string_view value) {
    constexpr std::size_t longest_worth_showing = 40;
    if (value.size() > longest_worth_showing || value.find_first_of("=:@") != std::string_view::npos)
        return "a value of " + std::to_string(value.size()) + " characters (is a quote missing?)";
    return "\"" + std::string(value) + "\"";
}

void throw_bad_value(std::string_view keyword, std::string_view value, const std::string& allowed) {
    throw programming_error("connection parameter " + std::string(keyword) + ": " + shown(value) +
                            " is not allowed here: use " + allowed);
}

std::optional<std::int32_t> whole_number(std::string_view text) noexcept {
    constexpr std::string_view spaces = " \t\n\v\f\r";
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) return std::nullopt;
    text = text.substr(first, text.find_last_not_of(spaces) + 1 - first);
    // from_chars knows the minus sign only.
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    std::int32_t number = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (trouble != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

namespace {

std::int32_t number_for(std::string_view keyword, std::string_view text) {
    const std::optional<std::int32_t> number = whole_number(text);
    if (!number) throw_bad_value(keyword, text, "a whole number below 2147483648");
    return *number;
}

char lower_case(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

} // namespace

void read_value(std::string_view, std::string_view text, std::string& value) { value = text; }
void read_value(std::string_view, std::string_view text, secret_text& value) { value = text; }
void read_value(std::string_view keyword, std::string_view text, bool& value) {
    value = number_for(keyword, text) != 0;
}
void read_value(std::string_view keyword, std::string_view text, std::uint32_t& value) {
    value = static_cast<std::uint32_t>(std::max(0, number_for(keyword, text)));
}

std::string print_value(const std::string& value) { return value; }

bool same_letters(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower_case(a) == lower_case(b); });
}

} // namespace tusk::client
