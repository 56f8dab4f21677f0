#include "auth/base64.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

using namespace tusk::auth;
using tusk::protocol::as_bytes;
using tusk::protocol::as_text;

TEST_CASE("base64 both ways, with the vectors of RFC 4648 section 10") {
    const auto [plain, encoded] = GENERATE(table<std::string, std::string>({{"", ""},
                                                                            {"f", "Zg=="},
                                                                            {"fo", "Zm8="},
                                                                            {"foo", "Zm9v"},
                                                                            {"foob", "Zm9vYg=="},
                                                                            {"fooba", "Zm9vYmE="},
                                                                            {"foobar", "Zm9vYmFy"},
                                                                            {"\xff\xff\xfe\xfb\xf0", "///++/A="}}));
    CHECK(base64_encode(as_bytes(plain)) == encoded);
    const auto decoded = base64_decode(encoded);
    REQUIRE(decoded);
    CHECK(as_text(*decoded) == plain);
}

TEST_CASE("base64 of all byte values comes back") {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (std::size_t length = 0; length <= all.size(); ++length) {
        const auto decoded = base64_decode(base64_encode(as_bytes(all).first(length)));
        REQUIRE(decoded);
        CHECK(as_text(*decoded) == all.substr(0, length));
    }
}

TEST_CASE("base64 that is not canonical is refused") {
    const std::string text =
        GENERATE(as<std::string>(), "Zg", "Zg=", "Zg===", "Zm9vYg", "Z", "=", "==", "===", "====", "Z===", "Zm=v",
                 "=Zm9", "Zg==Zg==", " Zg==", "Zg== ", "Zg==\n", "Zm 9", "Zm9v\n", "Zm9-", "Zm9_", "Zm9\xc3",
                 "Zh==", "Zm9vYmF=", "Zv==", "Zm9=");
    CAPTURE(text);
    CHECK_FALSE(base64_decode(text));
}

TEST_CASE("base64 with a NUL is refused") { CHECK_FALSE(base64_decode(std::string_view("Zm\0v", 4))); }
