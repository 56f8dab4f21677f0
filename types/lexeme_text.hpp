// The texts of tsvector and tsquery: what both are made of ("Text Search Types").
#pragma once

#include "types/text_reader.hpp"

#include <algorithm>
#include <string>

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

/// Reads what append_lexeme writes, and what stands around it.
class lexeme_reader : public text_reader {
public:
    using text_reader::text_reader;

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
};

} // namespace tusk::detail
