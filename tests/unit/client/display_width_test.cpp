#include "client/display_width.hpp"

#include <catch2/catch.hpp>

using tusk::display_width;
using tusk::screen_lines;

namespace {

/// "text/width" of each line, joined by spaces.
std::string shown(std::string_view text) {
    std::string result;
    for (const auto& line : screen_lines(text)) {
        if (!result.empty()) result += ' ';
        result += line.text + "/" + std::to_string(line.width);
    }
    return result;
}

} // namespace

TEST_CASE("letters take one column, wide characters two, and what combines none") {
    for (const char32_t one : {U'a', U'é', U'ß', U'€', U'я', U'★', U'∅'}) CHECK(display_width(one) == 1);
    for (const char32_t wide : {U'日', U'あ', U'한', U'！', U'😀', U'\U00020000', U'\u1100', U'\U0003FFFD'})
        CHECK(display_width(wide) == 2);
    for (const char32_t combining : {U'\u0300', U'\u036F', U'\u20DD', U'\u200B', U'\u200D', U'\uFE0F', U'\U000E0100'})
        CHECK(display_width(combining) == 0);
    CHECK(display_width(U'\u00AD') == 0);
    CHECK(display_width(U'\u302A') == 0); // wide by UAX #11, but it combines
    CHECK(display_width(U'\U0010FFFF') == 1);
}

TEST_CASE("the width of a line is the sum of its characters' widths") {
    CHECK(shown("") == "/0");
    CHECK(shown("Eiger") == "Eiger/5");
    CHECK(shown("Zürich") == "Zürich/6");
    CHECK(shown("Zu\u0308rich") == "Zu\u0308rich/6");
    CHECK(shown("日本é") == "日本é/5");
}

TEST_CASE("text is cut at its newlines, the last of which begins an empty line") {
    CHECK(shown("a\nbc") == "a/1 bc/2");
    CHECK(shown("a\n") == "a/1 /0");
    CHECK(shown("\n\n") == "/0 /0 /0");
}

TEST_CASE("a tab is as many spaces as lead to the next multiple of eight columns") {
    CHECK(shown("\tx") == "        x/9");
    CHECK(shown("1234567\tx") == "1234567 x/9");
    CHECK(shown("12345678\tx") == "12345678        x/17");
    CHECK(shown("日本\tx") == "日本    x/9");
    CHECK(shown("a\n\tx") == "a/1         x/9");
}

TEST_CASE("what a terminal would obey is made visible") {
    CHECK(shown("\r") == "\\r/2");
    CHECK(shown("\x1B[31m") == "\\x1B[31m/8");
    CHECK(shown(std::string_view("\0\b\x7F", 3)) == "\\x00\\x08\\x7F/12");
    CHECK(shown("\u0085\u009B") == "\\u0085\\u009B/12");
    CHECK(shown("a\u202Eb\u2066c\u2028") == "a\\u202Eb\\u2066c\\u2028/21");
}

TEST_CASE("bytes that are not UTF-8 are made visible, and what follows them is still read") {
    CHECK(shown("\x80") == "\\x80/4");
    CHECK(shown("a\xC3") == "a\\xC3/5");
    CHECK(shown("\xC3(") == "\\xC3(/5");
    CHECK(shown("\xE2\x82") == "\\xE2\\x82/8");
    CHECK(shown("\xED\xA0\x80") == "\\xED\\xA0\\x80/12"); // a surrogate
    CHECK(shown("\xC0\x8A") == "\\xC0\\x8A/8");           // an overlong newline
    CHECK(shown("\xFF\xC3\xA9") == "\\xFF\xC3\xA9/5");
}
