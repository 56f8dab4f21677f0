// What a client's messages look like on the wire, and what they must not hold.
#include "message_samples.hpp"

#include <catch2/catch.hpp>

using namespace samples;
using namespace tusk::protocol::frontend;
using tusk::format;
using tusk::oid;

TEST_CASE("messages have the bytes that the documentation lays out") {
    CHECK(encode(query{"SELECT 1"}) == "Q\0\0\0\x0dSELECT 1\0"sv);
    CHECK(encode(parse{"s", "SELECT $1", {oid::int4}}) == "P\0\0\0\x16s\0SELECT $1\0\0\1\0\0\0\x17"sv);
    CHECK(encode(frontend::bind{"p", "s", {format::binary}, {as_bytes("ab"), std::nullopt}, {format::text}}) ==
          "B\0\0\0\x1cp\0s\0\0\1\0\1\0\2\0\0\0\2"
          "ab\xff\xff\xff\xff\0\1\0\0"sv);
    CHECK(encode(describe{target::statement, "s"}) == "D\0\0\0\7Ss\0"sv);
    CHECK(encode(frontend::close{target::portal, ""}) == "C\0\0\0\6P\0"sv);
    CHECK(encode(execute{"", 5}) == "E\0\0\0\x09\0\0\0\0\5"sv);
    CHECK(encode(frontend::sync{}) == "S\0\0\0\4"sv);
    CHECK(encode(password_message{"pw"}) == "p\0\0\0\7pw\0"sv);
    CHECK(encode(sasl_initial_response{"M", as_bytes("x")}) == "p\0\0\0\x0bM\0\0\0\0\1x"sv);
    CHECK(encode(sasl_initial_response{"M", std::nullopt}) == "p\0\0\0\x0aM\0\xff\xff\xff\xff"sv);
    CHECK(encode(ssl_request{}) == "\0\0\0\x08\x04\xd2\x16\x2f"sv);
    CHECK(encode(gssenc_request{}) == "\0\0\0\x08\x04\xd2\x16\x30"sv);
    CHECK(encode(cancel_request{258, as_bytes("\1\2\3\4"sv)}) == "\0\0\0\x10\x04\xd2\x16\x2e\0\0\1\2\1\2\3\4"sv);
    CHECK(encode(startup_message{version_3_2, {{"user", "me"}}}) == "\0\0\0\x11\0\3\0\2user\0me\0\0"sv);
}

TEST_CASE("a message of type p is what the server asked for") {
    const std::string body("SCRAM-SHA-256\0\0\0\0\1x"sv);
    const auto kind = [&](password_kind asked_for) { return decode_frontend({'p', as_bytes(body)}, asked_for); };
    CHECK(std::get<gss_response>(kind(password_kind::gss)).data.size() == body.size());
    CHECK(std::get<sasl_response>(kind(password_kind::sasl)).data.size() == body.size());
    CHECK(std::get<sasl_initial_response>(kind(password_kind::sasl_initial)).mechanism == "SCRAM-SHA-256");
    CHECK_THROWS_AS(kind(password_kind::password), tusk::protocol_error);
}

TEST_CASE("formats are none, one for all, or one for each") {
    const auto outcome = [](std::vector<format> formats) {
        const std::string bytes =
            encode(frontend::bind{"", "", std::move(formats), {as_bytes("a"), as_bytes("b")}, {}});
        return complaint<frontend::bind>(std::string_view(bytes).substr(5));
    };
    CHECK(outcome({}) == "accepted");
    CHECK(outcome({format::text}) == "accepted");
    CHECK(outcome({format::text, format::binary}) == "accepted");
    CHECK(outcome({format::text, format::text, format::text}) ==
          "protocol error: malformed Bind: it has 3 formats for 2 values");
    const std::string call = encode(function_call{oid::none, {format::text, format::text}, {}, format::text});
    CHECK(complaint<function_call>(std::string_view(call).substr(5)).find("2 formats for 0 values") !=
          std::string::npos);
}

TEST_CASE("Describe and Close are about a statement or a portal, nothing else") {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string body = std::string(1, static_cast<char>(byte)) + std::string("name\0"sv);
        const bool known = byte == 'S' || byte == 'P';
        INFO("target " << byte);
        CHECK((complaint<describe>(body) == "accepted") == known);
        CHECK((complaint<frontend::close>(body) == "accepted") == known);
    }
    CHECK(complaint<describe>("s\0"sv) ==
          "protocol error: malformed Describe: its target 's' is neither 'S' (statement) nor 'P' (portal)");
}

TEST_CASE("a client's counts and lengths are checked like a server's") {
    CHECK(complaint<parse>("\0\0\xff\xff"sv).find("announces 65535 parameters") != std::string::npos);
    CHECK(complaint<frontend::bind>("\0\0\0\0\0\1\xff\xff\xff\xf0\0\0"sv).find("length -16") != std::string::npos);
    CHECK(complaint<sasl_initial_response>("M\0\xff\xff\xff\xfe"sv).find("length -2") != std::string::npos);
    CHECK(complaint<cancel_request>("\x04\xd2\x16\x2e\0\0\0\1abc"sv).find("3 bytes instead of 4 to 256") !=
          std::string::npos);
    CHECK(complaint<ssl_request>("\x04\xd2\x16\x30"sv).find("its code is 80877104 instead of 80877103") !=
          std::string::npos);
    CHECK(complaint<startup_message>("\0\3\0\0user\0me\0"sv).find("ends before") != std::string::npos);
    CHECK(complaint<startup_message>("\0\3\0\0\0more"sv).find("4 bytes before") != std::string::npos);
}

TEST_CASE("a startup packet is known by its code, and any other code is a version") {
    CHECK(std::holds_alternative<ssl_request>(decode_startup_packet(as_bytes("\x04\xd2\x16\x2f"sv))));
    CHECK(std::get<startup_message>(decode_startup_packet(as_bytes("\0\2\0\7\0"sv))).version == protocol_version{2, 7});
    CHECK_THROWS_AS(decode_startup_packet(as_bytes("\0\3"sv)), tusk::protocol_error);
    CHECK_THROWS_AS(decode_startup_packet({}), tusk::protocol_error);
}
