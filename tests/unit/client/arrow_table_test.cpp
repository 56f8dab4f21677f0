#include "client/arrow_builder.hpp"
#include "client/arrow_memory.hpp"
#include "tests/unit/client/arrow_tables.hpp"

#include <catch2/catch.hpp>

#include <cstring>

using namespace tusk;
using namespace tusk::test;

namespace {

/// A table of two columns, one of them a list, and `count` rows.
rows two_columns(int count) {
    std::vector<std::string> bodies;
    for (int i = 0; i < count; ++i) bodies.push_back(row_body({binary(i), binary(std::vector<int>{i, i + 1})}));
    const auto shape = make_shape({make_column("n", oid::int4), make_column("pair", oid::int4_array)});
    return {make_result(shape, bodies, 10), 0, static_cast<std::size_t>(count)};
}

template <class Struct>
Struct move_out(Struct& source) {
    Struct taken = source;
    source.release = nullptr;
    return taken;
}

} // namespace

TEST_CASE("a table is a struct array of nullable columns, each with its name") {
    const auto table = two_columns(5).to_arrow();
    check_arrow(table);
    CHECK(table.size() == 5);
    CHECK(std::string(table.schema().format) == "+s");
    CHECK(std::string(table.schema().name).empty());
    REQUIRE(table.schema().n_children == 2);
    CHECK(std::string(table.schema().children[0]->name) == "n");
    CHECK(std::string(table.schema().children[1]->name) == "pair");
    CHECK(table.schema().children[0]->flags == ARROW_FLAG_NULLABLE);
    CHECK(arrow_texts(table, 1)[4] == "{4,5}");
}

TEST_CASE("more rows than a block holds arrive in order") {
    const auto table = two_columns(1'000).to_arrow();
    check_arrow(table);
    const auto numbers = arrow_texts(table, 0);
    REQUIRE(numbers.size() == 1'000);
    for (int i = 0; i < 1'000; ++i) REQUIRE(numbers[static_cast<std::size_t>(i)] == std::to_string(i));
}

TEST_CASE("a part of the rows may be exported") {
    const auto result = make_result(make_shape({make_column("n", oid::int4)}),
                                    {row_body({binary(0)}), row_body({binary(1)}), row_body({binary(2)})});
    const auto table = rows(result, 1, 1).to_arrow();
    check_arrow(table);
    CHECK(arrow_texts(table, 0) == texts{"1"});
}

TEST_CASE("no rows, no columns, and neither are tables, too") {
    check_arrow(two_columns(0).to_arrow());
    CHECK(two_columns(0).to_arrow().schema().n_children == 2);
    const auto without_columns = rows(make_result(make_shape({}), {row_body({}), row_body({})}), 0, 2).to_arrow();
    check_arrow(without_columns);
    CHECK(without_columns.size() == 2);
    const auto nothing = rows().to_arrow();
    check_arrow(nothing);
    CHECK(nothing.size() == 0);
}

TEST_CASE("a table of thousands of columns is filled a few rows at a time") {
    constexpr std::size_t columns = 10'000;
    fields values(columns, "");
    std::vector<column> sources;
    for (std::size_t i = 0; i < columns; ++i) sources.push_back(make_column("c" + std::to_string(i), oid::text));
    const auto segment = protocol::segment_ref::allocate(256 * 1024);
    auto result = std::make_shared<detail::result_set>();
    result->shape = make_shape(std::move(sources));
    protocol::byte_buffer messages;
    byte_writer out(messages);
    for (int i = 0; i < 3; ++i) {
        const auto mark = out.begin_message('D');
        out.text(row_body(values));
        out.end_length(mark);
    }
    std::memcpy(segment.data(), messages.data(), messages.size());
    result->rows.add(segment, {segment.data(), messages.size()}, 3);
    result->rows.finish();
    const auto table = rows(result, 0, 3).to_arrow();
    check_arrow(table);
    CHECK(table.schema().n_children == columns);
    CHECK(table.size() == 3);
}

TEST_CASE("children can be moved out, and outlive their parent") {
    auto table = std::make_optional(two_columns(3).to_arrow());
    ArrowSchema schema = move_out(*table->schema().children[1]);
    ArrowArray array = move_out(*table->array().children[1]);
    ArrowArray elements = move_out(*array.children[0]);
    table.reset();
    CHECK(arrow_number<std::int32_t>(array, 1, 3) == 6);
    array.release(&array);
    CHECK(array.release == nullptr);
    CHECK(arrow_number<std::int32_t>(elements, 1, 5) == 3);
    elements.release(&elements);
    CHECK(std::string(schema.format) == "+l");
    schema.release(&schema);
    CHECK(schema.release == nullptr);
}

TEST_CASE("releasing twice does nothing the second time") {
    ArrowSchema schema;
    ArrowArray array;
    two_columns(2).to_arrow().export_to(schema, array);
    const auto release_schema = schema.release;
    const auto release_array = array.release;
    release_schema(&schema);
    release_array(&array);
    release_schema(&schema);
    release_array(&array);
    CHECK(schema.release == nullptr);
    CHECK(array.release == nullptr);
}

TEST_CASE("a consumer that took a table releases it, schema and array in any order") {
    auto table = two_columns(2).to_arrow();
    ArrowSchema schema;
    ArrowArray array;
    std::move(table).export_to(schema, array);
    CHECK(table.array().release == nullptr); // NOLINT(bugprone-use-after-move): this is what is tested
    CHECK(table.schema().release == nullptr);
    CHECK(table.size() == 0);
    schema.release(&schema);
    CHECK(arrow_number<std::int32_t>(*array.children[0], 1, 1) == 1);
    array.release(&array);
}

TEST_CASE("a table can be moved, onto itself, too, and taken over from a producer") {
    auto table = two_columns(2).to_arrow();
    arrow_table other = std::move(table);
    check_arrow(other);
    table = two_columns(4).to_arrow();
    table = std::move(other);
    CHECK(table.size() == 2);
    arrow_table& itself = table;
    table = std::move(itself);
    CHECK(table.size() == 2);
    const arrow_table taken(table.schema(), table.array());
    CHECK(table.size() == 0);
    CHECK(taken.size() == 2);
}

TEST_CASE("a table depends on nothing that it was made from") {
    auto source = std::make_optional(two_columns(2));
    const auto table = source->to_arrow();
    source.reset();
    check_arrow(table);
    CHECK(arrow_texts(table, 1)[0] == "{0,1}");
}

TEST_CASE("offsets become 64-bit ones where they pass their limit, and the array the large kind") {
    const std::string list = binary(std::vector<int>{1, 2, 3});
    const std::vector<std::string> sent{"abc", "de", "", "fghi"};
    const auto check = [](arrow::builder_pointer builder, const std::vector<std::string>& values, const char* format) {
        for (const std::string& value : values) {
            const detail::raw_field one{protocol::as_bytes(value).data(), value.size()};
            builder->append(std::span(&one, 1));
        }
        const auto table = builder->finish("large");
        check_arrow(table);
        CHECK(std::string(table.schema().format) == format);
        return arrow_texts(table.schema(), table.array());
    };
    const texts expected{"abc", "de", "", "fghi"};
    CHECK(check(arrow::make_text_builder(oid::text, format::binary, 9), sent, "u") == expected);
    CHECK(check(arrow::make_text_builder(oid::text, format::binary, 8), sent, "U") == expected);
    CHECK(check(arrow::make_text_builder(oid::text, format::binary, 0), sent, "U") == expected);
    CHECK(check(arrow::make_binary_builder(4), sent, "Z")[3] == "\\x66676869");
    const auto lists = [&](std::uint64_t limit) {
        return arrow::make_list_builder(oid::int4_array, arrow::make_fixed_builder(oid::int4), limit);
    };
    CHECK(check(lists(6), {list, list}, "+l") == texts{"{1,2,3}", "{1,2,3}"});
    CHECK(check(lists(5), {list, list}, "+L") == texts{"{1,2,3}", "{1,2,3}"});
}

TEST_CASE("what a column's values are when they are printed is limited in all, not only one by one") {
    const std::string long_one = binary(numeric::parse("1e100")); // 10 bytes become 101
    const detail::raw_field field{protocol::as_bytes(long_one).data(), long_one.size()};
    const auto builder = arrow::make_text_builder(oid::numeric, format::binary, 1'000, 2 * 101);
    builder->append(std::span(&field, 1));
    builder->append(std::span(&field, 1));
    CHECK_THROWS_WITH(builder->append(std::span(&field, 1)), Catch::Contains("more than 202 bytes"));
}

TEST_CASE("buffers are aligned to 64 bytes however they grow, and padded with zeros") {
    arrow::buffer buffer;
    for (std::uint8_t i = 0; i < 100; ++i) {
        buffer.push(i);
        REQUIRE(reinterpret_cast<std::uintptr_t>(buffer.data()) % arrow::alignment == 0);
    }
    buffer.pad();
    for (std::size_t i = 0; i < 100; ++i) REQUIRE(buffer.data()[i] == static_cast<std::byte>(i));
    for (std::size_t i = 100; i < 128; ++i) REQUIRE(buffer.data()[i] == std::byte{0});
    arrow::buffer empty;
    empty.pad();
    CHECK(empty.size() == 0);
    REQUIRE(empty.data() != nullptr);
    for (std::size_t i = 0; i < arrow::alignment; ++i) CHECK(empty.data()[i] == std::byte{0});
}
