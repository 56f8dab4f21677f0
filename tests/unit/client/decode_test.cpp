#include "tests/unit/client/wire_rows.hpp"

#include <tusk/decode.hpp>
#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

using namespace tusk::test;
using Catch::Contains;
using tusk::format;
using tusk::oid;
using tusk::detail::decode_plan;

namespace {

using two_columns = std::tuple<int, std::string>;

std::shared_ptr<const tusk::row_shape> number_and_text(format wire_format = format::binary) {
    return make_shape({make_column("n", oid::int4, wire_format), make_column("text", oid::text, wire_format)});
}

template <class Row>
Row decode(const tusk::row_shape& shape, const std::string& body) {
    const decode_plan<Row> plan(shape);
    Row row{};
    plan.decode(tusk::protocol::as_bytes(body), row);
    return row;
}

/// A plan whose columns all match exactly has a loop of its own; one with an int8 column read as int has not.
std::shared_ptr<const tusk::row_shape> inexact_number_and_text() {
    return make_shape({make_column("n", oid::int8), make_column("text", oid::text)});
}

/// A DataRow's body, written by hand.
std::string raw(std::initializer_list<std::string_view> parts) {
    std::string body;
    for (const std::string_view part : parts) body += part;
    return body;
}

using namespace std::string_view_literals;
constexpr auto two = "\x00\x02"sv;
constexpr auto one_as_int4 = "\x00\x00\x00\x04\x00\x00\x00\x01"sv;
constexpr auto one_as_int8 = "\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x01"sv;
constexpr auto ab = "\x00\x00\x00\x02"
                    "ab"sv;

/// Both loops refuse rows of these parts, in which "1" stands for the first field.
void check_malformed(std::string_view count, std::initializer_list<std::string_view> rest) {
    for (const bool exact : {true, false}) {
        CAPTURE(exact);
        std::string body(count);
        for (const std::string_view part : rest) body += part == "1" ? (exact ? one_as_int4 : one_as_int8) : part;
        const auto shape = exact ? number_and_text() : inexact_number_and_text();
        CHECK_THROWS_AS(decode<two_columns>(*shape, body), tusk::protocol_error);
    }
}

} // namespace

TEST_CASE("a row is decoded part by part, from binary and from text") {
    CHECK(decode<two_columns>(*number_and_text(), row_body({binary(7), "Eiger"})) == two_columns(7, "Eiger"));
    CHECK(decode<two_columns>(*number_and_text(format::text), row_body({"7", "Eiger"})) == two_columns(7, "Eiger"));
    CHECK(decode<two_columns>(*inexact_number_and_text(), row_body({binary(std::int64_t{7}), ""})) ==
          two_columns(7, ""));
}

TEST_CASE("NULL becomes an empty optional, also where the row before had a value") {
    using optionals = std::tuple<std::optional<int>, std::optional<std::string>>;
    const auto shape = number_and_text();
    const decode_plan<optionals> plan(*shape);
    optionals row;
    const std::string full = row_body({binary(7), "Eiger"});
    plan.decode(tusk::protocol::as_bytes(full), row);
    CHECK(row == optionals(7, "Eiger"));
    const std::string empty = row_body({std::nullopt, std::nullopt});
    plan.decode(tusk::protocol::as_bytes(empty), row);
    CHECK(row == optionals(std::nullopt, std::nullopt));
}

TEST_CASE("a string that is decoded row after row keeps its memory, also where a NULL was in between") {
    const auto shape = make_shape({make_column("text", oid::text)});
    const decode_plan<std::tuple<std::string>> plan(*shape);
    std::tuple<std::string> row;
    const auto& text = std::get<0>(row);
    const auto decode_all = [&](const std::string& body) { plan.decode(tusk::protocol::as_bytes(body), row); };
    decode_all(row_body({std::string(1'000, 'a')}));
    const char* const memory = text.data();
    decode_all(row_body({std::string(500, 'b')}));
    CHECK(text == std::string(500, 'b'));
    CHECK(text.data() == memory);
    const decode_plan<std::tuple<std::optional<std::string>>> careful(*shape);
    std::tuple<std::optional<std::string>> perhaps;
    for (const field& value : {field("one"), field(), field("two"), field("")}) {
        const std::string body = row_body({value});
        careful.decode(tusk::protocol::as_bytes(body), perhaps);
        CHECK(std::get<0>(perhaps) == value);
    }
}

TEST_CASE("a string of a type whose binary form is not its text is converted, beside columns that are not") {
    const auto shape = make_shape({make_column("n", oid::int4), make_column("document", oid::jsonb)});
    const decode_plan<std::tuple<int, std::string_view>> plan(*shape);
    std::tuple<int, std::string_view> row;
    const std::string body = row_body({binary(7), "\1{}"});
    plan.decode(tusk::protocol::as_bytes(body), row);
    CHECK(row == std::tuple<int, std::string_view>(7, "{}"));
    const std::string wrong_version = row_body({binary(7), "\2{}"});
    CHECK_THROWS_AS(plan.decode(tusk::protocol::as_bytes(wrong_version), row), tusk::malformed_value);
}

TEST_CASE("NULL without an optional is a data error that names the column") {
    CHECK_THROWS_AS(decode<two_columns>(*number_and_text(), row_body({binary(7), std::nullopt})), tusk::data_error);
    CHECK_THROWS_WITH(decode<two_columns>(*number_and_text(), row_body({std::nullopt, "a"})),
                      Contains("\"n\"") && Contains("NULL") && Contains("std::optional"));
}

TEST_CASE("views in a decoded row look at the row's own bytes") {
    const auto shape = number_and_text();
    const std::string body = row_body({binary(7), "Eiger"});
    const auto [n, text] = decode<std::tuple<int, std::string_view>>(*shape, body);
    CHECK(text == "Eiger");
    CHECK(text.data() == body.data() + body.size() - 5);
}

TEST_CASE("a plan of another number of columns is an interface error that tells both numbers") {
    const auto shape = number_and_text();
    CHECK_THROWS_AS(decode_plan<std::tuple<int>>(*shape), tusk::interface_error);
    CHECK_THROWS_WITH((decode_plan<std::tuple<int, int, int>>(*shape)), Contains("3 fields") && Contains("2 columns"));
}

TEST_CASE("a plan with a column that cannot be read is a data error that names column, type and C++ type") {
    const auto shape = number_and_text();
    CHECK_THROWS_AS((decode_plan<std::tuple<int, double>>(*shape)), tusk::data_error);
    CHECK_THROWS_WITH((decode_plan<std::tuple<int, double>>(*shape)),
                      Contains("\"text\"") && Contains("(text)") && Contains("double"));
    CHECK_THROWS_WITH((decode_plan<std::tuple<std::optional<bool>, std::string>>(*shape)),
                      Contains("\"n\"") && Contains("int4") && Contains("bool"));
}

TEST_CASE("a value that its codec refuses is a data error that names the column") {
    CHECK_THROWS_AS(decode<two_columns>(*number_and_text(), row_body({"abc", "a"})), tusk::malformed_value);
    CHECK_THROWS_WITH(decode<two_columns>(*number_and_text(), row_body({"abcde", "a"})), Contains("\"n\""));
    CHECK_THROWS_WITH(decode<two_columns>(*inexact_number_and_text(), row_body({binary(std::int64_t{1} << 40), "a"})),
                      Contains("\"n\"") && Contains("1099511627776"));
}

TEST_CASE("well-formed rows are those that the malformed ones below differ from") {
    CHECK(decode<two_columns>(*number_and_text(), raw({two, one_as_int4, ab})) == two_columns(1, "ab"));
    CHECK(decode<two_columns>(*inexact_number_and_text(), raw({two, one_as_int8, ab})) == two_columns(1, "ab"));
}

TEST_CASE("a row of another number of fields is a protocol error") {
    check_malformed("\x00\x01"sv, {"1"});
    check_malformed("\x00\x01"sv, {"1", ab});
    check_malformed("\x00\x03"sv, {"1", ab, ab});
    check_malformed("\x00\x03"sv, {"1", ab});
    check_malformed("\xff\xff"sv, {"1", ab});
    check_malformed("\x00\x00"sv, {});
}

TEST_CASE("a row without a whole count is a protocol error") {
    check_malformed(""sv, {});
    check_malformed("\x00"sv, {});
}

TEST_CASE("a field with a negative length other than -1 is a protocol error") {
    check_malformed(two, {"\xff\xff\xff\xfe"sv, ab});
    check_malformed(two, {"1", "\xff\xff\xff\xfe"sv});
    check_malformed(two, {"1", "\x80\x00\x00\x00"sv});
}

TEST_CASE("a field that is longer than the row is a protocol error") {
    check_malformed(two, {"1", "\x00\x00\x00\x03"
                               "ab"sv});
    check_malformed(two, {"1", "\x7f\xff\xff\xff"
                               "ab"sv});
    check_malformed(two, {"\x7f\xff\xff\xff"sv, ab});
}

TEST_CASE("a row that ends before or amid a length is a protocol error") {
    check_malformed(two, {});
    check_malformed(two, {"1"});
    check_malformed(two, {"1", "\x00\x00\x00"sv});
}

TEST_CASE("bytes behind the last field are a protocol error") {
    check_malformed(two, {"1", ab, "x"});
    check_malformed(two, {"1", ab, ab});
}

TEST_CASE("validate_row() agrees with the decoder on every cut and every changed byte of a row") {
    const auto shape = number_and_text();
    const std::string whole = row_body({binary(7), "Eiger"});
    const auto check_agreement = [&shape](const std::string& body) {
        bool valid = true;
        try {
            tusk::protocol::validate_row(tusk::protocol::as_bytes(body), 2);
        } catch (const tusk::protocol_error&) {
            valid = false;
        }
        try {
            static_cast<void>(decode<std::tuple<std::optional<int>, std::optional<std::string>>>(*shape, body));
            REQUIRE(valid);
        } catch (const tusk::malformed_value&) {
            // Well-formed, but the number has another length than a number has.
        } catch (const tusk::protocol_error&) {
            REQUIRE_FALSE(valid);
        }
    };
    for (std::size_t length = 0; length <= whole.size(); ++length) check_agreement(whole.substr(0, length));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = whole;
            changed[at] = static_cast<char>(byte);
            check_agreement(changed);
        }
}

TEST_CASE("an oid is loaded as an unsigned number of 32 bits, and one of another size is refused") {
    const auto shape = make_shape({make_column("relation", oid::oid)});
    using object_id = std::tuple<std::uint32_t>;
    CHECK(decode<object_id>(*shape, raw({"\x00\x01"sv, "\x00\x00\x00\x04\xff\xff\xff\xfe"sv})) ==
          object_id(4'294'967'294));
    CHECK_THROWS_AS(decode<object_id>(*shape, raw({"\x00\x01"sv, one_as_int8})), tusk::protocol_error);
    CHECK_THROWS_AS(decode<object_id>(*shape, raw({"\x00\x01"sv, "\xff\xff\xff\xff"sv})), tusk::data_error);
}

TEST_CASE("an unsigned number of 32 bits is converted from columns of other types, as far as it fits") {
    const auto shape = make_shape({make_column("n", oid::int8)});
    using number = std::tuple<std::uint32_t>;
    CHECK(decode<number>(*shape, raw({"\x00\x01"sv, one_as_int8})) == number(1));
    const auto negative = "\x00\x00\x00\x08\xff\xff\xff\xff\xff\xff\xff\xff"sv;
    CHECK_THROWS_AS(decode<number>(*shape, raw({"\x00\x01"sv, negative})), tusk::data_error);
}
