#include "tests/unit/types/wire.hpp"

#include <tusk/nlohmann_json.hpp>
#include <tusk/types/array.hpp>

#include <cmath>

using Catch::Matchers::Contains;
using nlohmann::json;
using nlohmann::ordered_json;
using tusk::conversion_error;
using tusk::oid;
using namespace std::string_literals;

namespace {

json read_json(std::string_view text) { return wire::read_text<json>(text, oid::json); }

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

} // namespace

TEST_CASE("nlohmann's documents are read from json and jsonb, in both formats") {
    const json expected = {{"a", {1, nullptr, "x"}}};
    CHECK(wire::read<json>(wire::hex(tusk::protocol::as_bytes(R"({"a": [1, null, "x"]})")), oid::json) == expected);
    CHECK(wire::read<json>("01" + wire::hex(tusk::protocol::as_bytes(R"({"a": [1, null, "x"]})")), oid::jsonb) ==
          expected);
    CHECK(read_json(R"({"a": [1, null, "x"]})") == expected);
    CHECK(wire::read_text<json>(R"({"a": [1, null, "x"]})", oid::jsonb) == expected);
    CHECK_FALSE(tusk::codec<json>::reads(oid::text));
    CHECK_FALSE(tusk::codec<json>::reads(oid::int4));
}

TEST_CASE("nlohmann's documents are sent to json, jsonb and the character types") {
    const json document = {{"a", 1}};
    CHECK(wire::sent(document, oid::json) == "binary " + wire::hex(tusk::protocol::as_bytes(R"({"a":1})")));
    CHECK(wire::sent(document, oid::jsonb) == "binary 01" + wire::hex(tusk::protocol::as_bytes(R"({"a":1})")));
    CHECK(wire::sent(document, oid::text) == "binary " + wire::hex(tusk::protocol::as_bytes(R"({"a":1})")));
    CHECK(wire::written_text(document, oid::jsonb) == R"({"a":1})");
    CHECK(wire::sent(document, oid::int4) == "refused");
    CHECK(wire::sent(json("a\0b"s), oid::json) == "binary " + wire::hex(tusk::protocol::as_bytes(R"("a\u0000b")")));
}

TEST_CASE("arrays of json are vectors of nlohmann's documents, and SQL's NULL is not JSON's") {
    using documents = std::vector<std::optional<json>>;
    CHECK(wire::read_text<documents>(R"({"{\"a\": 1}",NULL,"null"})", oid::json_array) ==
          documents{json{{"a", 1}}, std::nullopt, json(nullptr)});
    CHECK(wire::written_text(documents{json{{"a", 1}}, std::nullopt, json(nullptr)}, oid::jsonb_array) ==
          R"({"{\"a\":1}",NULL,"null"})");
}

TEST_CASE("numbers are what nlohmann's library makes of them") {
    CHECK(read_json("18446744073709551615").get<std::uint64_t>() == UINT64_MAX);
    CHECK(read_json("-9223372036854775808").get<std::int64_t>() == INT64_MIN);
    CHECK(read_json("18446744073709551616").is_number_float());
    CHECK(read_json("0.1000000000000000055").get<double>() == 0.1);
    CHECK_THROWS_WITH(read_json("1e400"), Contains("nlohmann::json") && Contains("1e400"));
}

TEST_CASE("the order of keys is kept by ordered_json alone, and of two equal keys the last counts") {
    constexpr auto text = R"({"b":1,"a":2})";
    CHECK(wire::written_text(wire::read_text<ordered_json>(text, oid::json), oid::json) == text);
    CHECK(wire::written_text(read_json(text), oid::json) == R"({"a":2,"b":1})");
    CHECK(read_json(R"({"a":1,"a":2})") == json{{"a", 2}});
}

TEST_CASE("what is no JSON is a conversion error, and so is what it cannot hold") {
    wire::check_bad_texts<json>(oid::json, {"", " ", "{", "[1,]", "nul", "\"\xFF\"", "1 2", "{\"a\"}", "]", "\"\\"});
    CHECK_THROWS_AS(wire::read<json>("", oid::json), conversion_error);
    CHECK_THROWS_AS(wire::read<json>("", oid::jsonb), tusk::protocol_error);
    CHECK_THROWS_AS(wire::read<json>("02 31", oid::jsonb), tusk::protocol_error);
    try {
        read_json("\"" + std::string(100'000, 'x'));
        FAIL("an unterminated string was taken");
    } catch (const conversion_error& trouble) {
        CHECK(std::string_view(trouble.what()).size() < 400);
    }
}

TEST_CASE("documents nested deeper than a thousand levels are refused, brackets in strings do not count") {
    CHECK(wire::written_text(read_json(nested(1000)), oid::json) == nested(1000));
    CHECK_THROWS_WITH(read_json(nested(1001)), Contains("1000 levels") && Contains("tusk::json"));
    CHECK_THROWS_AS(read_json(std::string(10'000'000, '[')), conversion_error);
    CHECK(read_json("\"" + nested(2000) + "\\\"[\"").is_string());
}

TEST_CASE("what nlohmann's library would print as something else is not sent") {
    const auto refused = [](const json& document, const char* why) {
        INFO(why);
        CHECK_THROWS_WITH(wire::written_text(document, oid::json), Contains("cannot be sent") && Contains(why));
    };
    refused(std::nan(""), "NaN");
    refused({{"a", {1, INFINITY}}}, "infinity");
    refused(json::binary({1, 2}), "bytes");
    refused(json(json::value_t::discarded), "failed parse");
    refused("\xFF", "UTF-8");
}
