#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::oid;

namespace {

// Every reader of arrays must refuse the value, for this reason.
void check_refused(const std::string& hex, const char* why) {
    INFO(hex);
    const auto value = wire::bytes(hex);
    CHECK_THROWS_WITH(tusk::codec<std::vector<int>>::read_binary(value, oid::int4_array), Contains(why));
    CHECK_THROWS_WITH(tusk::codec<std::vector<std::optional<int>>>::read_binary(value, oid::int4_array), Contains(why));
    CHECK_THROWS_WITH(tusk::codec<tusk::array<int>>::read_binary(value, oid::int4_array), Contains(why));
    CHECK_THROWS_WITH(tusk::to_text(oid::int4_array, value), Contains(why));
}

} // namespace

TEST_CASE("an array that is cut anywhere, or followed by anything, is refused") {
    constexpr auto flat = "00000001 00000000 00000017 00000002 00000001 00000004 00000001 00000004 00000002";
    constexpr auto with_null = "00000001 00000001 00000017 00000002 00000001 ffffffff 00000004 00000002";
    wire::check_exact_size<std::vector<int>>(oid::int4_array, flat);
    wire::check_exact_size<std::vector<std::int64_t>>(oid::int4_array, flat);
    wire::check_exact_size<std::vector<std::optional<int>>>(oid::int4_array, with_null);
    wire::check_exact_size<tusk::array<int>>(oid::int4_array, with_null);
    wire::check_exact_size<std::vector<std::string>>(
        oid::text_array, "00000001 00000000 00000019 00000002 00000001 00000002 6162 00000000");
}

TEST_CASE("an array with a broken header is refused") {
    check_refused("ffffffff 00000000 00000017", "0 to 6");
    check_refused("00000007 00000000 00000017" + std::string(7 * 16, '0'), "0 to 6");
    check_refused("00000000 00000002 00000017", "flags");
    check_refused("00000000 ffffffff 00000017", "flags");
    check_refused("00000000 00000000 00000019", "another type");
    check_refused("00000001 00000000 00000017 00000000 00000001", "dimension out of range");
    check_refused("00000001 00000000 00000017 ffffffff 00000001", "dimension out of range");
    check_refused("00000001 00000000 00000017 00000002 7fffffff 00000004 00000001 00000004 00000001",
                  "dimension out of range");
}

TEST_CASE("an array that promises more elements than it has bytes for allocates nothing") {
    check_refused("00000001 00000000 00000017 7fffffff 00000001", "more elements");
    check_refused("00000001 00000001 00000017 00000002 00000001 ffffffff", "more elements");
    // 2^30 × 2^30 × 2^4 is 0 in 64 bits.
    check_refused("00000003 00000000 00000017 40000000 00000001 40000000 00000001 00000010 00000001", "more elements");
    check_refused("00000006 00000000 00000017 7fffffff 00000001 7fffffff 00000001 7fffffff 00000001 7fffffff 00000001"
                  "7fffffff 00000001 7fffffff 00000001",
                  "more elements");
}

TEST_CASE("an array with a broken element is refused") {
    constexpr auto header = "00000001 00000000 00000017 00000001 00000001 ";
    constexpr auto header_with_nulls = "00000001 00000001 00000017 00000001 00000001 ";
    check_refused(std::string(header) + "fffffffe", "negative length");
    check_refused(std::string(header_with_nulls) + "fffffffe", "negative length");
    check_refused(std::string(header) + "80000000 00000000", "negative length");
    check_refused(std::string(header) + "ffffffff", "negative length"); // NULL, where the flags say there is none
    check_refused(std::string(header) + "00000005 00000000", "behind the value's end");
    check_refused(std::string(header) + "7fffffff 00000000", "behind the value's end");
    check_refused(std::string(header) + "00000003 000000", "4 bytes");
    check_refused(std::string(header) + "00000004 00000000 00", "its size");
    // Two elements whose sizes are wrong, but whose sum is right.
    const auto sum = wire::bytes("00000001 00000000 00000017 00000002 00000001 00000003 000000 00000005 0000000000");
    CHECK_THROWS_WITH(tusk::codec<std::vector<int>>::read_binary(sum, oid::int4_array), Contains("4 bytes"));
}

TEST_CASE("a text array that no server prints is refused") {
    using strings = tusk::array<std::string>;
    wire::check_bad_texts<strings>(oid::text_array, {"",
                                                     "a",
                                                     "{",
                                                     "}",
                                                     "{a",
                                                     "a}",
                                                     "{a}}",
                                                     "{{a}",
                                                     "{a,}",
                                                     "{,a}",
                                                     "{,}",
                                                     "{a,,b}",
                                                     "{a}b",
                                                     " {a}",
                                                     "{a} ",
                                                     "{ a}",
                                                     "{a b}",
                                                     "{{}}",
                                                     "{{},{}}",
                                                     "{{a},b}",
                                                     "{a,{b}}",
                                                     "{{a},{b,c}}",
                                                     "{{a,b},{c}}",
                                                     "{{{a}},{{b},{c}}}",
                                                     "{\"a}",
                                                     "{\"a\\",
                                                     "{\"a\\\"",
                                                     "{\"a\"b}",
                                                     "{a\"b\"}",
                                                     "{a\\b}",
                                                     "{null}",
                                                     "{\"a\",\"b\"",
                                                     "{{{{{{{a}}}}}}}"});
    wire::check_bad_texts<strings>(oid::text_array,
                                   {"[1:1]", "[1:1]=", "[1:1]={}", "[1:0]={}", "[1:2]={a}", "[1:1]{a}", "[1]={a}",
                                    "[:1]={a}", "[1:]={a}", "[2:1]={a}", "[1:1][1:1]={a}", "[1:1]={{a}}",
                                    "[0:99999999999]={a}", "[-2147483648:2147483647]={a}", "[1:1={a}", "[ 1:1]={a}",
                                    "[1:1][1:1][1:1][1:1][1:1][1:1][1:1]={{{{{{{a}}}}}}}"});
    CHECK_THROWS_AS(wire::read_text<std::vector<int>>("{1,x}", oid::int4_array), tusk::conversion_error);
}
