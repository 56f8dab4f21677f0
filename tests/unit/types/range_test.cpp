#include "tests/unit/types/made_types.hpp"
#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/chrono.hpp>
#include <tusk/types/composite.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/range.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::conversion_error;
using tusk::oid;
using tusk::range;
using tusk::type_kind;
using tusk::detail::built_in;
using tusk::test::make_composite;
using tusk::test::make_type;

namespace {

const auto text_range = make_type(30'001, "text_range", type_kind::range, built_in(oid::text));
const auto float_range = make_type(30'002, "float_range", type_kind::range, built_in(oid::float8));
const auto metres = make_type(30'003, "metres", type_kind::domain, built_in(oid::int4));
const auto metres_range = make_type(30'004, "metres_range", type_kind::range, metres);
const auto season = make_type(30'005, "season", type_kind::domain, built_in(oid::daterange));
const auto words_range = make_type(30'006, "words_range", type_kind::range, built_in(oid::text_array));
const auto summit = make_composite(30'007, "summit", {{"name", built_in(oid::text)}, {"height", metres}});
const auto summit_range = make_type(30'008, "summit_range", type_kind::range, summit);
const auto tour = make_composite(30'009, "tour", {{"heights", metres_range}, {"days", season}});
const auto class_range = make_type(30'010, "class_range", type_kind::range, built_in(oid::regclass));

using named_height = std::tuple<std::string, std::optional<int>>;

constexpr auto one_to_five = "02 00000004 00000001 00000004 00000005";

} // namespace

TEST_CASE("a range that nobody filled in is empty, one without bounds contains everything") {
    CHECK(range<int>().is_empty());
    CHECK(range<int>() == range<int>::empty());
    CHECK(range<int>::unbounded() == range<int>(std::nullopt, std::nullopt));
    CHECK_FALSE(range<int>::unbounded().is_empty());
    CHECK_FALSE(range<int>::unbounded() == range<int>::empty());
    CHECK(range(1, 5) == range<int>::closed_open(1, 5));
    CHECK(range<int>(1, 5).lower() == 1);
    CHECK(range<int>(1, 5).upper() == 5);
    CHECK_FALSE(range<int>(1, 5) == range<int>(1, 6));
}

TEST_CASE("a range's bounds belong to it as its brackets say, and no bound never does") {
    const auto brackets = [](const range<int>& value) {
        return std::string(value.lower_inclusive() ? "[" : "(") + (value.upper_inclusive() ? "]" : ")");
    };
    CHECK(brackets(range<int>(1, 5)) == "[)");
    CHECK(brackets(range<int>::closed(1, 5)) == "[]");
    CHECK(brackets(range<int>::open(1, 5)) == "()");
    CHECK(brackets(range<int>::open_closed(1, 5)) == "(]");
    CHECK(brackets(range<int>::closed(1, std::nullopt)) == "[)");
    CHECK(brackets(range<int>::closed(std::nullopt, 5)) == "(]");
    CHECK(brackets(range<int>::closed(std::nullopt, std::nullopt)) == "()");
    CHECK(brackets(range<int>::empty()) == "()");
    CHECK(range<int>::closed(1, std::nullopt) == range<int>(1, std::nullopt));
}

TEST_CASE("the built-in ranges have the server's forms") {
    wire::check_forms<range<int>>(oid::int4range, one_to_five, "[1,5)");
    wire::check_forms<range<int>>(oid::int4range, "01", "empty");
    wire::check_forms<range<int>>(oid::int4range, "18", "(,)");
    wire::check_forms<range<int>>(oid::int4range, "08 00000004 00000003", "(,3)");
    wire::check_forms<range<int>>(oid::int4range, "12 00000004 fffffffd", "[-3,)");
    wire::check_forms<range<std::int64_t>>(oid::int8range, "02 00000008 fffffffffffffffb 00000008 7fffffffffffffff",
                                           "[-5,9223372036854775807)");
    wire::check_forms<range<tusk::numeric>>(
        oid::numrange, "06 0000000c 0002000000000001 00011388 0000000c 0002000000000002 000209c4", "[1.5,2.25]");
    wire::check_forms<range<tusk::date>>(oid::daterange, "12 00000004 0000225c", "[2024-01-31,)");
    wire::check_forms<range<tusk::timestamp>>(oid::tsrange, "04 00000008 0002b33cdaab7260 00000008 0002b34571fde000",
                                              R"(("2024-01-31 13:45:01.5","2024-02-01 00:00:00"])");
    wire::check_forms<range<tusk::timestamptz>>(oid::tstzrange,
                                                "02 00000008 0002b33cdaab7260 00000008 7fffffffffffffff",
                                                R"(["2024-01-31 13:45:01.5+00",infinity))");
}

TEST_CASE("a range is read as what its bounds are read as, and refused where one does not fit") {
    CHECK(wire::read<range<short>>(one_to_five, oid::int4range) == range<short>(1, 5));
    CHECK(wire::read<range<std::int64_t>>(one_to_five, oid::int4range) == range<std::int64_t>(1, 5));
    CHECK(wire::read<range<std::chrono::sys_days>>("12 00000004 0000225c", oid::daterange).lower() ==
          std::chrono::sys_days(std::chrono::year(2024) / 1 / 31));
    CHECK_THROWS_AS(wire::read<range<short>>("02 00000004 00000001 00000004 00010000", oid::int4range),
                    conversion_error);
    CHECK_THROWS_AS(wire::read_text<range<short>>("[1,65536)", oid::int4range), conversion_error);
    CHECK_FALSE(tusk::codec<range<int>>::reads(oid::daterange));
    CHECK_FALSE(tusk::codec<range<int>>::reads(oid::int4));
    CHECK_FALSE(tusk::codec<range<int>>::reads(oid::int4multirange));
    CHECK_FALSE(tusk::codec<range<int>>::reads(static_cast<oid>(30'001)));
    CHECK_FALSE(tusk::codec<range<int>>::reads(*text_range));
    // A view of a bound could point into a copy of it.
    CHECK_FALSE(tusk::readable<range<std::string_view>>);
    CHECK_FALSE(tusk::readable<range<std::vector<std::string_view>>>);
    CHECK(tusk::writable<range<std::string_view>>);
}

TEST_CASE("the parameter's type decides how a range is sent") {
    CHECK(wire::sent(range(1, 5), oid::none) == "binary " + wire::without_spaces(one_to_five));
    CHECK(wire::sent(range(1, 5), oid::int4range) == "binary " + wire::without_spaces(one_to_five));
    CHECK(wire::sent(range(1, 5), oid::int8range) ==
          "binary " + wire::without_spaces("02 00000008 0000000000000001 00000008 0000000000000005"));
    CHECK(wire::sent(range(1, 5), *text_range) == "text [1,5)");
    CHECK(wire::sent(range("a b", "c"), *metres_range) == "text [\"a b\",c)");
    CHECK(wire::sent(range<const char*>(), oid::numrange) == "text empty");
    for (const oid other : {oid::daterange, oid::int4, oid::int4multirange, oid::text, static_cast<oid>(30'001)})
        CHECK(wire::sent(range(1, 5), other) == "refused");
    CHECK(wire::sent(range(1.5, 2.5), oid::none) == "refused"); // no built-in range has such bounds
    CHECK(tusk::codec<range<int>>::array_type == oid::int4range_array);
    CHECK(tusk::codec<range<double>>::type == oid::none);
}

TEST_CASE("ranges over what users chose are read and sent like built-in ones") {
    wire::check_forms<range<double>>(*float_range, "04 00000008 3ff8000000000000 00000008 7ff0000000000000",
                                     "(1.5,Infinity]");
    wire::check_forms<range<int>>(*metres_range, one_to_five, "[1,5)");
    wire::check_forms<range<tusk::date>>(tusk::type_ref(*season).base(), "12 00000004 0000225c", "[2024-01-31,)");
    wire::check_forms<range<std::vector<std::string>>>(
        *words_range,
        "02 0000001b 00000001 00000000 00000019 00000001 00000001 00000003 612062"
        "   0000001c 00000001 00000000 00000019 00000001 00000001 00000004 71225c78",
        R"(["{""a b""}","{""q\\""\\\\x""}"))");
    wire::check_forms<range<named_height>>(*summit_range,
                                           "12 0000001b 00000002 00000019 00000003 612c62 00007533 00000004 00000001",
                                           R"text(["(""a,b"",1)",))text");
}

TEST_CASE("ranges lie in arrays and in composites") {
    wire::check_forms<std::vector<std::optional<range<int>>>>(
        oid::int4range_array,
        "00000001 00000001 00000f40 00000003 00000001"
        "00000011 02 00000004 00000001 00000004 00000005 ffffffff 00000001 01",
        R"text({"[1,5)",NULL,empty})text");
    wire::check_forms<std::tuple<range<int>, range<tusk::date>>>(
        *tour,
        "00000002 00007534 00000011 02 00000004 00000001 00000004 00000005 00007535 00000009 12 00000004 0000225c",
        R"text(("[1,5)","[2024-01-31,)"))text");
}

TEST_CASE("a text bound is quoted where the server quotes it") {
    const auto check = [](const std::string& bound, const std::string& text) {
        const auto value = range<std::string>(bound, std::nullopt);
        CHECK(wire::written_text(value, *text_range) == "[" + text + ",)");
        CHECK(wire::read_text<range<std::string>>("[" + text + ",)", *text_range) == value);
        CHECK(tusk::to_text(*text_range, wire::bytes(wire::written_binary(value, *text_range))) == "[" + text + ",)");
    };
    check("a", "a");
    check("NULL", "NULL");
    check("empty", "empty");
    check("{}'x;é", "{}'x;é");
    check("", R"("")");
    check("a b", R"("a b")");
    check("\t", "\"\t\"");
    check(",", R"(",")");
    for (const char* bracket : {"[", "]", "(", ")"}) check(bracket, "\"" + std::string(bracket) + "\"");
    check(R"(q"\)", R"("q""\\")");
}

TEST_CASE("a range is asked for in binary where its bounds are") {
    for (const oid type : {oid::int4range, oid::int8range, oid::numrange, oid::daterange, oid::tsrange, oid::tstzrange,
                           oid::int4range_array})
        CHECK(tusk::has_binary_codec(type));
    CHECK(tusk::has_binary_codec(*text_range));
    CHECK(tusk::has_binary_codec(*summit_range));
    CHECK_FALSE(tusk::has_binary_codec(*class_range)); // a name, of which the binary form has only the number
}
