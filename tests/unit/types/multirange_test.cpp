#include "tests/unit/types/made_types.hpp"
#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/chrono.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/range.hpp>
#include <tusk/types/text.hpp>

#include <limits>

using Catch::Matchers::Contains;
using tusk::multirange;
using tusk::oid;
using tusk::range;
using tusk::type_kind;
using tusk::detail::built_in;
using tusk::test::make_type;

namespace {

const auto text_range = make_type(30'001, "text_range", type_kind::range, built_in(oid::text));
const auto text_multirange = make_type(30'002, "text_multirange", type_kind::multirange, text_range);

constexpr auto two = "00000002 00000011 02 00000004 00000001 00000004 00000005 00000009 12 00000004 00000007";

} // namespace

TEST_CASE("the built-in multiranges have the server's forms") {
    wire::check_forms<multirange<int>>(oid::int4multirange, two, "{[1,5),[7,)}");
    wire::check_forms<multirange<int>>(oid::int4multirange, "00000000", "{}");
    wire::check_forms<multirange<int>>(oid::int4multirange, "00000001 00000001 18", "{(,)}");
    wire::check_forms<multirange<std::int64_t>>(oid::int8multirange, "00000001 0000000d 08 00000008 fffffffffffffffb",
                                                "{(,-5)}");
    wire::check_forms<multirange<tusk::numeric>>(oid::nummultirange,
                                                 "00000001 00000011 12 0000000c 0002000000000001 00011388", "{[1.5,)}");
    wire::check_forms<multirange<tusk::date>>(oid::datemultirange, "00000001 00000009 12 00000004 0000225c",
                                              "{[2024-01-31,)}");
    wire::check_forms<multirange<tusk::timestamp>>(oid::tsmultirange, "00000001 0000000d 12 00000008 0002b33cdaab7260",
                                                   R"({["2024-01-31 13:45:01.5",)})");
    wire::check_forms<multirange<tusk::timestamptz>>(
        oid::tstzmultirange, "00000001 0000000d 12 00000008 0002b33cdaab7260", R"({["2024-01-31 13:45:01.5+00",)})");
}

TEST_CASE("a multirange is the ranges that it was sent, in their order") {
    const multirange<int> value{{range(1, 5), range<int>(7, std::nullopt)}};
    CHECK(wire::read<multirange<int>>(two, oid::int4multirange) == value);
    CHECK(wire::read_text<multirange<int>>("{[1,5),[7,)}", oid::int4multirange) == value);
    const multirange<int> overlapping{{range(7, 9), range(1, 8), range<int>()}};
    CHECK(wire::written_text(overlapping, oid::int4multirange) == "{[7,9),[1,8),empty}");
    CHECK(wire::read_text<multirange<int>>("{[7,9),[1,8),empty}", oid::int4multirange) == overlapping);
}

TEST_CASE("multiranges of text keep the odd characters of their bounds") {
    wire::check_forms<multirange<std::string>>(
        *text_multirange, "00000002 0000000e 06 00000003 2c7d22 00000002 5d29 00000005 12 00000000",
        R"text({[",}""","])"],["",)})text");
}

TEST_CASE("the parameter's type decides how a multirange is sent") {
    const multirange<int> value{{range(1, 5), range<int>(7, std::nullopt)}};
    CHECK(wire::sent(value, oid::none) == "binary " + wire::without_spaces(two));
    CHECK(wire::sent(value, oid::int4multirange) == "binary " + wire::without_spaces(two));
    CHECK(wire::sent(value, oid::int8multirange)
              .starts_with("binary 00000002"
                           "00000019"));
    CHECK(wire::sent(value, *text_multirange) == "text {[1,5),[7,)}");
    for (const oid other : {oid::datemultirange, oid::int4range, oid::int4, oid::text, static_cast<oid>(30'002)})
        CHECK(wire::sent(value, other) == "refused");
    CHECK(wire::sent(multirange<double>(), oid::none) == "refused");
    CHECK_FALSE(tusk::codec<multirange<int>>::reads(oid::int4range));
    CHECK_FALSE(tusk::codec<multirange<int>>::reads(oid::datemultirange));
    CHECK_FALSE(tusk::codec<multirange<int>>::reads(static_cast<oid>(30'002)));
    CHECK_FALSE(tusk::readable<multirange<std::string_view>>);
}

TEST_CASE("multiranges lie in arrays") {
    wire::check_forms<std::vector<multirange<int>>>(
        oid::int4multirange_array,
        "00000001 00000000 00001163 00000002 00000001 00000004 00000000 00000009 00000001 00000001 18",
        R"({"{}","{(,)}"})");
    CHECK(tusk::has_binary_codec(oid::int4multirange_array));
    CHECK(tusk::has_binary_codec(*text_multirange));
}

TEST_CASE("more ranges than can be counted are refused") {
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    CHECK_THROWS_WITH(tusk::detail::write_range_count(out, std::size_t{1} << 31), Contains("2147483648 ranges"));
    CHECK_THROWS_AS(tusk::detail::write_range_count(out, std::numeric_limits<std::size_t>::max()),
                    tusk::conversion_error);
    CHECK(buffer.empty());
}
