#include "tests/unit/types/wire.hpp"

#include <tusk/types/numeric.hpp>

#include <cmath>
#include <limits>

using Catch::Matchers::Contains;
using tusk::numeric;
using tusk::oid;

TEST_CASE("numerics in both formats") {
    wire::check_forms<numeric>(oid::numeric, "0003 0001 4000 0004 0001 0929 1a7c", "-12345.6780");
    wire::check_forms<numeric>(oid::numeric, "0000 0000 0000 0002", "0.00");
    wire::check_forms<numeric>(oid::numeric, "0000 0000 0000 0000", "0");
    wire::check_forms<numeric>(oid::numeric, "0001 0005 0000 0000 0001", "100000000000000000000");
    wire::check_forms<numeric>(oid::numeric, "0002 ffff 0000 0008 0001 0929", "0.00012345");
    wire::check_forms<numeric>(oid::numeric, "0002 0000 0000 0001 0001 1388", "1.5");
    wire::check_forms<numeric>(oid::numeric, "0000 0000 c000 0000", "NaN");
    wire::check_forms<numeric>(oid::numeric, "0000 0000 d000 0020", "Infinity");
    wire::check_forms<numeric>(oid::numeric, "0000 0000 f000 0020", "-Infinity");
    // The scale of an infinity means nothing.
    CHECK(wire::read<numeric>("0000 0000 d000 0000", oid::numeric) == numeric::infinity());
}

TEST_CASE("the largest and the smallest numeric that a server can send") {
    const auto largest = wire::read<numeric>("0001 7fff 0000 0000 03e8", oid::numeric);
    const std::string text = largest.to_string();
    CHECK(text.size() == 131'072);
    CHECK(text == "1" + std::string(131'071, '0'));
    CHECK(numeric::parse(text) == largest);
    CHECK(numeric::parse("1e131071") == largest);
    CHECK_THROWS_AS(numeric::parse(text + "0"), tusk::conversion_error);
    CHECK_THROWS_AS(numeric::parse("1e131072"), tusk::conversion_error);

    const auto smallest = wire::read<numeric>("0001 f000 0000 3fff 000a", oid::numeric);
    CHECK(smallest.to_string() == "0." + std::string(16'382, '0') + "1");
    CHECK(numeric::parse("1e-16383") == smallest);
    CHECK_THROWS_AS(numeric::parse("1e-16384"), tusk::conversion_error);
    CHECK_THROWS_AS(numeric::parse("1e99999999999999999999"), tusk::conversion_error);
}

TEST_CASE("zeros at either end of the digits do not make another numeric") {
    const auto padded = wire::read<numeric>("0004 0002 0000 0000 0000 0001 0002 0000", oid::numeric);
    CHECK(padded.to_string() == "10002");
    CHECK(padded.weight() == 1);
    CHECK(padded == numeric(10'002));
    CHECK(wire::read<numeric>("0001 0005 4000 0000 0000", oid::numeric).to_string() == "0");
}

TEST_CASE("a malformed numeric is refused") {
    wire::check_exact_size<numeric>(oid::numeric, "0002 0000 0000 0001 0001 1388");
    const auto refused = [](const char* hex, const char* why) {
        INFO(hex);
        CHECK_THROWS_WITH(wire::read<numeric>(hex, oid::numeric), Contains(why));
    };
    refused("0001 0000 0001 0000 0001", "sign");
    refused("0001 0000 c000 0000 0001", "NaN");
    refused("0001 0000 0000 0000 2710", "above 9999");
    refused("0001 0000 0000 0000 ffff", "above 9999");
    refused("0001 0000 0000 4000 0001", "scale above 16383");
    refused("ffff 0000 0000 0000", "count of digits");
    refused("0001 8000 0000 0000 0001", "weight");
    refused("0001 ffff 0000 0003 0001", "more digits than its scale");
    refused("0001 fffe 0000 0001 03e8", "more digits than its scale");
}

TEST_CASE("numerics are read from what people write") {
    CHECK(numeric::parse("+1.50").to_string() == "1.50");
    CHECK(numeric::parse(".5").to_string() == "0.5");
    CHECK(numeric::parse("5.").to_string() == "5");
    CHECK(numeric::parse("00012.30").to_string() == "12.30");
    CHECK(numeric::parse("-0.0").to_string() == "0.0");
    CHECK(numeric::parse("1.5e3").to_string() == "1500");
    CHECK(numeric::parse("1.5E-3").to_string() == "0.0015");
    CHECK(numeric::parse("0e999999999999").to_string() == "0");
    wire::check_bad_texts<numeric>(oid::numeric, {"", "-", ".", "1e", "1e+", " 1", "1 ", "1,5", "nan", "inf", "--1",
                                                  "1.2.3", "0x10", "e5", "1_000"});
}

TEST_CASE("numerics from C++ numbers") {
    CHECK(numeric().to_string() == "0");
    CHECK(numeric(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
    CHECK(numeric(std::numeric_limits<std::uint64_t>::max()).to_string() == "18446744073709551615");
    CHECK(numeric(10'000).to_string() == "10000");
    CHECK(numeric::from_double(0.1).to_string() == "0.1");
    CHECK(numeric::from_double(-1e20).to_string() == "-100000000000000000000");
    CHECK(numeric::from_double(5e-324).scale() == 324);
    CHECK(numeric::from_double(std::nan("")).is_nan());
    CHECK(numeric::from_double(-INFINITY) == numeric::negative_infinity());
}

TEST_CASE("numerics to integers, exactly or not at all") {
    CHECK(numeric::parse("123.000").to_int64() == 123);
    CHECK(numeric::parse("-9223372036854775808").to_int64() == std::numeric_limits<std::int64_t>::min());
    CHECK(numeric::parse("9223372036854775807").to_int64() == std::numeric_limits<std::int64_t>::max());
    CHECK(numeric::parse("100000000").to_int64() == 100'000'000);
    CHECK(numeric().to_int64() == 0);
    for (const char* text :
         {"9223372036854775808", "-9223372036854775809", "0.5", "1.0001", "1e30", "NaN", "Infinity"}) {
        INFO(text);
        CHECK_THROWS_WITH(numeric::parse(text).to_int64(), Contains("does not fit"));
    }
}

TEST_CASE("numerics to doubles, by the function that says so") {
    CHECK(numeric::parse("0.1").to_double_lossy() == 0.1);
    CHECK(numeric::parse("-12345678901234567890").to_double_lossy() == -12345678901234567890.0);
    CHECK(numeric::parse("1e400").to_double_lossy() == INFINITY);
    CHECK(numeric::parse("-1e400").to_double_lossy() == -INFINITY);
    CHECK(numeric::parse("1e-400").to_double_lossy() == 0.0);
    CHECK(std::isnan(numeric::nan().to_double_lossy()));
    CHECK(numeric::negative_infinity().to_double_lossy() == -INFINITY);
}

TEST_CASE("numerics compare as the server compares them") {
    const char* const ascending[] = {"-Infinity", "-1e20", "-2", "-1.5",  "-0.0001", "0",    "0.00012",  "0.0002",
                                     "1",         "1.5",   "9",  "10000", "10001",   "1e20", "Infinity", "NaN"};
    for (std::size_t i = 0; i < std::size(ascending); ++i)
        for (std::size_t j = 0; j < std::size(ascending); ++j) {
            INFO(ascending[i] << " and " << ascending[j]);
            CHECK((numeric::parse(ascending[i]) <=> numeric::parse(ascending[j])) == (i <=> j));
        }
    CHECK(numeric::parse("1.0") == numeric::parse("1.00"));
    CHECK(numeric::nan() == numeric::nan());
}

TEST_CASE("numerics and the integer types") {
    CHECK(wire::read<numeric>("ffffffff", oid::int4) == numeric(-1));
    CHECK(wire::read<numeric>("0007", oid::int2) == numeric(7));
    CHECK(wire::read_text<numeric>("7", oid::int8) == numeric(7));
    CHECK_FALSE(tusk::codec<numeric>::reads(oid::float8));
    CHECK(wire::sent(numeric(7), oid::int4) == "binary 00000007");
    CHECK(wire::sent(numeric::parse("1.5"), oid::none) == "binary 000200000000000100011388");
    CHECK(wire::sent(numeric::parse("1.50"), oid::text) == "text 1.50");
    CHECK(wire::sent(numeric(7), oid::float8) == "refused");
    CHECK_THROWS_AS(wire::sent(numeric::parse("1.5"), oid::int4), tusk::conversion_error);
    CHECK_THROWS_WITH(wire::sent(numeric(40'000), oid::int2), "40000 does not fit in int2");
}
