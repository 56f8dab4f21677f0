#include "tests/unit/types/wire.hpp"

#include <tusk/types/floating.hpp>

#include <cmath>
#include <limits>

using Catch::Matchers::Contains;
using tusk::oid;

TEST_CASE("floating-point numbers in both formats, printed as the server prints them") {
    wire::check_forms<double>(oid::float8, "3fb999999999999a", "0.1");
    wire::check_forms<double>(oid::float8, "8000000000000000", "-0");
    wire::check_forms<double>(oid::float8, "4415af1d78b58c40", "1e+20");
    wire::check_forms<double>(oid::float8, "3ee4f8b588e368f1", "1e-05");
    wire::check_forms<double>(oid::float8, "3f1a36e2eb1c432d", "0.0001");
    wire::check_forms<double>(oid::float8, "42dc12218377de40", "123456789012345");
    wire::check_forms<double>(oid::float8, "430c6bf526340000", "1e+15");
    wire::check_forms<double>(oid::float8, "0000000000000001", "5e-324");
    wire::check_forms<double>(oid::float8, "7fefffffffffffff", "1.7976931348623157e+308");
    wire::check_forms<double>(oid::float8, "7ff0000000000000", "Infinity");
    wire::check_forms<double>(oid::float8, "fff0000000000000", "-Infinity");
    wire::check_forms<double>(oid::float8, "7ff8000000000000", "NaN");
    wire::check_forms<float>(oid::float4, "3dcccccd", "0.1");
    wire::check_forms<float>(oid::float4, "47f12000", "123456");
    wire::check_forms<float>(oid::float4, "4996b438", "1.234567e+06");
    wire::check_forms<float>(oid::float4, "00000001", "1e-45");
    wire::check_forms<float>(oid::float4, "7f800000", "Infinity");
    wire::check_exact_size<double>(oid::float8, "3ff0000000000000");
    wire::check_exact_size<float>(oid::float4, "3f800000");
}

TEST_CASE("where digits lie half-way between two numbers, the server prints more of them") {
    CHECK(wire::written_text(1e23, oid::float8) == "9.999999999999999e+22");
    CHECK(wire::written_text(2e23, oid::float8) == "1.9999999999999998e+23");
    CHECK(wire::written_text(1e22, oid::float8) == "1e+22");
    CHECK(wire::written_text(9007199254740993.0, oid::float8) == "9.007199254740992e+15");
    CHECK(wire::written_text(16777216.0F, oid::float4) == "1.6777216e+07");
}

TEST_CASE("what is no number, or none of this size, is refused") {
    wire::check_bad_texts<double>(oid::float8, {"", "-", "inf", "nan", "NAN", "nan(1)", "infinity", "1e", "0x1p3", "1 ",
                                                " 1", "+1", "1,5", ".5", "1e400", "-1e400"});
    wire::check_bad_texts<float>(oid::float4, {"1e39", "NaN ", "--1"});
}

TEST_CASE("a double reads what it holds exactly, a float as well") {
    CHECK(wire::read<double>("3dcccccd", oid::float4) == static_cast<double>(0.1F));
    CHECK(wire::read_text<double>("0.1", oid::float4) == static_cast<double>(0.1F));
    CHECK(wire::read<double>("ffffffff", oid::int4) == -1.0);
    CHECK(wire::read<double>("0003", oid::int2) == 3.0);
    CHECK(wire::read<float>("0003", oid::int2) == 3.0F);
    CHECK_FALSE(tusk::codec<double>::reads(oid::int8));
    CHECK_FALSE(tusk::codec<double>::reads(oid::numeric));
    CHECK_FALSE(tusk::codec<float>::reads(oid::float8));
    CHECK_FALSE(tusk::codec<float>::reads(oid::int4));
}

TEST_CASE("floating-point numbers as parameters") {
    CHECK(wire::sent(0.1, oid::float8) == "binary 3fb999999999999a");
    CHECK(wire::sent(0.1, oid::none) == "binary 3fb999999999999a");
    CHECK(wire::sent(0.1, oid::numeric) == "text 0.1");
    CHECK(wire::sent(1e20, oid::text) == "text 1e+20");
    CHECK(wire::sent(0.1, oid::int4) == "refused");
    CHECK(wire::sent(0.1F, oid::float4) == "binary 3dcccccd");
    CHECK(wire::sent(0.1F, oid::float8) == "binary 3fb99999a0000000");
    CHECK(wire::sent(0.1F, oid::unknown) == "binary 3dcccccd");
    CHECK(wire::sent(0.1F, oid::numeric) == "text 0.1");
}

TEST_CASE("a double is sent as float4 only whole") {
    CHECK(wire::sent(0.5, oid::float4) == "binary 3f000000");
    CHECK(wire::sent(std::numeric_limits<double>::infinity(), oid::float4) == "binary 7f800000");
    CHECK(wire::sent(std::numeric_limits<double>::quiet_NaN(), oid::float4) == "binary 7fc00000");
    CHECK_THROWS_WITH(wire::sent(0.1, oid::float4), Contains("0.1 would be rounded"));
    CHECK_THROWS_WITH(wire::sent(1e300, oid::float4), Contains("does not fit in float4"));
    CHECK_THROWS_AS(wire::sent(-1e300, oid::float4), tusk::conversion_error);
}
