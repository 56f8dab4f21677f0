// The texts of tsvector and tsquery: what both are made of ("Text Search Types").
#pragma once

#include <tusk/codec.hpp>

#include <algorithm>
#include <charconv>

namespace tusk::detail {

/// Appends 'it''s', with quotes and backslashes doubled.
inline void append_lexeme(std::string& text, std::string_view lexeme) {
    text += '\'';
    for (const char c : lexeme) {
        if (c == '\'' || c == '\\') text += c;
        text += c;
    }
    text += '\'';
}

/// Reads a text from left to right; each part throws conversion_error, showing the whole text, when it is not there.
class lexeme_reader {
public:
    lexeme_reader(std::string_view text, oid type) noexcept : whole_(text), rest_(text), type_(type) {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] bool take(std::string_view wanted) noexcept {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }
    void expect(std::string_view wanted) {
        if (!take(wanted)) fail();
    }

    /// The inverse of append_lexeme.
    [[nodiscard]] std::string lexeme() {
        expect("'");
        std::string text;
        while (true) {
            const std::size_t plain = std::min(rest_.find_first_of("'\\"), rest_.size());
            text += rest_.substr(0, plain);
            rest_.remove_prefix(plain);
            if (take("''"))
                text += '\'';
            else if (take("\\\\"))
                text += '\\';
            else
                break;
        }
        expect("'");
        return text;
    }

    /// A number that a 16-bit integer holds.
    template <class T>
    [[nodiscard]] T number() {
        T value = 0;
        const auto [stop, trouble] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (trouble != std::errc{}) fail();
        rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
        return value;
    }

    [[noreturn]] void fail() const { throw_bad_text(type_, whole_); }

private:
    std::string_view whole_;
    std::string_view rest_;
    oid type_;
};

} // namespace tusk::detail
