#include "tests/unit/client/wire_rows.hpp"

#include <tusk/columns.hpp>
#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <array>

using namespace tusk::test;
using tusk::oid;
using tusk::typed_columns;

namespace {

using result_pointer = std::shared_ptr<const tusk::detail::result_set>;

result_pointer one_column(oid type, const fields& values) {
    std::vector<std::string> bodies;
    for (const field& value : values) bodies.push_back(row_body({value}));
    return make_result(make_shape({make_column("only", type)}), bodies, 3);
}

/// Rows (0, "row 0"), (1, "row 1") …, spread over segments.
result_pointer numbered_rows(int count) {
    std::vector<std::string> bodies;
    for (int i = 0; i < count; ++i) bodies.push_back(row_body({binary(i), "row " + std::to_string(i)}));
    return make_result(make_shape({make_column("n", oid::int4), make_column("text", oid::text)}), bodies, 3);
}

template <class T>
std::vector<T> all_of(std::span<const T> values) {
    return {values.begin(), values.end()};
}

} // namespace

TEST_CASE("columns are contiguous values in the order of the rows") {
    const typed_columns<int, std::string_view> table(numbered_rows(10), 0);
    CHECK(table.size() == 10);
    CHECK_FALSE(table.empty());
    const auto& [n, text] = table;
    CHECK(all_of(n.values()) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(text.size() == 10);
    CHECK(text[0] == "row 0");
    CHECK(text[9] == "row 9");
    CHECK(table.columns()[1].name == "text");
}

TEST_CASE("columns may begin behind rows that were fetched already, and may be empty") {
    const typed_columns<int, std::string> rest(numbered_rows(5), 3);
    CHECK(all_of(rest.get<0>().values()) == std::vector<int>{3, 4});
    CHECK(rest.get<1>()[1] == "row 4");
    const typed_columns<int, std::string> none(numbered_rows(5), 5);
    CHECK(none.empty());
    CHECK(none.get<0>().empty());
    CHECK(none.get<0>().validity().empty());
}

TEST_CASE("a column without NULL has no bitmap") {
    const typed_columns<int> table(one_column(oid::int4, {binary(1), binary(2)}), 0);
    CHECK(table.get<0>().null_count() == 0);
    CHECK(table.get<0>().validity().empty());
    CHECK_FALSE(table.get<0>().is_null(1));
}

TEST_CASE("NULL leaves T{} and clears a bit, least significant first; bits behind the last value are 0") {
    fields values;
    for (int i = 0; i < 11; ++i) values.push_back(i == 0 || i == 3 || i == 9 ? field() : field(binary(i + 100)));
    const typed_columns<int> table(one_column(oid::int4, values), 0);
    const auto& [n] = table;
    CHECK(n.null_count() == 3);
    CHECK(all_of(n.values()) == std::vector<int>{0, 101, 102, 0, 104, 105, 106, 107, 108, 0, 110});
    CHECK(all_of(n.validity()) == std::vector<std::uint8_t>{0b1111'0110, 0b0000'0101});
    for (std::size_t i = 0; i < 11; ++i) CHECK(n.is_null(i) == !values[i]);
}

TEST_CASE("a column of nothing but NULL has a bitmap of zeros") {
    const typed_columns<std::string_view> table(one_column(oid::text, fields(16)), 0);
    CHECK(table.get<0>().null_count() == 16);
    CHECK(all_of(table.get<0>().validity()) == std::vector<std::uint8_t>{0, 0});
    CHECK(table.get<0>()[15].empty());
}

TEST_CASE("the bitmaps of columns are apart from each other") {
    const auto shape = make_shape({make_column("a", oid::int4), make_column("b", oid::text)});
    const auto result = make_result(shape, {row_body({binary(1), std::nullopt}), row_body({std::nullopt, "two"})});
    const auto [a, b] = typed_columns<int, std::string_view>(result, 0);
    CHECK(all_of(a.validity()) == std::vector<std::uint8_t>{0b01});
    CHECK(all_of(b.validity()) == std::vector<std::uint8_t>{0b10});
    CHECK(b[1] == "two");
}

TEST_CASE("truth values are bytes") {
    const auto [truth] = typed_columns<bool>(one_column(oid::bool_, {binary(true), std::nullopt, binary(false)}), 0);
    CHECK(all_of(truth.values()) == std::vector<std::uint8_t>{1, 0, 0});
    CHECK(truth.is_null(1));
    CHECK_FALSE(truth.is_null(2));
}

TEST_CASE("many rows come out of several steps of decoding") {
    constexpr int count = 5'000;
    fields values;
    for (int i = 0; i < count; ++i) values.push_back(i % 7 == 0 ? field() : field(binary(i)));
    const auto [n] = typed_columns<int>(one_column(oid::int4, values), 0);
    REQUIRE(n.size() == count);
    CHECK(n.null_count() == (count + 6) / 7);
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        REQUIRE(n.is_null(at) == (i % 7 == 0));
        REQUIRE(n[at] == (i % 7 == 0 ? 0 : i));
    }
}

TEST_CASE("a column of another type than the values' is converted, and checked") {
    const auto [wide] = typed_columns<std::int64_t>(one_column(oid::int2, {binary(std::int16_t{-5}), std::nullopt}), 0);
    CHECK(all_of(wide.values()) == std::vector<std::int64_t>{-5, 0});
    using narrow = typed_columns<std::int8_t>;
    CHECK_THROWS_AS(narrow(one_column(oid::int4, {binary(1000)}), 0), tusk::data_error);
    CHECK_THROWS_WITH(narrow(one_column(oid::int4, {binary(1000)}), 0), Catch::Contains("column \"only\""));
}

TEST_CASE("a vector can be taken out of its column") {
    auto [n, text] = typed_columns<int, std::string>(numbered_rows(3), 0);
    const std::vector<int> taken = std::move(n).take_values();
    CHECK(taken == std::vector<int>{0, 1, 2});
    CHECK(n.empty());
    const std::vector<std::string> texts = std::move(text).take_values();
    CHECK(texts == std::vector<std::string>{"row 0", "row 1", "row 2"});
}

TEST_CASE("a column of views keeps the result alive, one of values that own their bytes does not") {
    auto result = numbered_rows(4);
    const std::weak_ptr<const tusk::detail::result_set> watch = result;
    auto table = std::make_optional<typed_columns<int, std::string_view>>(std::move(result), 0);
    auto numbers = std::move(*table).get<0>();
    auto texts = std::move(*table).get<1>();
    table.reset();
    CHECK_FALSE(watch.expired());
    CHECK(texts[3] == "row 3");
    texts = {};
    CHECK(watch.expired());
    CHECK(numbers[3] == 3);
}

TEST_CASE("what keeps the result alive is decided by the type of the values") {
    using tusk::detail::owns_its_bytes;
    STATIC_REQUIRE(owns_its_bytes<std::int64_t>);
    STATIC_REQUIRE(owns_its_bytes<bool>);
    STATIC_REQUIRE(owns_its_bytes<tusk::timestamptz>);
    STATIC_REQUIRE(owns_its_bytes<std::string>);
    STATIC_REQUIRE(owns_its_bytes<std::vector<std::byte>>);
    STATIC_REQUIRE(owns_its_bytes<std::vector<int>>);
    STATIC_REQUIRE_FALSE(owns_its_bytes<std::string_view>);
    STATIC_REQUIRE_FALSE(owns_its_bytes<std::span<const std::byte>>);
    STATIC_REQUIRE_FALSE(owns_its_bytes<std::vector<std::string_view>>);
}

TEST_CASE("columns that do not fit are refused before the first row, as rows are") {
    using too_few = typed_columns<int>;
    CHECK_THROWS_AS(too_few(numbered_rows(0), 0), tusk::interface_error);
    using wrong_type = typed_columns<int, int>;
    CHECK_THROWS_AS(wrong_type(numbered_rows(0), 0), tusk::data_error);
    CHECK_THROWS_WITH(wrong_type(numbered_rows(0), 0), Catch::Contains("column \"text\""));
}

TEST_CASE("a row that contradicts its own lengths is a protocol error") {
    const auto shape = make_shape({make_column("n", oid::int4)});
    std::string body = row_body({binary(1)});
    body.pop_back();
    using ints = typed_columns<int>;
    CHECK_THROWS_AS(ints(make_result(shape, {row_body({binary(1)}), body}), 0), tusk::protocol_error);
}

TEST_CASE("rows without columns are counted") {
    const typed_columns<> table(make_result(make_shape({}), {row_body({}), row_body({}), row_body({})}), 0);
    CHECK(table.size() == 3);
}
