#include "auth/json_object.hpp"

#include <catch2/catch.hpp>

#include <string>

using tusk::auth::read_json_object;
using namespace std::string_literals;

namespace {

/// "name=text;" for each member, "name;" for one that is no string; or "malformed".
std::string read(const std::string& text) {
    const auto members = read_json_object(text);
    if (!members) return "malformed";
    std::string all;
    for (const auto& each : *members) all += each.name + (each.text ? "=" + *each.text : "") + ";";
    return all;
}

std::string nested(int depth) {
    return "{\"a\":" + std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']') + "}";
}

} // namespace

TEST_CASE("JSON: the members of an object, in order") {
    CHECK(read("{}") == "");
    CHECK(read(" \t\r\n{ } \n") == "");
    CHECK(read(R"({"a":"b"})") == "a=b;");
    CHECK(read(R"( { "status" : "invalid_token" , "scope":"" } )") == "status=invalid_token;scope=;");
    CHECK(read(R"({"a":"1","a":"2"})") == "a=1;a=2;");
}

TEST_CASE("JSON: what is no string is checked and skipped") {
    CHECK(read(R"({"a":1,"b":-0.5e+10,"c":0,"d":true,"e":false,"f":null,"g":1E9})") == "a;b;c;d;e;f;g;");
    CHECK(read(R"({"a":{},"b":[],"c":{"d":["e",{"f":"g"}, 1 ]},"h":"i"})") == "a;b;c;h=i;");
}

TEST_CASE("JSON: escapes") {
    CHECK(read(R"({"a":"\"\\\/\b\f\n\r\t"})") == "a=\"\\/\b\f\n\r\t;");
    CHECK(read(R"({"\u0061":"\u00e4\u20AC\ud83d\uDE00\u0000"})") == "a=\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\0;"s);
    for (const char* text :
         {R"("\x41")", R"("\u12")", R"("\u12G4")", R"("\ud83d")", R"("\ud83dx")", R"("\ud83d\u0041")", R"("\ude00")",
          R"("\ud83d\ud83d")", "\"\\", R"("\u)", R"("\ud83d\)", R"("\U0041")"}) {
        INFO(text);
        CHECK(read("{\"a\":" + std::string(text) + "}") == "malformed");
    }
}

TEST_CASE("JSON: UTF-8 is taken as it is, and nothing else") {
    CHECK(read("{\"a\":\"\xc3\xa4\xf0\x9f\x98\x80\x7f\"}") == "a=\xc3\xa4\xf0\x9f\x98\x80\x7f;");
    for (const std::string& text :
         {"\xff"s, "\xc3"s, "\xc0\x80"s, "\xed\xa0\x80"s, "\xf4\x90\x80\x80"s, "\n"s, "\x1f"s, "\0"s})
        CHECK(read("{\"a\":\"" + text + "\"}") == "malformed");
}

TEST_CASE("JSON: everything else is malformed") {
    for (const char* text : {"",
                             " ",
                             "{",
                             "}",
                             "[]",
                             "\"a\"",
                             "null",
                             "{}{}",
                             "{} x",
                             "{,}",
                             R"({"a"})",
                             R"({"a":})",
                             R"({"a":"b",})",
                             R"({"a":"b")",
                             R"({"a":"b)",
                             R"({"a" "b"})",
                             R"({a:"b"})",
                             R"({'a':"b"})",
                             R"({"a":"b"]})",
                             R"({"a":01})",
                             R"({"a":1.})",
                             R"({"a":.5})",
                             R"({"a":1e})",
                             R"({"a":-})",
                             R"({"a":+1})",
                             R"({"a":True})",
                             R"({"a":nul})",
                             R"({"a":[1,]})",
                             R"({"a":[1 2]})",
                             R"({"a":[)",
                             R"({"a":{"b"}})",
                             R"({"a":{"b":1,}})",
                             R"({"a":truefalse})",
                             R"({"a":NaN})",
                             R"({"a":"b";"c":"d"})",
                             "\xef\xbb\xbf{}"}) {
        INFO(text);
        CHECK(read(text) == "malformed");
    }
}

TEST_CASE("JSON: arrays and objects may stand in each other ten deep, no deeper") {
    CHECK(read(nested(10)) == "a;");
    CHECK(read(nested(11)) == "a;");
    CHECK(read(nested(12)) == "malformed");
    CHECK(read("{\"a\":" + std::string(29'000, '[')) == "malformed");
    std::string objects;
    for (int i = 0; i < 5000; ++i) objects += "{\"a\":";
    CHECK(read(objects) == "malformed");
}
