#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::array;
using tusk::oid;
template <class T>
using vector = std::vector<T>;
template <class T>
using optionals = std::vector<std::optional<T>>;

namespace {

constexpr auto one_two_three =
    "00000001 00000000 00000017 00000003 00000001 00000004 00000001 00000004 00000002 00000004 00000003";
constexpr auto empty = "00000000 00000000 00000017";
constexpr auto two_by_two_with_null = "00000002 00000001 00000010 00000002 00000001 00000002 00000001"
                                      "00000001 01 00000001 00 ffffffff 00000001 01";
constexpr auto with_bounds =
    "00000002 00000001 00000017 00000002 00000002 00000001 00000000 00000004 00000001 ffffffff";

} // namespace

TEST_CASE("vectors are one-dimensional arrays") {
    wire::check_forms<vector<int>>(oid::int4_array, one_two_three, "{1,2,3}");
    wire::check_forms<optionals<int>>(oid::int4_array, one_two_three, "{1,2,3}");
    wire::check_forms<vector<int>>(oid::int4_array, empty, "{}");
    CHECK(wire::read<vector<int>>(one_two_three, oid::int4_array) == vector<int>{1, 2, 3});
    CHECK(wire::read<vector<std::int64_t>>(one_two_three, oid::int4_array) == vector<std::int64_t>{1, 2, 3});
    CHECK(wire::read<vector<unsigned>>(one_two_three, oid::int4_array) == vector<unsigned>{1, 2, 3});
    CHECK(wire::read<vector<int>>(empty, oid::int4_array).empty());
    CHECK_THROWS_AS(wire::read_text<vector<signed char>>("{1,300}", oid::int4_array), tusk::conversion_error);
}

TEST_CASE("vector<bool> and vectors of bytes") {
    wire::check_forms<vector<bool>>(oid::bool_array,
                                    "00000001 00000000 00000010 00000002 00000001 00000001 01 00000001 00", "{t,f}");
    CHECK(tusk::codec<vector<std::byte>>::type == oid::bytea);
    wire::check_forms<vector<vector<std::byte>>>(
        oid::bytea_array, "00000001 00000000 00000011 00000001 00000001 00000002 00ff", R"({"\\x00ff"})");
}

TEST_CASE("NULL elements need optionals") {
    constexpr auto with_null = "00000001 00000001 00000017 00000002 00000001 00000004 00000001 ffffffff";
    wire::check_forms<optionals<int>>(oid::int4_array, with_null, "{1,NULL}");
    CHECK_THROWS_WITH(wire::read<vector<int>>(with_null, oid::int4_array),
                      Contains("element 2 is NULL") && Contains("std::optional"));
    CHECK_THROWS_WITH(wire::read_text<vector<std::string>>("{NULL}", oid::text_array), Contains("element 1 is NULL"));
    CHECK(wire::read_text<optionals<std::string>>(R"({"NULL",NULL})", oid::text_array) ==
          optionals<std::string>{"NULL", std::nullopt});
}

TEST_CASE("nested vectors are arrays of more dimensions") {
    wire::check_forms<vector<optionals<bool>>>(oid::bool_array, two_by_two_with_null, "{{t,f},{NULL,t}}");
    CHECK(wire::read_text<vector<vector<int>>>("{{1,2,3},{4,5,6}}", oid::int4_array) ==
          vector<vector<int>>{{1, 2, 3}, {4, 5, 6}});
    CHECK(wire::read_text<vector<vector<vector<int>>>>("{{{1},{2}}}", oid::int4_array) ==
          vector<vector<vector<int>>>{{{1}, {2}}});
    CHECK(wire::read<vector<vector<int>>>(empty, oid::int4_array).empty());
    CHECK_THROWS_WITH(wire::read<vector<vector<int>>>(one_two_three, oid::int4_array), Contains("1 dimensions"));
    CHECK_THROWS_WITH(wire::read_text<vector<int>>("{{1}}", oid::int4_array), Contains("2 dimensions"));
}

TEST_CASE("ragged vectors are refused, vectors without elements are the empty array") {
    CHECK_THROWS_WITH(wire::sent(vector<vector<int>>{{1, 2}, {3}}, oid::int4_array), Contains("ragged"));
    CHECK_THROWS_AS(wire::sent(vector<vector<int>>{{}, {3}}, oid::int4_array), tusk::conversion_error);
    CHECK_THROWS_AS(wire::sent(vector<vector<vector<int>>>{{{1}}, {{1}, {2}}}, oid::none), tusk::conversion_error);
    CHECK(wire::sent(vector<vector<int>>{{}, {}}, oid::int4_array) == "binary " + wire::without_spaces(empty));
    CHECK(wire::written_text(vector<vector<int>>{}, oid::int4_array) == "{}");
}

TEST_CASE("tusk::array keeps dimensions, subscripts and NULLs") {
    wire::check_forms<array<int>>(oid::int4_array, with_bounds, "[2:3][0:0]={{1},{NULL}}");
    wire::check_forms<array<int>>(oid::int4_array, empty, "{}");
    const auto value = wire::read<array<int>>(with_bounds, oid::int4_array);
    CHECK(value.elements == optionals<int>{1, std::nullopt});
    CHECK(value.dimensions == vector<tusk::array_dimension>{{2, 2}, {1, 0}});
    CHECK(wire::read_text<array<int>>("{{{1,2},{3,4}},{{5,6},{7,8}}}", oid::int4_array).dimensions ==
          vector<tusk::array_dimension>{{2, 1}, {2, 1}, {2, 1}});
    CHECK(wire::read_text<array<int>>("[-2147483648:-2147483647]={4,5}", oid::int4_array).dimensions[0].lower_bound ==
          INT32_MIN);
}

TEST_CASE("a tusk::array whose dimensions contradict its elements is not sent") {
    const auto refused = [](array<int> value, const char* why) {
        CHECK_THROWS_WITH(wire::sent(value, oid::int4_array), Contains(why));
        CHECK_THROWS_AS(wire::written_text(value, oid::int4_array), tusk::conversion_error);
    };
    refused({{1, 2}, {}}, "0 elements, but which has 2");
    refused({{1, 2}, {{3, 1}}}, "3 elements, but which has 2");
    refused({{}, {{0, 1}}}, "length 0");
    refused({{1}, {{-1, 1}}}, "length -1");
    refused({{1, 2}, {{2, INT32_MAX}}}, "subscript");
    refused({{}, {{INT32_MAX, 1}, {INT32_MAX, 1}, {INT32_MAX, 1}}}, "more than a message can carry");
    refused({{1}, vector<tusk::array_dimension>(7, {1, 1})}, "at most 6");
}

TEST_CASE("what an array's element accepts decides how the array is sent") {
    CHECK(wire::sent(vector<int>{7}, oid::none) ==
          "binary " + wire::without_spaces("00000001 00000000 00000017 00000001 00000001 00000004 00000007"));
    CHECK(wire::sent(vector<int>{7}, oid::int8_array) ==
          "binary " + wire::without_spaces("00000001 00000000 00000014 00000001 00000001 00000008 0000000000000007"));
    CHECK(wire::sent(vector<int>{7}, oid::text_array) == "text {7}");
    CHECK(wire::sent(vector<const char*>{"a b"}, oid::int4_array) == "text {\"a b\"}");
    CHECK(wire::sent(vector<std::string_view>{"a"}, oid::none) ==
          "binary " + wire::without_spaces("00000001 00000000 00000019 00000001 00000001 00000001 61"));
    CHECK(wire::sent(vector<int>{7}, oid::int4) == "refused");
    CHECK(wire::sent(vector<int>{7}, oid::bool_array) == "refused");
    CHECK(wire::sent(vector<int>{7}, static_cast<oid>(16385)) == "refused");
    CHECK_FALSE(tusk::codec<vector<int>>::reads(oid::text_array));
    CHECK_FALSE(tusk::codec<vector<int>>::reads(oid::int4));
    CHECK_FALSE(tusk::codec<vector<int>>::reads(oid::tsvector));
    CHECK_THROWS_AS(wire::sent(vector<int>{40'000}, oid::int2_array), tusk::conversion_error);
}

TEST_CASE("elements of a text array are quoted as the server quotes them") {
    const vector<std::string> plain = {"a",  "b c", "NULL", "nUll",  "",    "q\"\\x",
                                       "{}", ",",   "é",    "tab\t", "x'y", "nulls"};
    const std::string text = R"({a,"b c","NULL","nUll","","q\"\\x","{}",",",é,"tab	",x'y,nulls})";
    CHECK(wire::written_text(plain, oid::text_array) == text);
    CHECK(wire::read_text<vector<std::string>>(text, oid::text_array) == plain);
}

TEST_CASE("views of a text array's elements point into it, where nothing is escaped") {
    const std::string text = R"({a,"b c"})";
    const auto views = tusk::codec<vector<std::string_view>>::read_text(text, oid::text_array);
    CHECK(views == vector<std::string_view>{"a", "b c"});
    CHECK(views[1].data() == text.data() + 4);
    CHECK_THROWS_WITH(wire::read_text<vector<std::string_view>>(R"({"a\"b"})", oid::text_array),
                      Contains("std::string"));
}
