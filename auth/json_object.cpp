#include "auth/json_object.hpp"

#include "auth/utf8.hpp"

#include <cstddef>

namespace tusk::auth {

namespace {

constexpr int deepest = 10;

/// Reads values from the front of a text. Once something was malformed, `ok()` is false and the rest of no interest.
class json_reader {
public:
    explicit json_reader(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] bool ok() const noexcept { return ok_; }
    [[nodiscard]] bool at_end() noexcept { return skip_space(), rest_.empty(); }

    /// "{", then `member(name)` at each member's value, which it takes, then "}".
    template <class Member>
    void object(Member member) {
        expect('{');
        if (took('}')) return;
        do {
            const std::string name = string();
            expect(':');
            if (!ok_) return;
            member(name);
        } while (ok_ && took(','));
        expect('}');
    }

    [[nodiscard]] bool string_follows() noexcept { return skip_space(), rest_.starts_with('"'); }
    [[nodiscard]] std::string string();
    void skip_value(int depth = 0);

private:
    void fail() noexcept { ok_ = false; }
    void skip_space() noexcept {
        while (!rest_.empty() && std::string_view(" \t\n\r").find(rest_.front()) != std::string_view::npos)
            rest_.remove_prefix(1);
    }
    [[nodiscard]] bool took(char mark) noexcept {
        skip_space();
        if (!rest_.starts_with(mark)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char mark) noexcept {
        if (!took(mark)) fail();
    }
    void escape(std::string& text);
    [[nodiscard]] char32_t four_digits() noexcept;
    [[nodiscard]] std::size_t digits() noexcept;
    void skip_array(int depth);
    void skip_number() noexcept;
    void skip_word() noexcept;

    std::string_view rest_;
    bool ok_ = true;
};

std::string json_reader::string() {
    std::string text;
    expect('"');
    while (ok_ && !rest_.starts_with('"')) {
        if (rest_.empty() || static_cast<unsigned char>(rest_.front()) < 0x20) {
            fail();
        } else if (rest_.starts_with('\\')) {
            rest_.remove_prefix(1);
            escape(text);
        } else if (const auto character = take_utf8(rest_)) {
            append_utf8(text, *character);
        } else {
            fail();
        }
    }
    if (ok_) rest_.remove_prefix(1);
    return text;
}

/// What stands behind a backslash.
void json_reader::escape(std::string& text) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return fail();
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    if (const std::size_t known = letters.find(letter); known != std::string_view::npos) {
        text += meanings[known];
        return;
    }
    if (letter != 'u') return fail();
    char32_t code = four_digits();
    if (code >= 0xD800 && code < 0xDC00) { // the first half of a character beyond U+FFFF
        if (!rest_.starts_with("\\u")) return fail();
        rest_.remove_prefix(2);
        const char32_t second = four_digits();
        if (second < 0xDC00 || second > 0xDFFF) return fail();
        code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
        return fail();
    }
    if (ok_) append_utf8(text, code);
}

char32_t json_reader::four_digits() noexcept {
    constexpr std::string_view hex = "0123456789abcdefABCDEF";
    if (rest_.size() < 4) return fail(), 0;
    char32_t code = 0;
    for (const char each : rest_.substr(0, 4)) {
        const std::size_t value = hex.find(each);
        if (value == std::string_view::npos) return fail(), 0;
        code = code << 4 | static_cast<char32_t>(value < 16 ? value : value - 6);
    }
    rest_.remove_prefix(4);
    return code;
}

void json_reader::skip_value(int depth) {
    skip_space();
    if (rest_.empty() || depth > deepest) return fail();
    switch (rest_.front()) {
    case '"': static_cast<void>(string()); return;
    case '{': return object([&](const std::string&) { skip_value(depth + 1); });
    case '[': return skip_array(depth);
    case 't':
    case 'f':
    case 'n': return skip_word();
    default: skip_number();
    }
}

void json_reader::skip_array(int depth) {
    expect('[');
    if (took(']')) return;
    do skip_value(depth + 1);
    while (ok_ && took(','));
    expect(']');
}

void json_reader::skip_word() noexcept {
    for (const std::string_view word : {"true", "false", "null"})
        if (rest_.starts_with(word)) return rest_.remove_prefix(word.size());
    fail();
}

std::size_t json_reader::digits() noexcept {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    rest_.remove_prefix(count);
    return count;
}

/// number = [ "-" ] int [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "-" / "+" ] 1*DIGIT ], and int has no 0 in front.
void json_reader::skip_number() noexcept {
    if (rest_.starts_with('-')) rest_.remove_prefix(1);
    const bool zero = rest_.starts_with('0');
    const std::size_t whole = digits();
    if (whole == 0 || (zero && whole > 1)) return fail();
    if (rest_.starts_with('.')) {
        rest_.remove_prefix(1);
        if (digits() == 0) return fail();
    }
    if (rest_.starts_with('e') || rest_.starts_with('E')) {
        rest_.remove_prefix(1);
        if (rest_.starts_with('-') || rest_.starts_with('+')) rest_.remove_prefix(1);
        if (digits() == 0) return fail();
    }
}

} // namespace

std::optional<std::vector<json_member>> read_json_object(std::string_view text) {
    json_reader reader(text);
    std::vector<json_member> members;
    reader.object([&](const std::string& name) {
        json_member member{name, std::nullopt};
        if (reader.string_follows())
            member.text = reader.string();
        else
            reader.skip_value();
        members.push_back(std::move(member));
    });
    if (!reader.ok() || !reader.at_end()) return std::nullopt;
    return members;
}

} // namespace tusk::auth
