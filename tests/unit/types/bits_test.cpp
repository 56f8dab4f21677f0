#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/bits.hpp>

using Catch::Matchers::Contains;
using tusk::bit_string;
using tusk::oid;

TEST_CASE("bit strings of every length in both formats") {
    for (const oid type : {oid::bit, oid::varbit}) {
        wire::check_forms<bit_string>(type, "00000000", "");
        wire::check_forms<bit_string>(type, "00000001 80", "1");
        wire::check_forms<bit_string>(type, "00000004 50", "0101");
        wire::check_forms<bit_string>(type, "00000008 01", "00000001");
        wire::check_forms<bit_string>(type, "00000009 aa80", "101010101");
        wire::check_exact_size<bit_string>(type, "00000009 aa80");
    }
}

TEST_CASE("a binary bit string that contradicts itself is malformed") {
    for (const char* hex : {"ffffffff", "80000000 00", "7fffffff 00", "00000008", "00000008 0000", "00000000 00"}) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<bit_string>(hex, oid::varbit), tusk::protocol_error);
    }
    CHECK_THROWS_WITH(wire::read<bit_string>("00000001 c0", oid::bit), Contains("bits behind the last one"));
    CHECK_THROWS_AS(wire::read<std::bitset<7>>("00000007 01", oid::bit), tusk::protocol_error);
}

TEST_CASE("what is no bit string is refused") {
    wire::check_bad_texts<bit_string>(oid::varbit, {"2", " ", "0 1", "b01", "x1F", "01\n", "-1"});
}

TEST_CASE("a bit string counts its bits from the left") {
    bit_string bits = bit_string::parse("0100000001");
    CHECK(bits.size() == 10);
    CHECK_FALSE(bits.empty());
    CHECK(bits[1]);
    CHECK_FALSE(bits[0]);
    CHECK(bits[9]);
    bits.set(0);
    bits.set(9, false);
    CHECK(bits.to_string() == "1100000000");
    CHECK(wire::hex(bits.bytes()) == "c000");
    CHECK(bit_string().empty());
    CHECK(bit_string(11).to_string() == "00000000000");
    CHECK(wire::hex(bit_string(11, true).bytes()) == "ffe0");
    CHECK(wire::hex(bit_string(16, true).bytes()) == "ffff");
    CHECK_FALSE(bit_string(3) == bit_string(4));
    CHECK(bit_string(3, true) == bit_string::parse("111"));
}

TEST_CASE("a std::bitset takes bit strings of exactly its size, and prints as they do") {
    wire::check_forms<std::bitset<4>>(oid::bit, "00000004 50", "0101");
    wire::check_forms<std::bitset<12>>(oid::varbit, "0000000c 8010", "100000000001");
    wire::check_forms<std::bitset<0>>(oid::varbit, "00000000", "");
    CHECK(wire::read<std::bitset<4>>("00000004 10", oid::bit) == std::bitset<4>(1));
    CHECK_THROWS_WITH(wire::read<std::bitset<4>>("00000005 50", oid::bit),
                      Contains("5 bits") && Contains("std::bitset<4>"));
    CHECK_THROWS_AS(wire::read_text<std::bitset<4>>("010", oid::varbit), tusk::conversion_error);
    wire::check_bad_texts<std::bitset<3>>(oid::bit, {"", "01", "0101", "012"});
}

TEST_CASE("bit strings as parameters") {
    const bit_string bits = bit_string::parse("101");
    CHECK(wire::sent(bits, oid::bit) == "binary 00000003a0");
    CHECK(wire::sent(bits, oid::varbit) == "binary 00000003a0");
    CHECK(wire::sent(bits, oid::none) == "binary 00000003a0");
    CHECK(wire::sent(bits, oid::text) == "text 101");
    CHECK(wire::sent(bits, oid::int4) == "refused");
    CHECK(wire::sent(std::bitset<3>(5), oid::varbit) == "binary 00000003a0");
    CHECK(wire::sent(std::bitset<3>(5), oid::text) == "text 101");
    CHECK(wire::sent(std::bitset<3>(5), oid::bytea) == "refused");
}

TEST_CASE("more bits than a bit string of the server's has are refused") {
    // 2^31 bits, in 256 MiB.
    CHECK_THROWS_WITH(wire::written_binary(bit_string(std::size_t{1} << 31), oid::varbit), Contains("2147483640"));
}

TEST_CASE("arrays of bit strings in both formats") {
    const char* const varbits = "00000001 00000000 0000061a 00000002 00000001 00000005 00000002 40 00000004 00000000";
    wire::check_forms<std::vector<bit_string>>(oid::varbit_array, varbits, R"({01,""})");
    const char* const bits = "00000001 00000000 00000618 00000001 00000001 00000005 00000002 40";
    wire::check_forms<std::vector<std::bitset<2>>>(oid::bit_array, bits, "{01}");
    CHECK(wire::read<std::vector<bit_string>>(bits, oid::bit_array) == std::vector{bit_string::parse("01")});
}
