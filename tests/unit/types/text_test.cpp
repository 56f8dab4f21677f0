#include "tests/unit/types/wire.hpp"

#include <tusk/types/json.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::json;
using tusk::oid;
using tusk::protocol::as_bytes;

TEST_CASE("strings read every type whose content is characters") {
    for (const oid type : {oid::text, oid::varchar, oid::bpchar, oid::name, oid::unknown, oid::json, oid::xml}) {
        wire::check_forms<std::string>(type, "c3a9 20 22", "é \"");
        wire::check_forms<std::string>(type, "", "");
    }
    CHECK_FALSE(tusk::codec<std::string>::reads(oid::int4));
    CHECK_FALSE(tusk::codec<std::string>::reads(oid::bytea));
    CHECK_FALSE(tusk::codec<std::string_view>::reads(oid::text_array));
}

TEST_CASE("a string_view points into the row") {
    const std::string row = "abc";
    CHECK(tusk::codec<std::string_view>::read_binary(as_bytes(row), oid::text).data() == row.data());
    CHECK(tusk::codec<std::string_view>::read_text(row, oid::text).data() == row.data());
    CHECK(tusk::codec<std::string_view>::read_binary(as_bytes("\x01{}"), oid::jsonb) == "{}");
}

TEST_CASE("jsonb is its text behind a version number") {
    CHECK(wire::read<std::string>("01 7b7d", oid::jsonb) == "{}");
    wire::check_forms<json>(oid::jsonb, "01 7b2261223a20317d", "{\"a\": 1}");
    wire::check_forms<json>(oid::json, "7b7d", "{}");
    CHECK_THROWS_WITH(wire::read<json>("02 7b7d", oid::jsonb), Contains("version"));
    CHECK_THROWS_AS(wire::read<std::string>("", oid::jsonb), tusk::malformed_value);
}

TEST_CASE("json as a parameter") {
    const json document{"{}"};
    CHECK(wire::sent(document, oid::json) == "binary 7b7d");
    CHECK(wire::sent(document, oid::jsonb) == "binary 017b7d");
    CHECK(wire::sent(document, oid::none) == "binary 7b7d");
    CHECK(wire::sent(document, oid::text) == "binary 7b7d");
    CHECK(wire::sent(document, oid::int4) == "refused");
}

TEST_CASE("a string as a parameter goes everywhere: as its bytes, or as text that the server parses") {
    CHECK(wire::sent(std::string("ab"), oid::text) == "binary 6162");
    CHECK(wire::sent(std::string("ab"), oid::none) == "binary 6162");
    CHECK(wire::sent(std::string_view("ab"), oid::varchar) == "binary 6162");
    CHECK(wire::sent(std::string_view("42"), oid::int4) == "text 42");
    CHECK(wire::sent(std::string_view("{}"), oid::jsonb) == "text {}");
    CHECK(wire::sent(std::string("1"), static_cast<oid>(16385)) == "text 1");
    const char* pointer = "abc";
    CHECK(wire::sent(pointer, oid::text) == "binary 616263");
    CHECK(wire::sent("abc", oid::text) == "binary 616263");
    const char field[8] = {'a', 'b'};
    CHECK(wire::sent(field, oid::name) == "binary 6162");
    const char full[2] = {'a', 'b'};
    CHECK(wire::sent(full, oid::name) == "binary 6162");
}

TEST_CASE("a text that PostgreSQL cannot hold is refused before it is sent") {
    CHECK_THROWS_WITH(wire::sent(std::string("a\0b", 3), oid::text), Contains("NUL") && Contains("position 1"));
    CHECK_THROWS_AS(wire::sent(std::string("\0", 1), oid::int4), tusk::conversion_error);
    CHECK_THROWS_AS(wire::sent(json{std::string("\0", 1)}, oid::json), tusk::conversion_error);
    CHECK_THROWS_WITH(wire::sent(static_cast<const char*>(nullptr), oid::text), Contains("null"));
}

TEST_CASE("\"char\" is one byte") {
    wire::check_forms<char>(oid::char_, "61", "a");
    wire::check_forms<char>(oid::char_, "00", "");
    wire::check_forms<char>(oid::char_, "e9", "\\351");
    wire::check_forms<char>(oid::char_, "5c", "\\");
    wire::check_exact_size<char>(oid::char_, "61");
    wire::check_bad_texts<char>(oid::char_, {"ab", "\\400", "\\38", "\\3511", "x351"});
    // Servers before version 15 printed the byte itself.
    CHECK(wire::read_text<char>("\xe9", oid::char_) == '\xe9');
}

TEST_CASE("\"char\" as a parameter") {
    CHECK(wire::sent('a', oid::char_) == "binary 61");
    CHECK(wire::sent('a', oid::none) == "binary 61");
    CHECK(wire::sent('a', oid::text) == "text a");
    CHECK(wire::sent('a', oid::int2) == "refused");
    CHECK_THROWS_AS(wire::sent('\xe9', oid::text), tusk::conversion_error);
    CHECK(wire::sent(std::string("a"), oid::char_) == "text a");
}

TEST_CASE("a string reads a \"char\" that is a character") {
    CHECK(wire::read<std::string>("61", oid::char_) == "a");
    CHECK(wire::read<std::string>("00", oid::char_).empty());
    CHECK(wire::read_text<std::string>("a", oid::char_) == "a");
    CHECK_THROWS_WITH(wire::read<std::string>("e9", oid::char_), Contains("read it as char"));
    CHECK_THROWS_AS(wire::read_text<std::string>("\\351", oid::char_), tusk::conversion_error);
    CHECK_THROWS_AS(wire::read<std::string>("6162", oid::char_), tusk::malformed_value);
    CHECK_THROWS_AS(wire::read<std::string>("", oid::char_), tusk::malformed_value);
}
