#include "auth/base64.hpp"
#include "auth/crypto.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <limits>
#include <string>

using namespace tusk::auth;
using tusk::protocol::as_bytes;
using tusk::protocol::byte_view;

namespace {

std::string hex(byte_view bytes) {
    std::string text;
    for (const std::byte b : bytes)
        for (const std::byte half : {b >> 4, b & std::byte{0x0f}})
            text += "0123456789abcdef"[std::to_integer<std::size_t>(half)];
    return text;
}

} // namespace

TEST_CASE("hashes (RFC 1321, RFC 3174, RFC 6234)") {
    CHECK(hex(hash(hash_algorithm::md5, as_bytes("abc")).bytes()) == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(hex(hash(hash_algorithm::sha1, as_bytes("abc")).bytes()) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex(hash(hash_algorithm::sha256, as_bytes("abc")).bytes()) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(hash(hash_algorithm::md5, {}).bytes()) == "d41d8cd98f00b204e9800998ecf8427e");
}

TEST_CASE("HMAC-SHA-256 (RFC 4231, case 2)") {
    CHECK(hex(hmac(hash_algorithm::sha256, as_bytes("Jefe"), as_bytes("what do ya want for nothing?")).bytes()) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("PBKDF2 (RFC 6070; the first block of RFC 7914 section 11)") {
    CHECK(hex(pbkdf2(hash_algorithm::sha1, secret("password"), as_bytes("salt"), 2).bytes()) ==
          "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    CHECK(hex(pbkdf2(hash_algorithm::sha1, secret("password"), as_bytes("salt"), 4096).bytes()) ==
          "4b007901b765489abead49d926f721d065a429c1");
    CHECK(hex(pbkdf2(hash_algorithm::sha256, secret("passwd"), as_bytes("salt"), 1).bytes()) ==
          "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
}

TEST_CASE("an empty password derives as the zero-length key that it is") {
    // HMAC pads its key with zeros (RFC 2104 section 2), so no bytes and one NUL are the same key.
    CHECK(hex(pbkdf2(hash_algorithm::sha256, secret(), as_bytes("salt"), 3).bytes()) ==
          hex(pbkdf2(hash_algorithm::sha256, secret(std::string_view("\0", 1)), as_bytes("salt"), 3).bytes()));
}

TEST_CASE("an iteration count that OpenSSL's int cannot hold is refused, not truncated") {
    CHECK_THROWS_AS(pbkdf2(hash_algorithm::sha256, secret("p"), as_bytes("salt"), 1U << 31), tusk::interface_error);
    CHECK_THROWS_AS(
        pbkdf2(hash_algorithm::sha256, secret("p"), as_bytes("salt"), std::numeric_limits<std::uint32_t>::max()),
        tusk::interface_error);
}

TEST_CASE("comparison sees every difference") {
    CHECK(equal_in_constant_time({}, {}));
    CHECK(equal_in_constant_time(as_bytes("abc"), as_bytes("abc")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), as_bytes("abd")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("xbc"), as_bytes("abc")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), as_bytes("abcd")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), {}));
}

TEST_CASE("random bytes differ from call to call") {
    std::array<std::byte, 16> first{}, second{};
    fill_with_random(first);
    fill_with_random(second);
    CHECK(first != second);
}

TEST_CASE("a wiped digest holds nothing") {
    digest d = hash(hash_algorithm::sha256, as_bytes("abc"));
    const byte_view before = d.bytes();
    d.wipe();
    CHECK(d.size() == 0);
    CHECK(hex(before) == std::string(64, '0'));
}
