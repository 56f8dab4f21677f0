#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/network.hpp>

using Catch::Matchers::Contains;
using tusk::address_family;
using tusk::cidr;
using tusk::inet;
using tusk::macaddr;
using tusk::macaddr8;
using tusk::oid;

TEST_CASE("IPv4 addresses in both formats, the prefix of a single host being shown by a cidr only") {
    wire::check_forms<inet>(oid::inet, "02080004 01020304", "1.2.3.4/8");
    wire::check_forms<inet>(oid::inet, "02200004 00000000", "0.0.0.0");
    wire::check_forms<inet>(oid::inet, "02000004 ffffffff", "255.255.255.255/0");
    wire::check_forms<cidr>(oid::cidr, "02080104 0a000000", "10.0.0.0/8");
    wire::check_forms<cidr>(oid::cidr, "02200104 01020304", "1.2.3.4/32");
    wire::check_forms<cidr>(oid::cidr, "02000104 00000000", "0.0.0.0/0");
}

TEST_CASE("IPv6 addresses in both formats, zeros left out where the server leaves them out") {
    const auto check = [](const char* hex, const char* text) {
        wire::check_forms<inet>(oid::inet, std::string("03800010") + hex, text);
        wire::check_forms<cidr>(oid::cidr, std::string("03800110") + hex, text + std::string("/128"));
    };
    check("00000000 00000000 00000000 00000000", "::");
    check("00000000 00000000 00000000 00000001", "::1");
    check("00000000 00000000 00000000 00000102", "::102");
    check("00000000 00000000 00000000 00010002", "::0.1.0.2");
    check("00000000 00000000 00000000 00010000", "::0.1.0.0");
    check("00000000 00000000 0000ffff 01020304", "::ffff:1.2.3.4");
    check("00000000 00000000 0000ffff 00000000", "::ffff:0.0.0.0");
    check("00000000 00000000 0000fffe 01020304", "::fffe:102:304");
    check("00000000 00000000 ffff0000 01020304", "::ffff:0:102:304");
    check("00010000 00000002 00000000 00000003", "1:0:0:2::3");
    check("00000000 00020003 00000000 00040005", "::2:3:0:0:4:5");
    check("00010000 00020000 00000000 00000000", "1:0:2::");
    check("00010000 00020003 00040005 00060007", "1:0:2:3:4:5:6:7");
    check("00000002 00030004 00050006 00070008", "0:2:3:4:5:6:7:8");
    check("20010db8 00000000 00000000 abcdef00", "2001:db8::abcd:ef00");
    wire::check_forms<inet>(oid::inet, "03400010 20010db8 00000000 00000000 00000001", "2001:db8::1/64");
}

TEST_CASE("a binary address that contradicts itself is malformed") {
    wire::check_exact_size<inet>(oid::inet, "02180004 01020304");
    wire::check_exact_size<cidr>(oid::cidr, "03800110 00000000 00000000 00000000 00000000");
    const auto check = [](const char* hex, oid column) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<inet>(hex, column), tusk::protocol_error);
    };
    check("01200004 01020304", oid::inet);                            // neither IPv4 nor IPv6
    check("04200004 01020304", oid::inet);                            //
    check("02210004 01020304", oid::inet);                            // a prefix of 33 bits
    check("03810010 00000000 00000000 00000000 00000000", oid::inet); // one of 129
    check("02200005 0102030405", oid::inet);                          // five bytes
    check("02200010 00000000 00000000 00000000 00000000", oid::inet); // IPv6's size for IPv4
    check("02200104 01020304", oid::inet);                            // marked as the other type
    check("02200004 01020304", oid::cidr);
    check("02200204 01020304", oid::cidr);
    check("02080104 0a000001", oid::cidr); // bits right of the prefix
    check("02090104 0a400000", oid::cidr);
}

TEST_CASE("an IPv6 address is read in every form of RFC 4291") {
    const auto check = [](const char* text, const char* canonical) {
        INFO(text);
        CHECK(inet::parse(text).to_string() == canonical);
    };
    check("ABCD:EF01:2345:6789:abcd:ef01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789");
    check("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a");
    check("0:0:0:0:0:0:13.1.68.3", "::13.1.68.3");
    check("0:0:0:0:0:FFFF:129.144.52.38/96", "::ffff:129.144.52.38/96");
    check("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8");
    check("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0");
    check("0001::00a0", "1::a0");
}

TEST_CASE("what is no address is refused") {
    wire::check_bad_texts<inet>(oid::inet, {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "1.2.3.", ".1.2.3",
                                            " 1.2.3.4", "1.2.3.4 ", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/08",
                                            "1.2.3.4/-1", "1.2.3.4/8/8", "1.2.3.4/8x", "+1.2.3.4", "0x1.2.3.4"});
    wire::check_bad_texts<inet>(oid::inet, {":",
                                            ":::",
                                            "1",
                                            "1:",
                                            ":1",
                                            "1::2::3",
                                            "1:2:3:4:5:6:7",
                                            "1:2:3:4:5:6:7:8:9",
                                            "1:2:3:4:5:6:7:8::",
                                            "::1:2:3:4:5:6:7:8",
                                            "12345::",
                                            "g::",
                                            "::1.2.3",
                                            "::1.2.3.4:5",
                                            "1:2:3:4:5:6:7:1.2.3.4",
                                            "::1/129",
                                            "::1%eth0",
                                            "1.2.3.4::",
                                            "::-1",
                                            "1:2:3:4:5:6:1.2.3.4.5",
                                            "1 ::"});
    wire::check_bad_texts<cidr>(oid::cidr, {"10.0.0.1/8", "::1/127", "10"});
    wire::check_bad_texts<inet>(oid::cidr, {"10.0.0.1/8"});
}

TEST_CASE("an address tells its parts") {
    const inet host = inet::ipv4({std::byte{10}, std::byte{1}, std::byte{2}, std::byte{3}}, 8);
    CHECK(host.family() == address_family::ipv4);
    CHECK(wire::hex(host.bytes()) == "0a010203");
    CHECK(host.prefix_length() == 8);
    CHECK_FALSE(host.is_single_host());
    CHECK_FALSE(host.is_network());
    CHECK(host == inet::parse("10.1.2.3/8"));
    CHECK_FALSE(host == inet::parse("10.1.2.3"));
    CHECK_FALSE(inet() == inet::parse("::"));
    CHECK(inet() == inet::parse("0.0.0.0"));
    CHECK(inet::ipv6({}).is_single_host());
    CHECK(inet::parse("10.128.0.0/9").is_network());
    CHECK(inet::parse("::/0").is_network());
    CHECK(cidr::parse("::1").prefix_length() == 128);
    CHECK(cidr(inet::parse("10.0.0.0/8")).network() == inet::parse("10.0.0.0/8"));
}

TEST_CASE("a prefix that is too long, or that leaves bits of a cidr, is refused") {
    CHECK_THROWS_WITH(inet::ipv4({}, 33), Contains("33 bits") && Contains("0 to 32"));
    CHECK_THROWS_AS(inet::ipv4({}, -1), tusk::conversion_error);
    CHECK_THROWS_WITH(inet::ipv6({}, 129), Contains("0 to 128"));
    CHECK_THROWS_WITH(cidr(inet::parse("10.0.0.1/8")), Contains("10.0.0.1/8 is no cidr"));
}

TEST_CASE("addresses as parameters") {
    const inet host = inet::parse("10.0.0.1/8");
    CHECK(wire::sent(host, oid::inet) == "binary 020800040a000001");
    CHECK(wire::sent(host, oid::none) == "binary 020800040a000001");
    CHECK_THROWS_WITH(wire::sent(host, oid::cidr), Contains("no cidr"));
    CHECK(wire::sent(host, oid::text) == "text 10.0.0.1/8");
    CHECK(wire::sent(host, oid::macaddr) == "refused");
    CHECK(wire::sent(inet::parse("10.0.0.0/8"), oid::cidr) == "binary 020801040a000000");
    const cidr network = cidr::parse("1.2.3.4");
    CHECK(wire::sent(network, oid::cidr) == "binary 0220010401020304");
    CHECK(wire::sent(network, oid::none) == "binary 0220010401020304");
    CHECK(wire::sent(network, oid::inet) == "binary 0220000401020304");
    CHECK(wire::sent(network, oid::text) == "text 1.2.3.4/32");
    CHECK(wire::sent(network, oid::bytea) == "refused");
    CHECK(wire::read<inet>("020801040a000000", oid::cidr) == inet::parse("10.0.0.0/8"));
    CHECK_FALSE(tusk::codec<cidr>::reads(oid::inet));
}

TEST_CASE("hardware addresses in both formats") {
    wire::check_forms<macaddr>(oid::macaddr, "08002b010aff", "08:00:2b:01:0a:ff");
    wire::check_forms<macaddr8>(oid::macaddr8, "08002b0102030405", "08:00:2b:01:02:03:04:05");
    wire::check_exact_size<macaddr>(oid::macaddr, "08002b010203");
    wire::check_exact_size<macaddr8>(oid::macaddr8, "08002b0102030405");
    CHECK(macaddr::parse("0A:BC:DE:F0:12:34") == macaddr::parse("0a:bc:de:f0:12:34"));
    CHECK(macaddr() < macaddr::parse("00:00:00:00:00:01"));
    CHECK(macaddr8() < macaddr8::parse("00:00:00:00:00:00:00:01"));
    CHECK(wire::sent(macaddr(), oid::macaddr) == "binary 000000000000");
    CHECK(wire::sent(macaddr8(), oid::none) == "binary 0000000000000000");
    CHECK(wire::sent(macaddr(), oid::text) == "text 00:00:00:00:00:00");
    CHECK(wire::sent(macaddr(), oid::macaddr8) == "refused");
}

TEST_CASE("what is no hardware address is refused") {
    wire::check_bad_texts<macaddr>(oid::macaddr, {"", "08:00:2b:01:02", "08:00:2b:01:02:0", "08:00:2b:01:02:03:04",
                                                  "08-00-2b-01-02-03", "08002b010203", "08:00:2b:01:02:0g"});
    wire::check_bad_texts<macaddr8>(oid::macaddr8, {"", "08:00:2b:01:02:03", "08:00:2b:01:02:03:04:0x"});
}

TEST_CASE("arrays of addresses in both formats") {
    const char* const inets = "00000001 00000000 00000365 00000002 00000001 00000008 0208000401020304"
                              "00000014 0380001000000000000000000000000000000001";
    wire::check_forms<std::vector<inet>>(oid::inet_array, inets, "{1.2.3.4/8,::1}");
    const char* const cidrs = "00000001 00000000 0000028a 00000001 00000001 00000008 020801040a000000";
    wire::check_forms<std::vector<cidr>>(oid::cidr_array, cidrs, "{10.0.0.0/8}");
    const char* const macaddrs = "00000001 00000000 0000033d 00000001 00000001 00000006 08002b010203";
    wire::check_forms<std::vector<macaddr>>(oid::macaddr_array, macaddrs, "{08:00:2b:01:02:03}");
    const char* const macaddrs8 = "00000001 00000000 00000306 00000001 00000001 00000008 08002b0102030405";
    wire::check_forms<std::vector<macaddr8>>(oid::macaddr8_array, macaddrs8, "{08:00:2b:01:02:03:04:05}");
}
