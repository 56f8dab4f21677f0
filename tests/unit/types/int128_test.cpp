#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/int128.hpp>

#include <limits>

using Catch::Matchers::Contains;
using tusk::numeric;
using tusk::oid;
using wide = tusk::detail::int128;
using unsigned_wide = tusk::detail::uint128;

namespace {

constexpr auto text_of_2_127 = "170141183460469231731687303715884105728";
constexpr auto text_of_2_128 = "340282366920938463463374607431768211456";
constexpr wide largest = static_cast<wide>(~unsigned_wide{0} >> 1);

std::string encoded(const char* text) { return wire::written_binary(numeric::parse(text), oid::numeric); }

} // namespace

TEST_CASE("128-bit integers are numerics in both formats") {
    const auto check = [](const char* text) { wire::check_forms<wide>(oid::numeric, encoded(text), text); };
    for (const char* text :
         {"0", "1", "-1", "9999", "10000", "-100000000", "123456789012345678901234567890", "-9223372036854775808",
          "-9223372036854775809", "18446744073709551615", "18446744073709551616",
          "170141183460469231731687303715884105727", "-170141183460469231731687303715884105728"})
        check(text);
    for (const char* text : {"0", "18446744073709551616", text_of_2_127, "340282366920938463463374607431768211455"})
        wire::check_forms<unsigned_wide>(oid::numeric, encoded(text), text);
    CHECK(wire::read_text<wide>("170141183460469231731687303715884105727", oid::numeric) == largest);
    CHECK(wire::read_text<wide>("-1.000", oid::numeric) == -1);
    CHECK(wire::read<wide>(encoded("12.000"), oid::numeric) == 12);
    wire::check_exact_size<wide>(oid::numeric, encoded("123456789"));
}

TEST_CASE("a numeric that 128 bits cannot hold exactly is refused") {
    for (const char* text : {"0.5", "-1.0001", "0.0001", "1e39", "1e40", "1e131071", "NaN", "Infinity", "-Infinity",
                             text_of_2_127, "-170141183460469231731687303715884105729"}) {
        INFO(text);
        CHECK_THROWS_AS(wire::read_text<wide>(text, oid::numeric), tusk::conversion_error);
        CHECK_THROWS_AS(wire::read<wide>(encoded(text), oid::numeric), tusk::conversion_error);
    }
    CHECK_THROWS_WITH(wire::read_text<wide>(text_of_2_127, oid::numeric),
                      Contains("does not fit in a 128-bit integer"));
    CHECK_THROWS_WITH(wire::read_text<unsigned_wide>(text_of_2_128, oid::numeric),
                      Contains("does not fit in an unsigned 128-bit integer"));
    CHECK_THROWS_AS(wire::read_text<unsigned_wide>("-1", oid::numeric), tusk::conversion_error);
    CHECK_THROWS_AS(wire::read_text<unsigned_wide>("0.1", oid::numeric), tusk::conversion_error);
}

TEST_CASE("128-bit integers read every integer type") {
    CHECK(wire::read<wide>("8000", oid::int2) == -32768);
    CHECK(wire::read<wide>("8000000000000000", oid::int8) == std::numeric_limits<std::int64_t>::min());
    CHECK(wire::read<wide>("ffffffffffffffff", oid::xid8) == std::numeric_limits<std::uint64_t>::max());
    CHECK(wire::read<unsigned_wide>("ffffffff", oid::oid) == 4294967295U);
    CHECK(wire::read_text<wide>("-5", oid::int4) == -5);
    CHECK(wire::read_text<unsigned_wide>("18446744073709551615", oid::xid8) ==
          std::numeric_limits<std::uint64_t>::max());
    CHECK_THROWS_WITH(wire::read<unsigned_wide>("ffff", oid::int2), "-1 does not fit in an unsigned 128-bit integer");
    CHECK_THROWS_AS(wire::read_text<unsigned_wide>("-1", oid::int8), tusk::conversion_error);
    CHECK_FALSE(tusk::codec<wide>::reads(oid::float8));
    CHECK_FALSE(tusk::codec<wide>::reads(oid::text));
}

TEST_CASE("a 128-bit integer is sent as what the server expects, exactly or not at all") {
    CHECK(wire::sent(wide{-5}, oid::int2) == "binary fffb");
    CHECK(wire::sent(unsigned_wide{5}, oid::int8) == "binary 0000000000000005");
    CHECK(wire::sent(wide{std::numeric_limits<std::int64_t>::min()}, oid::int8) == "binary 8000000000000000");
    CHECK(wire::sent(unsigned_wide{std::numeric_limits<std::uint64_t>::max()}, oid::xid8) == "binary ffffffffffffffff");
    CHECK(wire::sent(largest, oid::none) == "binary " + encoded("170141183460469231731687303715884105727"));
    CHECK(wire::sent(largest, oid::text) == "text 170141183460469231731687303715884105727");
    CHECK(wire::sent(wide{1} << 100, oid::float8) == "binary 4630000000000000");
    CHECK(wire::sent(-largest - 1, oid::float4) == "binary ff000000");
    CHECK(wire::sent(wide{1}, oid::bool_) == "refused");
    CHECK_THROWS_WITH(wire::sent(largest, oid::int8),
                      Contains("170141183460469231731687303715884105727") && Contains("int8"));
    CHECK_THROWS_WITH(wire::sent(-largest, oid::xid8), Contains("does not fit in xid8"));
    CHECK_THROWS_WITH(wire::sent(wide{1} << 63, oid::int8), Contains("does not fit in int8"));
    CHECK_THROWS_WITH(wire::sent(largest, oid::float8), Contains("no exact float8"));
    CHECK_THROWS_WITH(wire::sent((wide{1} << 100) + (wide{1} << 60), oid::float4), Contains("no exact float4"));
}

TEST_CASE("arrays of 128-bit integers in both formats") {
    const auto hex =
        "00000001 00000000 000006a4 00000001 00000001 0000000a" + encoded("1000000000000000000000000000000");
    wire::check_forms<std::vector<wide>>(oid::numeric_array, hex, "{1000000000000000000000000000000}");
}
