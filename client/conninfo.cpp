#include "client/conninfo.hpp"

#include <tusk/error.hpp>

#include <algorithm>

namespace tusk::client {

namespace {

// The C locale's white space, whatever locale the program runs in.
constexpr std::string_view spaces = " \t\n\v\f\r";

constexpr bool is_space(char character) { return spaces.find(character) != std::string_view::npos; }

/// Walks through the string once. All positions in messages count from 1.
class conninfo_scanner {
public:
    explicit conninfo_scanner(std::string_view text) : text_(text) {}

    void skip_spaces() {
        while (!at_end() && is_space(text_[at_])) ++at_;
    }
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    /// One `keyword = value`, at whose first character the scanner stands.
    setting next() {
        setting found;
        found.position = at_ + 1;
        found.keyword = keyword();
        skip_spaces();
        if (at_end() || text_[at_] != '=') fail_without_equals_sign(found.position);
        ++at_;
        skip_spaces();
        found.value = !at_end() && text_[at_] == '\'' ? quoted_value() : plain_value();
        return found;
    }

private:
    std::string_view keyword() {
        const std::size_t start = at_;
        while (!at_end() && text_[at_] != '=' && !is_space(text_[at_])) ++at_;
        return text_.substr(start, at_ - start);
    }

    secret_text plain_value() {
        const std::size_t start = at_;
        while (!at_end() && !is_space(text_[at_])) skip_character();
        return unescape(text_.substr(start, at_ - start));
    }

    secret_text quoted_value() {
        const std::size_t start = ++at_;
        while (!at_end() && text_[at_] != '\'') skip_character();
        if (at_end()) fail_in_quotes(start);
        return unescape(text_.substr(start, at_++ - start));
    }

    /// A backslash takes the character behind it along.
    void skip_character() { at_ = std::min(at_ + (text_[at_] == '\\' ? 2 : 1), text_.size()); }

    static secret_text unescape(std::string_view escaped) {
        secret_text value;
        value.reserve(escaped.size());
        for (std::size_t i = 0; i < escaped.size(); ++i) {
            if (escaped[i] == '\\' && ++i == escaped.size()) break;
            value.push_back(escaped[i]);
        }
        return value;
    }

    // The words themselves are not shown: without its quotes, part of a password looks like a keyword.
    [[noreturn]] static void fail_without_equals_sign(std::size_t position) {
        throw programming_error("connection string: no \"=\" follows the word at position " + std::to_string(position) +
                                ": write keyword=value, with single quotes around a value that contains spaces");
    }
    [[noreturn]] static void fail_in_quotes(std::size_t quote) {
        throw programming_error("connection string: the quote at position " + std::to_string(quote) +
                                " is never closed: add a single quote, and write \\' for one inside the value");
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

settings parse_conninfo(std::string_view text) {
    settings found;
    conninfo_scanner scanner(text);
    for (scanner.skip_spaces(); !scanner.at_end(); scanner.skip_spaces()) found.push_back(scanner.next());
    return found;
}

std::string quote_conninfo_value(std::string_view value) {
    if (!value.empty() && value.find_first_of(" \t\n\v\f\r'\\") == std::string_view::npos) return std::string(value);
    std::string quoted = "'";
    for (const char character : value) {
        if (character == '\'' || character == '\\') quoted += '\\';
        quoted += character;
    }
    return quoted + '\'';
}

} // namespace tusk::client
