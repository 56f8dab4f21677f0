#include "tests/unit/types/made_types.hpp"
#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/composite.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/timestamp.hpp>

using Catch::Matchers::Contains;
using namespace tusk;
using namespace tusk::test;

namespace {

struct summit {
    std::string name;
    std::optional<std::int32_t> height;

    friend bool operator==(const summit&, const summit&) = default;
};

} // namespace

template <>
inline constexpr bool tusk::is_composite<summit> = true;

namespace {

using pair = std::tuple<std::string, std::optional<std::int32_t>>;
using twins = std::tuple<summit, std::vector<summit>>;

const auto metres = make_type(20'001, "metres", type_kind::domain, detail::built_in(oid::int4));
const auto summit_type = make_composite(20'002, "summit", {{"name", detail::built_in(oid::text)}, {"height", metres}});
const auto summits_type = make_type(20'003, "summit[]", type_kind::array, summit_type);
const auto twins_type = make_composite(20'004, "twins", {{"first", summit_type}, {"others", summits_type}});

constexpr auto eiger = "00000002 00000019 00000005 4569676572 00004e21 00000004 00000f8b";
constexpr auto unmeasured = "00000002 00000019 00000000 00004e21 ffffffff";

const std::string eiger_and_more = "00000002 00004e22" + wire::with_length(eiger) + "00004e23" +
                                   wire::with_length("00000001 00000000 00004e22 00000002 00000001" +
                                                     wire::with_length(eiger) + wire::with_length(unmeasured));

template <class T>
T read(const std::string& hex, const type_pointer& type) {
    REQUIRE(codec<T>::reads(*type));
    return codec<T>::read_binary(wire::bytes(hex), *type);
}

template <class T>
std::string written(const T& value, const type_pointer& type, format how) {
    protocol::byte_buffer buffer;
    byte_writer out(buffer);
    if (how == format::binary)
        codec<T>::write_binary(out, value, *type);
    else
        codec<T>::write_text(out, value, *type);
    return how == format::binary ? wire::hex(buffer.view()) : std::string(protocol::as_text(buffer.view()));
}

/// One value in both forms and every direction, and what to_text prints.
template <class T>
void check_forms(const type_pointer& type, const std::string& hex, const std::string& text, const T& value) {
    INFO(text);
    CHECK(read<T>(hex, type) == value);
    CHECK(codec<T>::read_text(text, *type) == value);
    CHECK(codec<T>::writes(*type) == format::binary);
    CHECK(written(value, type, format::binary) == wire::without_spaces(hex));
    CHECK(written(value, type, format::text) == text);
    CHECK(to_text(*type, wire::bytes(hex)) == text);
}

} // namespace

TEST_CASE(
    "a composite value is a tuple or a struct in both formats, its domains their base types, its NULLs optional") {
    check_forms(summit_type, eiger, "(Eiger,3979)", pair("Eiger", 3979));
    check_forms(summit_type, eiger, "(Eiger,3979)", summit{"Eiger", 3979});
    check_forms(summit_type, unmeasured, "(\"\",)", summit{"", std::nullopt});
}

TEST_CASE("composite values lie in each other and in arrays") {
    const twins value{{"Eiger", 3979}, {{"Eiger", 3979}, {"", std::nullopt}}};
    check_forms(twins_type, eiger_and_more, R"text(("(Eiger,3979)","{""(Eiger,3979)"",""(\\""\\"",)""}"))text", value);
    CHECK(has_binary_codec(*twins_type));
    CHECK(has_binary_codec(*summits_type));
}

TEST_CASE("a record without a type of its own is read by the types that it names itself") {
    CHECK(codec<pair>::reads(oid::record));
    const auto height_as_int4 = wire::without_spaces(eiger).replace(34, 8, "00000017");
    CHECK(codec<pair>::read_binary(wire::bytes(height_as_int4), oid::record) == pair("Eiger", 3979));
    CHECK(codec<pair>::read_text("(Eiger,3979)", oid::record) == pair("Eiger", 3979));
    CHECK(to_text(oid::record, wire::bytes(height_as_int4)) == "(Eiger,3979)");
    // Nothing is known of a type that users made and nobody looked up.
    CHECK_THROWS_WITH(codec<pair>::read_binary(wire::bytes(eiger), oid::record),
                      Contains("field 2 of record") && Contains("type 20001"));
    CHECK_THROWS_AS(to_text(oid::record, wire::bytes(eiger)), conversion_error);
    CHECK_FALSE(codec<pair>::writes(oid::record));
    CHECK_FALSE(has_binary_codec(oid::record)); // its fields may have no binary form: the server is asked for text
}

TEST_CASE("a tuple of other types or of another size than the composite's is refused before a row is read") {
    CHECK_FALSE(codec<std::tuple<std::string>>::reads(*summit_type));
    CHECK_FALSE(codec<std::tuple<std::string, timestamp>>::reads(*summit_type));
    CHECK_FALSE(codec<pair>::reads(oid::text));
    CHECK_FALSE(codec<std::tuple<std::string, timestamp>>::writes(*summit_type));
    CHECK_THROWS_WITH(codec<std::tuple<std::string>>::read_text("(a,1)", *summit_type),
                      Contains("2 fields, where 1 are expected"));
    CHECK_THROWS_WITH((codec<std::tuple<std::string, timestamp>>::read_text("(a,1)", *summit_type)),
                      Contains("field 2 (height) of summit"));
}

TEST_CASE("NULL in a field that is not optional is a conversion error that names the field") {
    using strict = std::tuple<std::string, int>;
    CHECK_THROWS_WITH(read<strict>(unmeasured, summit_type), Contains("field 2 (height)") && Contains("std::optional"));
    CHECK_THROWS_WITH(codec<strict>::read_text("(a,)", *summit_type), Contains("field 2 (height) of summit is NULL"));
}

TEST_CASE("a composite is sent as text when one of its fields can only be") {
    using as_texts = std::tuple<const char*, const char*>;
    CHECK(codec<as_texts>::writes(*summit_type) == format::text);
    CHECK(written(as_texts("the \"Ogre\"", "3979"), summit_type, format::text) == R"text(("the ""Ogre""",3979))text");
}

TEST_CASE("records are quoted where the server would quote them, and read again") {
    const auto texts = make_composite(20'005, "texts", {{"a", detail::built_in(oid::text)}});
    using one = std::tuple<std::optional<std::string>>;
    const auto printed = [&](const char* text) { return written(one(text), texts, format::text); };
    CHECK(written(one(), texts, format::text) == "()");
    CHECK(printed("") == "(\"\")");
    CHECK(printed("NULL") == "(NULL)");
    CHECK(printed("a b") == "(\"a b\")");
    CHECK(printed("a,b") == "(\"a,b\")");
    CHECK(printed("(") == "(\"(\")");
    CHECK(printed("\\\"") == "(\"\\\\\"\"\")");
    CHECK(printed("{}") == "({})");
    for (const char* text : {"", "NULL", "a b", "a,b", "(", ")", "\\\"", "\"\"", "\t\n", "{}"})
        CHECK(codec<one>::read_text(printed(text), *texts) == one(text));
    CHECK(codec<one>::read_text("()", *texts) == one());
    CHECK(codec<std::tuple<>>::read_text("()", *make_composite(20'006, "nothing", {})) == std::tuple<>());
}

TEST_CASE("text that no server prints for a record is refused") {
    for (const char* text : {"", "(", "a", "(a", "a)", "(a,1)x", "(\"a,1)", "(\"a\"b,1)", "(a\\b,1)", "(a b,1)",
                             "((,1)", "(\"\\a\",1)", "(a,1,)"}) {
        INFO(text);
        CHECK_THROWS_AS(codec<pair>::read_text(text, *summit_type), conversion_error);
    }
}

TEST_CASE("a field of a record in text cannot be viewed, one in binary can") {
    using viewed = std::tuple<std::string_view, std::optional<int>>;
    const auto bytes = wire::bytes(eiger);
    CHECK(codec<viewed>::read_binary(bytes, *summit_type) == viewed("Eiger", 3979));
    CHECK_THROWS_WITH(codec<viewed>::read_text("(Eiger,3979)", *summit_type), Contains("read it as std::string"));
}

TEST_CASE("views are known as views in whatever they lie") {
    using view = std::string_view;
    STATIC_REQUIRE(detail::is_view<std::optional<view>>);
    STATIC_REQUIRE(detail::is_view<std::vector<std::optional<view>>>);
    STATIC_REQUIRE(detail::is_view<std::vector<std::vector<view>>>);
    STATIC_REQUIRE_FALSE(detail::is_view<std::vector<std::optional<std::string>>>);
    CHECK_THROWS_WITH((codec<std::tuple<std::vector<std::optional<view>>>>::read_text("(\"{a,NULL}\")", oid::record)),
                      Contains("read it as std::string"));
}

TEST_CASE("a part that goes as text for another's sake is refused and written as its binary form is") {
    const auto type = make_composite(20'010, "pair", {{"a", detail::built_in(oid::float4)}, {"b", summit_type}});
    using with_text = std::tuple<double, std::tuple<const char*, const char*>>;
    REQUIRE(codec<with_text>::writes(*type) == format::text);
    CHECK(written(with_text(0.5, {"Eiger", "1"}), type, format::text) == R"text((0.5,"(Eiger,1)"))text");
    CHECK_THROWS_WITH(written(with_text(0.1, {"Eiger", "1"}), type, format::text), Contains("would be rounded"));
    const auto numbers = make_composite(20'011, "numbers", {{"a", detail::built_in(oid::oid)}, {"b", summit_type}});
    using with_number = std::tuple<int, std::tuple<const char*, const char*>>;
    CHECK_THROWS_AS(written(with_number(-1, {"Eiger", "1"}), numbers, format::text), conversion_error);
}

TEST_CASE("types that share their parts in many ways are judged at once") {
    type_pointer type = summit_type;
    for (std::uint32_t i = 0; i < 90; ++i)
        type = make_composite(20'100 + i, "both", {{"a", type}, {"b", type}, {"c", type}});
    CHECK(has_binary_codec(*type));
    const auto with_text = make_composite(20'200, "odd", {{"a", type}, {"b", detail::built_in(oid::regclass)}});
    CHECK_FALSE(has_binary_codec(*with_text));
}

TEST_CASE("a binary record that is cut anywhere, or has anything behind it, is malformed") {
    std::vector<std::byte> whole = wire::bytes(eiger_and_more);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK_THROWS_AS(codec<twins>::read_binary(cut, *twins_type), malformed_value);
        CHECK_THROWS_AS(to_text(*twins_type, cut), malformed_value);
    }
    whole.push_back(std::byte{0});
    CHECK_THROWS_AS(codec<twins>::read_binary(whole, *twins_type), malformed_value);
    CHECK_THROWS_AS(to_text(*twins_type, whole), malformed_value);
}

TEST_CASE("a record that promises more fields than it has bytes for allocates nothing, and no length is negative") {
    CHECK_THROWS_WITH(read<pair>("7fffffff 00000019 00000000", summit_type), Contains("more fields"));
    CHECK_THROWS_WITH(read<pair>("ffffffff", summit_type), Contains("more fields"));
    CHECK_THROWS_WITH(read<pair>("00000002 00000019 fffffffe 00000017 ffffffff", summit_type), Contains("negative"));
}

TEST_CASE("records that lie in each other more than a hundred times are malformed") {
    std::string hex = "00000000";
    for (int i = 0; i < 2; ++i) hex = "00000001 000008c9" + wire::with_length(hex);
    CHECK(to_text(oid::record, wire::bytes(hex)) == R"text(("(""()"")"))text");
    for (int i = 0; i < 100; ++i) hex = "00000001 000008c9" + wire::with_length(hex);
    CHECK_THROWS_WITH(to_text(oid::record, wire::bytes(hex)), Contains("nested too deeply"));
}
