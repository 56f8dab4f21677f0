#include "client/statement_cache.hpp"

#include <tusk/column.hpp>
#include <tusk/protocol/backend.hpp>

#include <catch2/catch.hpp>

#include <type_traits>

using tusk::column;
using tusk::format;
using tusk::oid;
using tusk::row_shape;
using tusk::client::column_formats;
using tusk::protocol::backend::field_description;

namespace {

std::vector<std::byte> body_of(std::vector<field_description> fields) {
    tusk::protocol::byte_buffer bytes;
    tusk::byte_writer out(bytes);
    tusk::protocol::backend::row_description{std::move(fields)}.encode(out);
    const auto body = bytes.view().subspan(tusk::protocol::frame_header_size);
    return {body.begin(), body.end()};
}

column read_one(const field_description& field, column_formats formats = column_formats::described) {
    return tusk::client::read_columns(body_of({field}), formats, {})->at(0);
}

column with_modifier(oid type, std::int32_t modifier, std::int16_t size = -1) {
    return read_one({.name = "c", .type = type, .type_size = size, .type_modifier = modifier});
}

/// A numeric's modifier, as the server packs it: precision, eleven bits of scale, and four for the header.
constexpr std::int32_t numeric_modifier(int precision, int scale) { return ((precision << 16) | (scale & 0x7ff)) + 4; }

} // namespace

TEST_CASE("a column describes itself by name and type") {
    column height;
    height.name = "height";
    height.type_code = oid::int8;
    CHECK(height.describe() == "column \"height\" (int8)");
}

TEST_CASE("columns are found by name; of several with one name, the first") {
    std::vector<column> columns(3);
    columns[0].name = "a";
    columns[1].name = "b";
    columns[2].name = "a";
    const row_shape shape(columns);
    CHECK(shape.size() == 3);
    CHECK(shape.position_of("a") == 0);
    CHECK(shape.position_of("b") == 1);
    CHECK(&shape.at(2) == &shape.columns()[2]);
    CHECK_THROWS_AS(shape.at(3), tusk::interface_error);
    CHECK_THROWS_WITH(shape.position_of("c"), Catch::Contains("\"c\"") && Catch::Contains("\"a\", \"b\", \"a\""));
}

TEST_CASE(
    "every one of many columns is found, also where names differ in their middle alone, and where one has no name") {
    std::vector<column> columns(1'664);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string number = std::to_string(i);
        columns[i].name = i % 3 == 0 ? "the_same_beginning_" + number + "_and_the_same_end" : "c" + number;
    }
    columns[7].name.clear();
    const row_shape shape(columns);
    for (std::size_t i = 0; i < columns.size(); ++i) REQUIRE(shape.position_of(columns[i].name) == i);
    CHECK(shape.position_of("") == 7);
    for (const char* missing : {"c", "c0", "c7", "c99999", "the_same_beginning__and_the_same_end"})
        CHECK_THROWS_AS(shape.position_of(missing), tusk::interface_error);
    CHECK_THROWS_AS(row_shape({}).position_of(""), tusk::interface_error);
    CHECK_THROWS_AS(row_shape({}).position_of("a"), tusk::interface_error);
}

TEST_CASE("a shape cannot be copied, since its index looks into its own columns") {
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<row_shape>);
    STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<row_shape>);
}

TEST_CASE("everything that the server says of a column is kept") {
    const column read = read_one({.name = "height",
                                  .table = oid{16'384},
                                  .attribute = 3,
                                  .type = oid::int8,
                                  .type_size = 8,
                                  .type_modifier = -1,
                                  .format = format::binary});
    CHECK(read.name == "height");
    CHECK(read.type_code == oid::int8);
    CHECK(read.table == 16'384);
    CHECK(read.table_column == 3);
    CHECK(read.type_modifier == -1);
    CHECK(read.internal_size == 8);
    CHECK(read.wire_format == format::binary);
    CHECK_FALSE(read.display_size.has_value());
    CHECK_FALSE(read.precision.has_value());
    CHECK_FALSE(read.scale.has_value());
    CHECK_FALSE(read.null_ok.has_value());
}

TEST_CASE("a type whose values differ in size has no internal size") {
    CHECK_FALSE(with_modifier(oid::text, -1, -1).internal_size.has_value());
    CHECK_FALSE(with_modifier(oid::cstring, -1, -2).internal_size.has_value());
    CHECK(with_modifier(oid::bool_, -1, 1).internal_size == 1);
}

TEST_CASE("the modifier of varchar and char counts four bytes more than the characters") {
    CHECK(with_modifier(oid::varchar, 7 + 4).display_size == 7);
    CHECK(with_modifier(oid::bpchar, 1 + 4).display_size == 1);
    CHECK_FALSE(with_modifier(oid::varchar, -1).display_size.has_value());
    CHECK_FALSE(with_modifier(oid::varchar, 3).display_size.has_value());
}

TEST_CASE("the modifier of bit and varbit is the number of bits, from one on") {
    CHECK(with_modifier(oid::bit, 1).display_size == 1);
    CHECK(with_modifier(oid::bit, 3).display_size == 3);
    CHECK(with_modifier(oid::varbit, 64).display_size == 64);
    CHECK_FALSE(with_modifier(oid::varbit, -1).display_size.has_value());
}

TEST_CASE("the modifier of numeric holds precision and scale, which may be negative or above the precision") {
    const auto check = [](int precision, int scale) {
        CAPTURE(precision, scale);
        const column read = with_modifier(oid::numeric, numeric_modifier(precision, scale));
        CHECK(read.precision == precision);
        CHECK(read.scale == scale);
        CHECK_FALSE(read.display_size.has_value());
    };
    check(8, 3);
    check(1'000, 1'000);
    check(1, -1'000);
    check(3, -2);
    check(2, 5);
    CHECK_FALSE(with_modifier(oid::numeric, -1).precision.has_value());
}

TEST_CASE("a modifier means nothing of the kind for other types") {
    const column time = with_modifier(oid::timestamp, 6, 8);
    CHECK(time.type_modifier == 6);
    CHECK_FALSE(time.display_size.has_value());
    CHECK_FALSE(time.precision.has_value());
}

TEST_CASE("a described statement's columns travel in binary where their type has a codec, in text elsewhere") {
    constexpr auto chosen = column_formats::binary_where_known;
    CHECK(read_one({.name = "n", .type = oid::int4}, chosen).wire_format == format::binary);
    CHECK(read_one({.name = "p", .type = oid::money}, chosen).wire_format == format::text);
    CHECK(read_one({.name = "e", .type = oid{16'385}}, chosen).wire_format == format::text);
}

TEST_CASE("the formats of a result are said once for all columns where they agree") {
    const auto formats_of = [](std::vector<field_description> fields) {
        return tusk::client::describe("s", {{}, body_of(std::move(fields))}, {}).result_formats;
    };
    using formats = std::vector<format>;
    CHECK(formats_of({}).empty());
    CHECK(formats_of({{.name = "a", .type = oid::int4}, {.name = "b", .type = oid::text}}) == formats{format::binary});
    CHECK(formats_of({{.name = "a", .type = oid::money}}) == formats{format::text});
    CHECK(formats_of({{.name = "a", .type = oid::int4}, {.name = "b", .type = oid::money}}) ==
          formats{format::binary, format::text});
}

TEST_CASE("a statement that returns no rows has no shape, one of no columns has an empty one") {
    const auto without_rows = tusk::client::describe("s", {{oid::int4}, std::nullopt}, {});
    CHECK(without_rows.shape == nullptr);
    REQUIRE(without_rows.parameters.size() == 1);
    CHECK(without_rows.parameters[0].number == oid::int4);
    const auto without_columns = tusk::client::describe("s", {{}, body_of({})}, {});
    REQUIRE(without_columns.shape != nullptr);
    CHECK(without_columns.shape->size() == 0);
}

TEST_CASE("a malformed RowDescription is a protocol error") {
    auto body = body_of({{.name = "a", .type = oid::int4}});
    body.pop_back();
    CHECK_THROWS_AS(tusk::client::read_columns(body, column_formats::described, {}), tusk::protocol_error);
}
