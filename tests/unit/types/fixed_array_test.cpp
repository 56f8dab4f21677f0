#include "tests/unit/types/wire.hpp"

#include <tusk/types/bool.hpp>
#include <tusk/types/fixed_array.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/span.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::conversion_error;
using tusk::oid;
template <class T>
using vector = std::vector<T>;
template <class T, std::size_t N>
using array = std::array<T, N>;

namespace {

constexpr auto one_two_three =
    "00000001 00000000 00000017 00000003 00000001 00000004 00000001 00000004 00000002 00000004 00000003";
constexpr auto empty = "00000000 00000000 00000017";
constexpr auto two_by_two_with_null = "00000002 00000001 00000010 00000002 00000001 00000002 00000001"
                                      "00000001 01 00000001 00 ffffffff 00000001 01";

/// How a span is sent, which is what a vector of the same values is sent as.
template <class Span, class Vector>
void check_sent_alike(const Span& span, const Vector& values, std::initializer_list<oid> parameters) {
    for (const oid parameter : parameters) {
        INFO(tusk::type_name(parameter));
        CHECK(wire::sent(span, parameter) == wire::sent(values, parameter));
        if (tusk::codec<Span>::writes(parameter))
            CHECK(wire::written_text(span, parameter) == wire::written_text(values, parameter));
    }
}

} // namespace

TEST_CASE("a std::array is a one-dimensional array of exactly its size") {
    wire::check_forms<array<int, 3>>(oid::int4_array, one_two_three, "{1,2,3}");
    CHECK(wire::read<array<int, 3>>(one_two_three, oid::int4_array) == array<int, 3>{1, 2, 3});
    CHECK(wire::read<array<std::int64_t, 3>>(one_two_three, oid::int4_array) == array<std::int64_t, 3>{1, 2, 3});
    CHECK(wire::read_text<array<std::string, 2>>(R"({"a b",c})", oid::text_array) == array<std::string, 2>{"a b", "c"});
    CHECK(wire::read_text<array<bool, 2>>("{t,f}", oid::bool_array) == array<bool, 2>{true, false});
    CHECK(tusk::codec<array<int, 3>>::type == oid::int4_array);
    CHECK_FALSE(tusk::codec<array<int, 3>>::reads(oid::text_array));
    CHECK_FALSE(tusk::codec<array<int, 3>>::reads(oid::int4));
}

TEST_CASE("an array of another size is refused with both sizes") {
    CHECK_THROWS_WITH((wire::read<array<int, 2>>(one_two_three, oid::int4_array)),
                      Contains("3 elements") && Contains("expects 2") && Contains("std::vector"));
    CHECK_THROWS_AS((wire::read<array<int, 4>>(one_two_three, oid::int4_array)), conversion_error);
    CHECK_THROWS_AS((wire::read_text<array<int, 4>>("{1,2,3}", oid::int4_array)), conversion_error);
    CHECK_THROWS_WITH((wire::read<array<int, 2>>(empty, oid::int4_array)), Contains("0 elements"));
    CHECK_THROWS_AS((wire::read_text<array<int, 2>>("{}", oid::int4_array)), conversion_error);
    CHECK_THROWS_WITH((wire::read_text<array<int, 2>>("{{1,2}}", oid::int4_array)), Contains("2 dimensions"));
    CHECK_THROWS_WITH((wire::read_text<array<int, 2>>("{1,NULL}", oid::int4_array)), Contains("element 2 is NULL"));
}

TEST_CASE("malformed arrays are protocol errors for std::array, too") {
    wire::check_exact_size<array<int, 3>>(oid::int4_array, one_two_three);
    wire::check_exact_size<array<int, 0>>(oid::int4_array, empty);
}

TEST_CASE("a std::array without elements is the empty array") {
    wire::check_forms<array<int, 0>>(oid::int4_array, empty, "{}");
    CHECK_THROWS_WITH((wire::read<array<int, 0>>(one_two_three, oid::int4_array)), Contains("expects 0"));
}

TEST_CASE("nested std::arrays, and mixtures with vectors, are arrays of more dimensions") {
    wire::check_forms<array<array<std::optional<bool>, 2>, 2>>(oid::bool_array, two_by_two_with_null,
                                                               "{{t,f},{NULL,t}}");
    wire::check_forms<vector<array<std::optional<bool>, 2>>>(oid::bool_array, two_by_two_with_null, "{{t,f},{NULL,t}}");
    wire::check_forms<array<vector<std::optional<bool>>, 2>>(oid::bool_array, two_by_two_with_null, "{{t,f},{NULL,t}}");
    CHECK(wire::read<vector<array<int, 2>>>(empty, oid::int4_array).empty());
    CHECK_THROWS_WITH((wire::read_text<vector<array<int, 2>>>("{{1,2,3}}", oid::int4_array)), Contains("3 elements"));
    CHECK_THROWS_WITH((wire::read_text<array<array<int, 2>, 2>>("{1,2}", oid::int4_array)), Contains("1 dimensions"));
    CHECK_THROWS_WITH(wire::sent(array<vector<int>, 2>{vector<int>{1}, vector<int>{1, 2}}, oid::int4_array),
                      Contains("ragged"));
}

TEST_CASE("a std::array of bytes is a bytea of exactly its size") {
    using four = array<std::byte, 4>;
    wire::check_forms<four>(oid::bytea, "00ff1042", R"(\x00ff1042)");
    CHECK(wire::read_text<four>(R"(\000\377\020B)", oid::bytea) == wire::read<four>("00ff1042", oid::bytea));
    CHECK(tusk::fixed_size_readable<four>);
    for (const char* other : {"", "00ff10", "00ff104200"})
        CHECK_THROWS_AS(wire::read<four>(other, oid::bytea), conversion_error);
    CHECK_THROWS_WITH(wire::read_text<four>(R"(\x00ff)", oid::bytea), Contains("2 bytes") && Contains("expects 4"));
    wire::check_forms<array<std::byte, 0>>(oid::bytea, "", R"(\x)");
    wire::check_forms<vector<array<std::byte, 2>>>(
        oid::bytea_array, "00000001 00000000 00000011 00000001 00000001 00000002 00ff", R"({"\\x00ff"})");
    CHECK_THROWS_AS((wire::read_text<vector<array<std::byte, 3>>>(R"({"\\x00ff"})", oid::bytea_array)),
                    conversion_error);
    CHECK(wire::sent(four{}, oid::text) == "refused");
}

TEST_CASE("spans of values are sent as vectors of them are, and not read") {
    vector<int> numbers{1, 2, 3};
    const auto types = {oid::none, oid::int4_array, oid::int8_array, oid::text_array, oid::int4, oid::bool_array};
    check_sent_alike(std::span<const int>(numbers), numbers, types);
    check_sent_alike(std::span<int>(numbers), numbers, types);
    check_sent_alike(std::span<const int, 3>(numbers), numbers, types);
    check_sent_alike(std::span<const int>(), vector<int>(), types);
    const vector<vector<int>> matrix{{1, 2}, {3, 4}};
    check_sent_alike(std::span<const vector<int>>(matrix), matrix, types);
    const array<std::span<const int>, 2> rows{std::span<const int>(matrix[0]), std::span<const int>(matrix[1])};
    check_sent_alike(std::span<const std::span<const int>>(rows), matrix, types);
    const vector<std::optional<std::string_view>> words{"a", std::nullopt};
    check_sent_alike(std::span<const std::optional<std::string_view>>(words), words, {oid::text_array});
    CHECK_FALSE(tusk::readable<std::span<const int>>);
    CHECK(tusk::writable<std::span<const int>>);
}

TEST_CASE("every span of bytes is sent as bytea, and the constant one reads it") {
    vector<std::byte> bytes = wire::bytes("00ff");
    CHECK(wire::sent(std::span<const std::byte>(bytes), oid::bytea) == "binary 00ff");
    CHECK(wire::sent(std::span<std::byte>(bytes), oid::bytea) == "binary 00ff");
    CHECK(wire::sent(std::span<const std::byte, 2>(bytes), oid::none) == "binary 00ff");
    CHECK(wire::written_text(std::span<std::byte>(bytes), oid::bytea) == R"(\x00ff)");
    CHECK(wire::sent(std::span<std::byte>(bytes), oid::text) == "refused");
    const vector<std::span<const std::byte>> two{bytes, bytes};
    CHECK(wire::written_text(two, oid::bytea_array) == R"({"\\x00ff","\\x00ff"})");
    CHECK(tusk::codec<std::span<const std::byte>>::read_binary(bytes, oid::bytea).data() == bytes.data());
    CHECK_FALSE(tusk::readable<std::span<std::byte>>);
}
