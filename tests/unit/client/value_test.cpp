#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <optional>

using namespace tusk::test;
using Catch::Contains;
using tusk::format;
using tusk::oid;
using tusk::value;

namespace {

/// A value with its own column and bytes.
struct lone_value {
    tusk::column source;
    field bytes;

    lone_value(oid type, field content, format wire_format = format::binary)
        : source(make_column("height", type, wire_format)), bytes(std::move(content)) {}

    [[nodiscard]] value get() const noexcept {
        if (!bytes) return {source, nullptr, 0};
        return {source, tusk::protocol::as_bytes(*bytes).data(), bytes->size()};
    }
};

/// What `as<T>()` complains of.
template <class T>
std::string complaint(const lone_value& from) {
    try {
        static_cast<void>(from.get().as<T>());
    } catch (const tusk::database_error& error) {
        return error.what();
    }
    return "nothing";
}

} // namespace

TEST_CASE("a value knows its column, its type and its bytes") {
    const lone_value number(oid::int4, binary(1));
    CHECK(number.get().source().name == "height");
    CHECK(number.get().type() == oid::int4);
    CHECK(number.get().type_name() == "int4");
    CHECK(tusk::protocol::as_text(number.get().bytes()) == std::string("\0\0\0\1", 4));
    CHECK_FALSE(number.get().is_null());
    const lone_value unknown(oid{16'385}, "x", format::text);
    CHECK(unknown.get().type_name() == "type 16385");
}

TEST_CASE("a value is read from its binary form, or from its text, as its column says") {
    CHECK(lone_value(oid::int4, binary(-42)).get().as<int>() == -42);
    CHECK(lone_value(oid::int4, "-42", format::text).get().as<int>() == -42);
    CHECK(lone_value(oid::bool_, "t", format::text).get().as<bool>());
    CHECK(lone_value(oid::text, "Eiger").get().as<std::string>() == "Eiger");
}

TEST_CASE("integers of every width are read from every integer column that holds a fitting number") {
    const lone_value big(oid::int8, binary(std::int64_t{300}));
    CHECK(big.get().as<std::int16_t>() == 300);
    CHECK(big.get().as<std::uint64_t>() == 300);
    CHECK_THAT(complaint<std::int8_t>(big), Contains("height") && Contains("int8") && Contains("300"));
    CHECK_THAT(complaint<std::uint32_t>(lone_value(oid::int4, binary(-1))), Contains("height") && Contains("-1"));
}

TEST_CASE("NULL is read as an empty optional of anything") {
    const lone_value none(oid::int4, std::nullopt);
    CHECK(none.get().is_null());
    CHECK(none.get().bytes().empty());
    CHECK(none.get().as<std::optional<int>>() == std::nullopt);
    CHECK(none.get().as<std::optional<std::string>>() == std::nullopt);
    CHECK(lone_value(oid::int4, binary(7)).get().as<std::optional<int>>() == 7);
}

TEST_CASE("NULL without an optional is a data error that names column, type and the way out") {
    CHECK_THAT(complaint<int>(lone_value(oid::int4, std::nullopt)),
               Contains("\"height\"") && Contains("int4") && Contains("NULL") && Contains("std::optional"));
    CHECK_THAT(complaint<std::string>(lone_value(oid::text, std::nullopt)), Contains("basic_string"));
}

TEST_CASE("a type that cannot be read as the C++ type is a data error that names column, type and C++ type") {
    CHECK_THAT(complaint<int>(lone_value(oid::text, "12")),
               Contains("\"height\"") && Contains("text") && Contains("int") && Contains("cast"));
    CHECK_THAT(complaint<bool>(lone_value(oid::int4, binary(1))), Contains("int4") && Contains("bool"));
    CHECK_THAT(complaint<std::string>(lone_value(oid::int4, binary(1))), Contains("int4"));
    CHECK_THAT(complaint<std::optional<bool>>(lone_value(oid::int4, binary(1))), Contains("bool"));
    CHECK_THAT(complaint<double>(lone_value(oid{16'385}, "1", format::text)), Contains("type 16385"));
}

TEST_CASE("any column that travels in text is read as a string, whatever its type") {
    const lone_value point(oid::point, "(1,2)", format::text);
    CHECK(point.get().as<std::string>() == "(1,2)");
    CHECK(point.get().as<std::string_view>() == "(1,2)");
    CHECK(point.get().as<std::optional<std::string>>() == "(1,2)");
    CHECK(lone_value(oid::int4, "12", format::text).get().as<std::string>() == "12");
}

TEST_CASE("a value with too few or too many bytes for its type is a data error that names the column") {
    for (const char* bytes : {"", "abc", "abcde"}) {
        CAPTURE(bytes);
        CHECK_THAT(complaint<int>(lone_value(oid::int4, bytes)), Contains("\"height\"") && Contains("int4"));
    }
    CHECK_THAT(complaint<tusk::uuid>(lone_value(oid::uuid, "short")), Contains("\"height\"") && Contains("uuid"));
    CHECK_THAT(complaint<tusk::numeric>(lone_value(oid::numeric, "x")), Contains("\"height\"") && Contains("numeric"));
    CHECK_THAT(complaint<std::vector<int>>(lone_value(oid::int4_array, "x")), Contains("\"height\""));
}

TEST_CASE("a text that is no value of its type is a data error that names the column and shows the text") {
    CHECK_THAT(complaint<int>(lone_value(oid::int4, "12x", format::text)), Contains("\"height\"") && Contains("12x"));
    CHECK_THAT(complaint<bool>(lone_value(oid::bool_, "", format::text)), Contains("\"height\""));
    CHECK_THAT(complaint<tusk::date>(lone_value(oid::date, "yesterday", format::text)), Contains("yesterday"));
}

TEST_CASE("what a complaint quotes cannot steer a terminal") {
    CHECK_THAT(complaint<int>(lone_value(oid::int4, "\x1b[2J", format::text)), !Contains("\x1b"));
}

TEST_CASE("to_string() is what the server would print, in either format") {
    CHECK(lone_value(oid::int4, binary(-42)).get().to_string() == "-42");
    CHECK(lone_value(oid::bool_, binary(true)).get().to_string() == "t");
    CHECK(lone_value(oid::float8, binary(0.1)).get().to_string() == "0.1");
    CHECK(lone_value(oid::numeric, "1.50", format::text).get().to_string() == "1.50");
    CHECK(lone_value(oid::int4, std::nullopt).get().to_string().empty());
    const lone_value broken(oid::int4, "abc");
    CHECK_THROWS_AS(broken.get().to_string(), tusk::malformed_value);
    CHECK_THROWS_WITH(broken.get().to_string(), Contains("\"height\""));
}
