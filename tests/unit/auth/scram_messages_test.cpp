#include "auth/scram_messages.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/bytes.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace tusk::auth;
using Catch::Contains;
using tusk::operational_error;
using tusk::protocol_error;

namespace {

constexpr std::string_view client_nonce = "abc";
constexpr std::uint32_t limit = 100'000;

scram_server_first parse(std::string_view message) { return parse_server_first(message, client_nonce, limit); }

} // namespace

TEST_CASE("a server-first-message is read") {
    const std::string message = "r=abcDEF,s=c2FsdA==,i=4096";
    const scram_server_first server = parse(message);
    CHECK(server.nonce == "abcDEF");
    CHECK(tusk::protocol::as_text(server.salt) == "salt");
    CHECK(server.iterations == 4096);
}

TEST_CASE("a nonce may hold every printable character but the comma") {
    std::string nonce(client_nonce);
    for (char c = '!'; c < 0x7f; ++c)
        if (c != ',') nonce += c;
    CHECK(parse("r=" + nonce + ",s=c2FsdA==,i=1").nonce == nonce);
}

TEST_CASE("a server-first-message that is anything else is refused") {
    const std::string message = GENERATE(
        as<std::string>(), "", "r", "r=", ",", "r=abcDEF", "r=abcDEF,", "r=abcDEF,s=c2FsdA==", "r=abcDEF,s=c2FsdA==,",
        "r=abcDEF,s=c2FsdA==,i", "r=abcDEF,s=c2FsdA==,i=", "s=c2FsdA==,r=abcDEF,i=4096",
        "r=abcDEF,i=4096,s=c2FsdA==", "R=abcDEF,s=c2FsdA==,i=4096", " r=abcDEF,s=c2FsdA==,i=4096",
        "r=abcDEF, s=c2FsdA==,i=4096", "r=abcDEF,s=c2FsdA==,,i=4096", "r=abcDEF,r=abcDEF,s=c2FsdA==,i=4096",
        "v=c2FsdA==", "e=other-error");
    CAPTURE(message);
    CHECK_THROWS_AS(parse(message), protocol_error);
}

TEST_CASE("nothing may follow a server-first-message") {
    const std::string tail = GENERATE(as<std::string>(), ",", ",,", ",x=1", ",m=1", " ", "\n", ",i=4096");
    CAPTURE(tail);
    CHECK_THROWS_AS(parse("r=abcDEF,s=c2FsdA==,i=4096" + tail), protocol_error);
}

TEST_CASE("a NUL in a server-first-message is refused wherever it stands") {
    const std::string message = "r=abcDEF,s=c2FsdA==,i=4096";
    for (std::size_t i = 0; i <= message.size(); ++i) {
        std::string with_nul = message;
        with_nul.insert(i, 1, '\0');
        CHECK_THROWS_AS(parse(with_nul), protocol_error);
    }
}

TEST_CASE("an extension that must be understood is refused by name") {
    CHECK_THROWS_AS(parse("m=ext,r=abcDEF,s=c2FsdA==,i=4096"), protocol_error);
    CHECK_THROWS_WITH(parse("m=ext,r=abcDEF,s=c2FsdA==,i=4096"), Contains("m="));
}

TEST_CASE("the server's nonce must begin with ours and add to it") {
    const std::string nonce = GENERATE(as<std::string>(), "ab", "abc", "Abcdef", "xabcdef", "abDEF", "DEF");
    CAPTURE(nonce);
    CHECK_THROWS_AS(parse("r=" + nonce + ",s=c2FsdA==,i=4096"), protocol_error);
    CHECK_THROWS_WITH(parse("r=" + nonce + ",s=c2FsdA==,i=4096"), Contains("nonce"));
}

TEST_CASE("a nonce with other characters than printable ASCII is refused") {
    const std::string nonce = GENERATE(as<std::string>(), "abc ", "abc\t1", "abc\x7f", "abc\xc3\xa9", "abc\x1b[31m");
    CHECK_THROWS_AS(parse("r=" + nonce + ",s=c2FsdA==,i=4096"), protocol_error);
}

TEST_CASE("a salt is canonical base64 and not empty") {
    const std::string salt =
        GENERATE(as<std::string>(), "", "c2FsdA", "c2FsdA=", "c2FsdB==", "c2FsdA==\n", "====", "!");
    CAPTURE(salt);
    CHECK_THROWS_WITH(parse("r=abcDEF,s=" + salt + ",i=4096"), Contains("salt"));
}

TEST_CASE("an iteration count is a positive number without signs, zeros in front or spaces") {
    const std::string count =
        GENERATE(as<std::string>(), "0", "-1", "+1", "04096", " 4096", "4096 ", "0x10", "4e3", "4096.", "00", "x", "١");
    CAPTURE(count);
    CHECK_THROWS_AS(parse("r=abcDEF,s=c2FsdA==,i=" + count), protocol_error);
}

TEST_CASE("an iteration count above the limit is refused, however long it is") {
    CHECK(parse("r=abcDEF,s=c2FsdA==,i=1").iterations == 1);
    CHECK(parse("r=abcDEF,s=c2FsdA==,i=100000").iterations == 100'000);
    const std::string count = GENERATE(as<std::string>(), "100001", "2147483648", "4294967295", "4294967296",
                                       "4294971392", "18446744073709551617", std::string(10'000, '9'));
    const auto parse_it = [&] { return parse("r=abcDEF,s=c2FsdA==,i=" + count); };
    try {
        (void)parse_it();
        FAIL("accepted " << count);
    } catch (const operational_error& e) {
        CHECK_THAT(e.what(), Contains("scram_max_iterations") && Contains("100000"));
        CHECK(std::string_view(e.what()).size() < 400);
    }
}

TEST_CASE("a server-final-message is read") {
    CHECK(tusk::protocol::as_text(parse_server_final("v=c2ln")) == "sig");
    CHECK(parse_server_final("v=").empty()); // which no signature equals
}

TEST_CASE("a server-final-message that is anything else is refused") {
    const std::string message =
        GENERATE(as<std::string>(), "", "v", "e", "e=", "V=c2ln", "v=c2l", "v=c2ln,", "v=c2ln,x=1", "v=c2ln ",
                 " v=c2ln", "v=c2ln\n", "v=c2ln=", "x=1,v=c2ln", "r=abc");
    CAPTURE(message);
    CHECK_THROWS_AS(parse_server_final(message), protocol_error);
}

TEST_CASE("a server's error is shown, cut and escaped") {
    CHECK_THROWS_AS(parse_server_final("e=invalid-proof"), operational_error);
    CHECK_THROWS_WITH(parse_server_final("e=invalid-proof"), Contains("invalid-proof") && Contains("password"));
    CHECK_THROWS_WITH(parse_server_final("e=\x1b[31mred"), Contains("\\x1b[31mred"));
    try {
        (void)parse_server_final("e=" + std::string(29'000, 'x'));
        FAIL("accepted");
    } catch (const operational_error& e) {
        CHECK(std::string_view(e.what()).size() < 400);
    }
}
