#include "client/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using tusk::is_utf8;

TEST_CASE("well-formed UTF-8 is text, from no character to the last") {
    for (const char* text : {"", "a", "Eiger and Mönch", "ä", "山", "🗻", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80",
                             "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        INFO(text);
        CHECK(is_utf8(text));
        CHECK(is_utf8("eight and more characters in front: " + std::string(text) + " and behind"));
    }
    CHECK(is_utf8(std::string("\0", 1)));
}

TEST_CASE("overlong forms, surrogates, bytes out of place and cut characters are no text") {
    for (const char* bytes : {"\x80",
                              "\xBF",
                              "\xC0\x80",
                              "\xC1\xBF",
                              "\xE0\x80\x80",
                              "\xE0\x9F\xBF",
                              "\xED\xA0\x80",
                              "\xED\xBF\xBF",
                              "\xF0\x80\x80\x80",
                              "\xF0\x8F\xBF\xBF",
                              "\xF4\x90\x80\x80",
                              "\xF5\x80\x80\x80",
                              "\xFE",
                              "\xFF",
                              "\xC3",
                              "\xE5\xB1",
                              "\xF0\x9F\x97",
                              "\xC3\x28",
                              "\xE5\x28\xB1",
                              "\xE5\xB1\x28",
                              "\xF0\x9F\x97\x28"}) {
        CHECK_FALSE(is_utf8(bytes));
        CHECK_FALSE(is_utf8("12345678" + std::string(bytes)));
        CHECK_FALSE(is_utf8("1234567" + std::string(bytes) + "8"));
    }
}
