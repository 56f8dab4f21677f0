#include "protocol/trace_fields.hpp"

namespace tusk::protocol {

namespace {

void append_quoted(std::string& line, std::string_view text, char quote) {
    constexpr char digits[] = "0123456789abcdef";
    line += quote;
    for (const char c : text) {
        if (c == quote || c == '\\') {
            line += '\\';
            line += c;
        } else if (c >= 0x20 && c < 0x7f) {
            line += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            line += "\\x";
            line += digits[byte >> 4];
            line += digits[byte & 0xf];
        }
    }
    line += quote;
}

} // namespace

field_list& field_list::word(std::string_view word) {
    line_ += '\t';
    line_ += word;
    return *this;
}

field_list& field_list::text(std::string_view text) {
    line_ += '\t';
    append_quoted(line_, text, '"');
    return *this;
}

field_list& field_list::value(const std::optional<byte_view>& value) {
    if (!value) return word("NULL");
    line_ += '\t';
    append_quoted(line_, as_text(*value), '\'');
    return *this;
}

field_list& field_list::formats(const std::vector<format>& codes) {
    return list(codes, [this](format code) { number(static_cast<std::int16_t>(code)); });
}

field_list& field_list::values(const std::vector<std::optional<byte_view>>& values) {
    return list(values, [this](const std::optional<byte_view>& each) { value(each); });
}

} // namespace tusk::protocol
