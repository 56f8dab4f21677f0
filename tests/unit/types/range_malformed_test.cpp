#include "tests/unit/types/made_types.hpp"
#include "tests/unit/types/wire.hpp"

#include <tusk/types/integer.hpp>
#include <tusk/types/range.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::malformed_value;
using tusk::multirange;
using tusk::oid;
using tusk::range;

namespace {

const auto text_range =
    tusk::test::make_type(30'001, "text_range", tusk::type_kind::range, tusk::detail::built_in(oid::text));

/// Both ways of looking at a binary value refuse it, with the same reason.
template <class T>
void check_refused(oid type, const std::string& hex, const char* why) {
    INFO(hex);
    CHECK_THROWS_WITH(wire::read<T>(hex, type), Contains(why));
    CHECK_THROWS_AS(wire::read<T>(hex, type), malformed_value);
    CHECK_THROWS_WITH(tusk::to_text(type, wire::bytes(hex)), Contains(why));
    CHECK_THROWS_AS(tusk::to_text(type, wire::bytes(hex)), malformed_value);
}

} // namespace

TEST_CASE("a range that is cut, or followed by more, is malformed") {
    wire::check_exact_size<range<int>>(oid::int4range, "02 00000004 00000001 00000004 00000005");
    wire::check_exact_size<range<int>>(oid::int4range, "08 00000004 00000003");
    wire::check_exact_size<range<int>>(oid::int4range, "18");
    wire::check_exact_size<range<int>>(oid::int4range, "01");
    wire::check_exact_size<range<std::string>>(*text_range, "02 00000001 61 00000000");
}

TEST_CASE("a range of flags that no server sends is malformed") {
    const std::string bound = "00000004 00000001";
    const auto check_accepted = [](const std::string& hex) {
        INFO(hex);
        CHECK_NOTHROW(wire::read<range<int>>(hex, oid::int4range));
    };
    for (const char* two_bounds : {"00", "02", "04", "06"}) check_accepted(two_bounds + bound + bound);
    for (const char* one_bound : {"08", "0c", "10", "12"}) check_accepted(one_bound + bound);
    for (const char* no_bound : {"18", "01"}) check_accepted(no_bound);
    for (unsigned flags = 0; flags < 256; ++flags) {
        const bool empty = (flags & 0x01) != 0;
        const bool contradicts = empty ? flags != 0x01 : (flags & 0x0a) == 0x0a || (flags & 0x14) == 0x14;
        if (!contradicts && flags < 0x20) continue;
        const std::string hex = wire::hex(std::vector{static_cast<std::byte>(flags)});
        for (const std::string& bounds : {std::string(), bound, bound + bound})
            check_refused<range<int>>(oid::int4range, hex + bounds, "its flags");
    }
}

TEST_CASE("a range whose bounds have impossible lengths is malformed") {
    check_refused<range<int>>(oid::int4range, "", "it has no flags");
    check_refused<range<int>>(oid::int4range, "08 ffffffff", "negative length");
    check_refused<range<int>>(oid::int4range, "08 80000000", "negative length");
    check_refused<range<int>>(oid::int4range, "08 7fffffff 00000001", "behind the value's end");
    check_refused<range<int>>(oid::int4range, "02 00000004 00000001 00000005 00000005", "behind the value's end");
    check_refused<range<int>>(oid::int4range, "08 00000003 000001", "4 bytes");
    check_refused<range<int>>(oid::int4range, "01 00", "its size");
    check_refused<range<int>>(oid::int4range, "18 00000000", "its size");
}

TEST_CASE("a multirange that is cut, or followed by more, is malformed") {
    wire::check_exact_size<multirange<int>>(
        oid::int4multirange, "00000002 00000011 02 00000004 00000001 00000004 00000005 00000009 12 00000004 00000007");
    wire::check_exact_size<multirange<int>>(oid::int4multirange, "00000000");
}

TEST_CASE("a multirange of impossible counts and lengths is malformed, and takes no memory for them") {
    check_refused<multirange<int>>(oid::int4multirange, "000000", "header");
    check_refused<multirange<int>>(oid::int4multirange, "ffffffff", "more ranges");
    check_refused<multirange<int>>(oid::int4multirange, "7fffffff 00000001 01", "more ranges");
    check_refused<multirange<int>>(oid::int4multirange, "00000002 00000001 01 00000000", "more ranges");
    check_refused<multirange<int>>(oid::int4multirange, "00000001 ffffffff 01", "negative length");
    check_refused<multirange<int>>(oid::int4multirange, "00000001 00000002 01", "behind the value's end");
    check_refused<multirange<int>>(oid::int4multirange, "00000001 00000000 01", "it has no flags");
    check_refused<multirange<int>>(oid::int4multirange, "00000001 00000001 01 00", "its size");
    check_refused<multirange<int>>(oid::int4multirange, "00000001 00000001 20", "its flags");
    CHECK_THROWS_WITH(wire::read<multirange<int>>("00000001 00000001 20", oid::int4multirange), Contains("int4range"));
}

TEST_CASE("text that the server would not print is no range") {
    wire::check_bad_texts<range<int>>(
        oid::int4range, {"",      " ",        "Empty",      "empty ",  " [1,5)",  "[1,5) ", "[1,5",    "1,5)",
                         "[1;5)", "[1)",      "[1,2,3)",    "[,5)",    "(1,]",    "[1,5)x", "{[1,5)}", "[ 1,5)",
                         "[a,5)", "[1,\"\")", "[\"1\"2,5)", "[1\\,5)", "[1\",5)", "[\"1,5)"});
    wire::check_bad_texts<range<std::string>>(*text_range, {"[a b,)", "[a\"b,)", "[\"a\"b,)", "[\"a\\b\",)",
                                                            "[\"a\\\"b\",)", "[\"a", "[\"a\\", "[a(,)", "[[,)"});
    wire::check_bad_texts<multirange<int>>(oid::int4multirange,
                                           {"", "{", "}", "[1,5)", "{[1,5)", "{[1,5),}", "{,[1,5)}", "{[1,5)[6,7)}",
                                            "{[1,5), [6,7)}", "{[1,5)} ", "{}{}", "{ }", "{[1,5]]}", "{1}"});
    CHECK_THROWS_WITH(wire::read_text<range<int>>("[1;5)", oid::int4range),
                      Contains("\"[1;5)\"") && Contains("int4range"));
}
