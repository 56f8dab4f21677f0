#include "auth/crypto.hpp"
#include "auth/saslprep.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>

using namespace tusk::auth;
using tusk::protocol::as_bytes;

namespace {

struct saslprep_vector {
    const char* password;
    const char* prepared; // null: refused
};

#include "tests/unit/auth/saslprep_vectors.inc"

std::optional<std::string> prepared(std::string_view text) {
    const auto result = saslprep(text);
    return result ? std::optional<std::string>(result->text()) : std::nullopt;
}

std::string utf8(char32_t c) {
    if (c < 0x80) return {static_cast<char>(c)};
    const auto rest = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), rest(0)};
    if (c < 0x10000) return {static_cast<char>(0xe0 | c >> 12), rest(6), rest(0)};
    return {static_cast<char>(0xf0 | c >> 18), rest(12), rest(6), rest(0)};
}

std::string hex(tusk::protocol::byte_view bytes) {
    std::string text;
    for (const std::byte b : bytes)
        for (const std::byte half : {b >> 4, b & std::byte{0x0f}})
            text += "0123456789abcdef"[std::to_integer<std::size_t>(half)];
    return text;
}

} // namespace

TEST_CASE("the examples of RFC 4013 section 3") {
    CHECK(prepared("I\xc2\xadX") == "IX");           // U+00AD is mapped to nothing
    CHECK(prepared("user") == "user");               // no change
    CHECK(prepared("USER") == "USER");               // case is kept
    CHECK(prepared("\xc2\xaa") == "a");              // U+00AA, by normalisation
    CHECK(prepared("\xe2\x85\xa8") == "IX");         // U+2168, by normalisation
    CHECK(prepared("\x07") == std::nullopt);         // prohibited
    CHECK(prepared("\xd8\xa7\x31") == std::nullopt); // U+0627 and a digit: bidirectional check
}

TEST_CASE("spaces outside ASCII become spaces, and a text that maps to nothing is refused") {
    CHECK(prepared("a\xc2\xa0"
                   "b\xe3\x80\x80") == "a b ");
    CHECK(prepared("\xe2\x80\x8b") == " ");
    CHECK(prepared("\xc2\xad\xef\xb8\x80") == std::nullopt);
    CHECK(prepared("") == std::nullopt);
}

TEST_CASE("what is prohibited is judged before it is normalised, as PostgreSQL does") {
    CHECK(prepared("a\xcd\x80") == std::nullopt); // U+0340 would normalise to U+0300
    CHECK(prepared("a\xcc\x80") == "\xc3\xa0");   // U+0300 itself is fine
}

TEST_CASE("Hangul composes from its parts and keeps its syllables") {
    CHECK(prepared("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab") == "\xed\x95\x9c");
    CHECK(prepared("\xed\x95\x98\xe1\x86\xab") == "\xed\x95\x9c"); // an open syllable and a final consonant
    CHECK(prepared("\xed\x95\x9c\xe1\x86\xab") == "\xed\x95\x9c\xe1\x86\xab");
}

TEST_CASE("invalid UTF-8 is refused") {
    const std::string text =
        GENERATE(as<std::string>(), "\x80", "a\xbf", "\xc3", "\xc3(", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf",
                 "\xe2\x82", "\xe2\x28\xa1", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x98",
                 "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe", "\xfc\x80\x80\x80\x80\x80");
    CAPTURE(hex(as_bytes(text)));
    CHECK(prepared(text) == std::nullopt);
    CHECK(prepare_password(text).text() == text);
}

TEST_CASE("every code point by itself becomes what Python makes of it") {
    std::string results;
    for (char32_t c = 0; c < 0x110000; ++c) {
        if (c >= 0xd800 && c < 0xe000) continue;
        const auto result = saslprep(utf8(c));
        results += result ? "+" : "-";
        if (result) results += result->text();
    }
    CHECK(hex(hash(hash_algorithm::sha256, as_bytes(results)).bytes()) == single_characters_sha256);
}

TEST_CASE("mixed passwords become what Python makes of them") {
    for (const saslprep_vector& vector : saslprep_vectors) {
        CAPTURE(hex(as_bytes(vector.password)));
        CHECK(prepared(vector.password) ==
              (vector.prepared ? std::optional<std::string>(vector.prepared) : std::nullopt));
    }
}

TEST_CASE("a password that cannot be prepared is used as it is") {
    CHECK(prepare_password("\xe2\x85\xa8").text() == "IX");
    CHECK(prepare_password("plain \x07").text() == "plain \x07");
    CHECK(prepare_password("\xd8\xa7\x31").text() == "\xd8\xa7\x31");
    CHECK(prepare_password("\xf0\x9f\x98\x80").text() == "\xf0\x9f\x98\x80"); // U+1F600, not assigned in Unicode 3.2
    CHECK(prepare_password("").empty());
}
