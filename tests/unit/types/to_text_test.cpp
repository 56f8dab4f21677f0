#include "tests/unit/types/wire.hpp"

using Catch::Matchers::Contains;
using tusk::has_binary_codec;
using tusk::oid;
using tusk::to_text;

TEST_CASE("columns are asked for in binary where tusk knows the form, their arrays as well") {
    for (const oid type :
         {oid::bool_,       oid::bytea,    oid::char_,   oid::name,     oid::int8,        oid::int2,
          oid::int4,        oid::text,     oid::oid,     oid::json,     oid::xml,         oid::float4,
          oid::float8,      oid::bpchar,   oid::varchar, oid::date,     oid::time,        oid::timestamp,
          oid::timestamptz, oid::interval, oid::numeric, oid::uuid,     oid::jsonb,       oid::xid,
          oid::cid,         oid::xid8,     oid::tid,     oid::pg_lsn,   oid::pg_snapshot, oid::txid_snapshot,
          oid::inet,        oid::cidr,     oid::macaddr, oid::macaddr8, oid::bit,         oid::varbit}) {
        INFO(tusk::type_name(type));
        CHECK(has_binary_codec(type));
        CHECK(has_binary_codec(tusk::array_type(type)));
    }
    for (const oid type : {oid::none, oid::aclitem, oid::money, oid::regclass, static_cast<oid>(16385)}) {
        INFO(tusk::type_name(type));
        CHECK_FALSE(has_binary_codec(type));
        CHECK_THROWS_WITH(to_text(type, {}), Contains("binary form"));
    }
}

TEST_CASE("arrays are printed as the server prints them") {
    const auto printed = [](oid type, const char* hex) { return to_text(type, wire::bytes(hex)); };
    CHECK(printed(oid::int4_array, "00000000 00000000 00000017") == "{}");
    CHECK(printed(oid::bool_array, "00000002 00000001 00000010 00000002 00000001 00000002 00000001"
                                   "00000001 01 00000001 00 ffffffff 00000001 01") == "{{t,f},{NULL,t}}");
    CHECK(printed(oid::text_array, "00000001 00000001 00000019 00000005 00000001 00000001 61 00000003 622063 ffffffff"
                                   "00000004 4e554c4c 00000000") == R"({a,"b c",NULL,"NULL",""})");
    CHECK(printed(oid::timestamptz_array, "00000001 00000000 000004a0 00000001 00000001 00000008 0002b33cdaab7260") ==
          R"({"2024-01-31 13:45:01.5+00"})");
    CHECK(printed(oid::bytea_array, "00000001 00000000 00000011 00000001 00000001 00000001 00") == R"({"\\x00"})");
    CHECK(printed(oid::int4_array, "00000001 00000000 00000017 00000001 fffffffe 00000004 00000007") == "[-2:-2]={7}");
}

TEST_CASE("a malformed value is not printed") {
    CHECK_THROWS_AS(to_text(oid::int4, wire::bytes("0000")), tusk::malformed_value);
    CHECK_THROWS_AS(to_text(oid::int4_array, wire::bytes("00000000 00000000 00000019")), tusk::malformed_value);
    CHECK_THROWS_AS(to_text(oid::int4_array, wire::bytes("00000000 00000000 00000017 00")), tusk::malformed_value);
    CHECK_THROWS_AS(to_text(oid::time, wire::bytes("ffffffffffffffff")), tusk::malformed_value);
}

TEST_CASE("a text that is far too long for its value is not built up") {
    // 10,000 numerics of 131072 digits, in 180 KB.
    std::string hex = "00000001 00000000 000006a4 00002710 00000001";
    for (int i = 0; i < 10'000; ++i) hex += "0000000a 0001 7fff 0000 0000 03e8";
    CHECK_THROWS_WITH(to_text(oid::numeric_array, wire::bytes(hex)), Contains("would exceed 76070144 bytes"));
    // A backslash in forty records, each of which doubles what was escaped before.
    std::string record = "00000001 00000019 00000001 5c";
    for (int i = 0; i < 40; ++i) record = "00000001 000008c9" + wire::with_length(record);
    CHECK_THROWS_WITH(to_text(oid::record, wire::bytes(record)), Contains("cast it to text"));
}
