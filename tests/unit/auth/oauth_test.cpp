// OAUTHBEARER's messages. The examples are RFC 7628's, section 4, and PostgreSQL 18's own.
#include "auth/oauth.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace tusk::auth;
using Catch::Contains;
using namespace std::string_literals;

TEST_CASE("a bearer token consists of RFC 6750's characters, with padding at its end") {
    for (const char* token : {"a", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==", "a.b-c_d~e+f/g", "0=", "a====="})
        CHECK(is_bearer_token(token));
    for (const std::string& token : {""s, "="s, "=a"s, "a=b"s, "a b"s, " a"s, "a\n"s, "a\x01"s, "a,b"s, "\"a\""s,
                                     "a\0"s, "\xc3\xa4"s, "Bearer a"s, "a:b"s, "a\x01host=evil"s}) {
        INFO(token);
        CHECK_FALSE(is_bearer_token(token));
    }
}

TEST_CASE("the client's message holds the token and nothing else") {
    CHECK(oauth_initial_response(secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")).text() ==
          "n,,\x01"
          "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01");
}

TEST_CASE("a challenge says what the server wants") {
    const auto example = parse_oauth_challenge(R"({"status":"invalid_token","scope":"example_scope",)"
                                               R"("openid-configuration":"https://example.com/.well-known/oc"})");
    CHECK(example.status == "invalid_token");
    CHECK(example.scope == "example_scope");
    CHECK(example.openid_configuration == "https://example.com/.well-known/oc");
    CHECK(describe(example) ==
          "The server does not take the OAuth token, with status \"invalid_token\"; it wants one for "
          "the scope \"example_scope\" from the issuer described at "
          "\"https://example.com/.well-known/oc\".");
}

TEST_CASE("a challenge needs a status only, and may have members that nobody knows") {
    CHECK(describe(parse_oauth_challenge(R"({"status":"insufficient_scope"})")) ==
          "The server does not take the OAuth token, with status \"insufficient_scope\".");
    const auto other = parse_oauth_challenge(R"({"x":[1],"status":"s","x":{},"openid-configuration":"u"})");
    CHECK(describe(other) ==
          "The server does not take the OAuth token, with status \"s\"; it wants one from the issuer "
          "described at \"u\".");
}

TEST_CASE("a challenge that is anything else is refused") {
    for (const auto& [text, trouble] :
         {std::pair("", "it is no JSON object"),
          {"invalid_token", "it is no JSON object"},
          {R"(["status"])", "it is no JSON object"},
          {R"({"status":"invalid_token"}})", "it is no JSON object"},
          {"{}", "it has no status"},
          {R"({"status":""})", "it has no status"},
          {R"({"Status":"invalid_token"})", "it has no status"},
          {R"({"scope":"x"})", "it has no status"},
          {R"({"status":1})", "its status is no string"},
          {R"({"status":null})", "its status is no string"},
          {R"({"status":"s","scope":["a"]})", "its scope is no string"},
          {R"({"status":"s","openid-configuration":{}})", "its openid-configuration is no string"},
          {R"({"status":"s","status":"s"})", "its status stands there twice"},
          {R"({"status":"s","scope":"","scope":""})", "its scope stands there twice"}}) {
        INFO(text);
        CHECK_THROWS_AS(parse_oauth_challenge(text), tusk::protocol_error);
        CHECK_THROWS_WITH(parse_oauth_challenge(text), Contains(trouble));
    }
}

TEST_CASE("a challenge's texts are cut for messages") {
    const std::string text = describe({std::string(29'000, 's'), std::string(29'000, 'u'), std::string(29'000, 'x')});
    CHECK(text.size() < 900);
    CHECK_THAT(text, Contains("sss…\"") && Contains("uuu…\"") && Contains("xxx…\""));
}
