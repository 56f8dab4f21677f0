#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/integer.hpp>

#include <limits>

using Catch::Matchers::Contains;
using tusk::oid;

TEST_CASE("integers in both formats") {
    wire::check_forms<std::int16_t>(oid::int2, "fffe", "-2");
    wire::check_forms<std::int16_t>(oid::int2, "8000", "-32768");
    wire::check_forms<std::int32_t>(oid::int4, "7fffffff", "2147483647");
    wire::check_forms<std::int64_t>(oid::int8, "8000000000000000", "-9223372036854775808");
    wire::check_forms<oid>(oid::oid, "ffffffff", "4294967295");
    wire::check_forms<std::uint32_t>(oid::oid, "ffffffff", "4294967295");
    for (const oid type : {oid::xid, oid::cid}) {
        wire::check_forms<std::uint32_t>(type, "ffffffff", "4294967295");
        wire::check_forms<std::int64_t>(type, "00000003", "3");
        wire::check_exact_size<std::uint32_t>(type, "00000001");
    }
    wire::check_forms<std::uint64_t>(oid::xid8, "ffffffffffffffff", "18446744073709551615");
    wire::check_forms<std::int32_t>(oid::xid8, "0000000000000003", "3");
    wire::check_exact_size<std::uint64_t>(oid::xid8, "0000000000000001");
    wire::check_exact_size<std::int16_t>(oid::int2, "0001");
    wire::check_exact_size<std::int32_t>(oid::int4, "00000001");
    wire::check_exact_size<std::int64_t>(oid::int8, "0000000000000001");
    wire::check_exact_size<std::int64_t>(oid::int4, "00000001");
    wire::check_exact_size<oid>(oid::oid, "00000001");
    wire::check_bad_texts<std::int64_t>(oid::int8, {"", " 1", "1 ", "+1", "-", "0x1", "1.0", "9223372036854775808"});
}

TEST_CASE("a text that is no value of the column's type is refused, even where it would fit") {
    wire::check_bad_texts<std::int64_t>(oid::int2, {"32768", "-32769"});
    wire::check_bad_texts<std::int64_t>(oid::int4, {"2147483648"});
    for (const oid type : {oid::oid, oid::xid, oid::cid})
        wire::check_bad_texts<std::int64_t>(type, {"-1", "4294967296"});
    wire::check_bad_texts<std::uint64_t>(oid::xid8, {"", "-1", "+1", " 1", "1 ", "0x1", "18446744073709551616"});
}

TEMPLATE_TEST_CASE("every C++ integer reads every integer type", "", signed char, unsigned char, short, unsigned short,
                   int, unsigned, long, unsigned long, long long, unsigned long long) {
    CHECK(wire::read<TestType>("007b", oid::int2) == 123);
    CHECK(wire::read<TestType>("0000007b", oid::int4) == 123);
    CHECK(wire::read<TestType>("000000000000007b", oid::int8) == 123);
    CHECK(wire::read<TestType>("0000007b", oid::oid) == 123);
    CHECK(wire::read<TestType>("0000007b", oid::xid) == 123);
    CHECK(wire::read<TestType>("0000007b", oid::cid) == 123);
    CHECK(wire::read<TestType>("000000000000007b", oid::xid8) == 123);
    CHECK(wire::read_text<TestType>("123", oid::xid8) == 123);
    CHECK(wire::read_text<TestType>("123", oid::int8) == 123);
    CHECK_FALSE(tusk::codec<TestType>::reads(oid::numeric));
    CHECK_FALSE(tusk::codec<TestType>::reads(oid::float8));
    CHECK_FALSE(tusk::codec<TestType>::reads(oid::text));
}

TEST_CASE("a value that the C++ integer cannot hold is refused by name") {
    CHECK_THROWS_WITH(wire::read<std::int32_t>("00000000ee6b2800", oid::int8),
                      "4000000000 does not fit in a 32-bit integer");
    CHECK_THROWS_WITH(wire::read<std::uint32_t>("ffffffff", oid::int4),
                      "-1 does not fit in an unsigned 32-bit integer");
    CHECK_THROWS_WITH(wire::read<std::int32_t>("ffffffff", oid::oid), "4294967295 does not fit in a 32-bit integer");
    CHECK_THROWS_WITH(wire::read_text<signed char>("128", oid::int4), "128 does not fit in a 8-bit integer");
    CHECK_THROWS_AS(wire::read<std::uint64_t>("ffff", oid::int2), tusk::conversion_error);
    CHECK(wire::read<std::uint64_t>("7fffffffffffffff", oid::int8) == 9223372036854775807U);
    CHECK_THROWS_WITH(wire::read<std::int64_t>("8000000000000000", oid::xid8),
                      "9223372036854775808 does not fit in a 64-bit integer");
    CHECK_THROWS_AS(wire::read_text<std::int64_t>("9223372036854775808", oid::xid8), tusk::conversion_error);
    CHECK_THROWS_AS(wire::read<std::int32_t>("ffffffff", oid::xid), tusk::conversion_error);
}

TEST_CASE("an integer is sent as the type that the server expects") {
    CHECK(wire::sent(5, oid::int2) == "binary 0005");
    CHECK(wire::sent(5, oid::int4) == "binary 00000005");
    CHECK(wire::sent(-5, oid::int8) == "binary fffffffffffffffb");
    CHECK(wire::sent(5, oid::oid) == "binary 00000005");
    CHECK(wire::sent(5, oid::xid) == "binary 00000005");
    CHECK(wire::sent(5, oid::cid) == "binary 00000005");
    CHECK(wire::sent(std::numeric_limits<std::uint64_t>::max(), oid::xid8) == "binary ffffffffffffffff");
    CHECK(wire::sent(5, oid::float4) == "binary 40a00000");
    CHECK(wire::sent(5, oid::float8) == "binary 4014000000000000");
    CHECK(wire::sent(-12345, oid::numeric) == "binary 000200014000000000010929");
    CHECK(wire::sent(0, oid::numeric) == "binary 0000000000000000");
    CHECK(wire::sent(5, oid::text) == "text 5");
    CHECK(wire::sent(5, oid::bool_) == "refused");
    CHECK(wire::sent(5, oid::date) == "refused");
    CHECK(wire::sent(std::numeric_limits<std::uint64_t>::max(), oid::text) == "text 18446744073709551615");
    CHECK(wire::sent(static_cast<oid>(7), oid::int8) == "binary 0000000000000007");
}

TEST_CASE("an integer whose type nobody knows is sent as the smallest that holds all of its kind") {
    CHECK(wire::sent(static_cast<signed char>(-1), oid::none) == "binary ffff");
    CHECK(wire::sent(std::int16_t{1}, oid::unknown) == "binary 0001");
    CHECK(wire::sent(1, oid::none) == "binary 00000001");
    CHECK(wire::sent(std::uint16_t{65535}, oid::none) == "binary 0000ffff");
    CHECK(wire::sent(std::uint32_t{4294967295}, oid::none) == "binary 00000000ffffffff");
    CHECK(tusk::codec<std::uint64_t>::type == oid::numeric);
    CHECK(wire::sent(std::numeric_limits<std::uint64_t>::max(), oid::none) ==
          "binary 000500040000000007341a5802e103bb064f");
    CHECK(wire::sent(static_cast<oid>(1), oid::none) == "binary 00000001");
}

TEST_CASE("an integer that the parameter's type cannot hold is refused before it is sent") {
    CHECK_THROWS_WITH(wire::sent(40'000, oid::int2), "40000 does not fit in int2");
    CHECK_THROWS_WITH(wire::sent(std::int64_t{1} << 31, oid::int4), Contains("2147483648") && Contains("int4"));
    CHECK_THROWS_WITH(wire::sent(-1, oid::oid), "-1 does not fit in oid");
    CHECK_THROWS_WITH(wire::sent(-1, oid::xid), "-1 does not fit in xid");
    CHECK_THROWS_WITH(wire::sent(std::int64_t{1} << 32, oid::cid), "4294967296 does not fit in cid");
    CHECK_THROWS_WITH(wire::sent(-1, oid::xid8), "-1 does not fit in xid8");
    CHECK_THROWS_AS(wire::sent(std::numeric_limits<std::uint64_t>::max(), oid::int8), tusk::conversion_error);
    CHECK_THROWS_WITH(wire::sent(16'777'217, oid::float4), Contains("no exact float4"));
    CHECK(wire::sent(16'777'216, oid::float4) == "binary 4b800000");
    CHECK_THROWS_AS(wire::sent(9'007'199'254'740'993, oid::float8), tusk::conversion_error);
    CHECK(wire::sent(std::numeric_limits<std::int64_t>::min(), oid::float8) == "binary c3e0000000000000");
    CHECK(wire::sent(std::numeric_limits<std::int64_t>::min(), oid::float4) == "binary df000000");
}

TEST_CASE("arrays of transaction numbers in both formats") {
    const char* const xids = "00000001 00000000 0000001c 00000001 00000001 00000004 00000007";
    wire::check_forms<std::vector<std::uint32_t>>(oid::xid_array, xids, "{7}");
    const char* const cids = "00000001 00000000 0000001d 00000001 00000001 00000004 00000007";
    wire::check_forms<std::vector<std::uint32_t>>(oid::cid_array, cids, "{7}");
    const char* const xid8s = "00000001 00000000 000013cd 00000001 00000001 00000008 ffffffffffffffff";
    wire::check_forms<std::vector<std::uint64_t>>(oid::xid8_array, xid8s, "{18446744073709551615}");
}
