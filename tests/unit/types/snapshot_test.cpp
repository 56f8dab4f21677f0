#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/snapshot.hpp>

using Catch::Matchers::Contains;
using tusk::oid;
using tusk::snapshot;

TEST_CASE("snapshots in both formats") {
    for (const oid type : {oid::pg_snapshot, oid::txid_snapshot}) {
        wire::check_forms<snapshot>(
            type, "00000002 000000000000000a 0000000000000014 000000000000000a 000000000000000e", "10:20:10,14");
        wire::check_forms<snapshot>(type, "00000000 0000000000000001 0000000000000001", "1:1:");
        wire::check_forms<snapshot>(type, "00000001 0000000000000001 ffffffffffffffff fffffffffffffffe",
                                    "1:18446744073709551615:18446744073709551614");
        wire::check_exact_size<snapshot>(type, "00000001 000000000000000a 0000000000000014 000000000000000a");
    }
    CHECK(wire::read_text<snapshot>("10:20:10,14", oid::pg_snapshot) == snapshot{10, 20, {10, 14}});
    CHECK(snapshot().to_string() == "1:1:");
}

TEST_CASE("a binary snapshot that breaks the server's rules is malformed") {
    for (const char* hex : {
             "ffffffff 000000000000000a 0000000000000014",                                   // less than nothing
             "7fffffff 000000000000000a 0000000000000014 000000000000000a",                  // more than there is
             "00000000 000000000000000a 0000000000000014 000000000000000a",                  // less
             "00000000 0000000000000000 0000000000000014",                                   // transaction 0
             "00000000 000000000000000a 0000000000000009",                                   // xmax below xmin
             "00000001 000000000000000a 0000000000000014 0000000000000009",                  // below xmin
             "00000001 000000000000000a 0000000000000014 0000000000000014",                  // not below xmax
             "00000002 000000000000000a 0000000000000014 000000000000000e 000000000000000a", // descending
             "00000002 000000000000000a 0000000000000014 000000000000000a 000000000000000a", // twice the same
         }) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<snapshot>(hex, oid::pg_snapshot), tusk::protocol_error);
    }
}

TEST_CASE("what is no snapshot is refused") {
    wire::check_bad_texts<snapshot>(oid::pg_snapshot,
                                    {"",       ":",     "1",       "1:",      "1:1",
                                     "::",     "0:1:",  "2:1:",    "1:3:1,",  "1:3:,1",
                                     "1:3:1 ", " 1:3:", "1:3:1;2", "1:3:2,1", "1:3:1,1",
                                     "1:3:3",  "5:9:4", "-1:3:",   "1:3:x",   "1:18446744073709551616:"});
}

TEST_CASE("a snapshot as a parameter") {
    const snapshot value{1, 3, {2}};
    const std::string binary = "binary 00000001000000000000000100000000000000030000000000000002";
    CHECK(wire::sent(value, oid::pg_snapshot) == binary);
    CHECK(wire::sent(value, oid::txid_snapshot) == binary);
    CHECK(wire::sent(value, oid::none) == binary);
    CHECK(wire::sent(value, oid::text) == "text 1:3:2");
    CHECK(wire::sent(value, oid::int8) == "refused");
    CHECK_THROWS_WITH(wire::sent(snapshot{0, 0, {}}, oid::pg_snapshot), Contains("transaction 0"));
    CHECK_THROWS_WITH(wire::sent(snapshot{2, 1, {}}, oid::pg_snapshot), Contains("xmax is below"));
    CHECK_THROWS_WITH(wire::sent(snapshot{1, 3, {2, 2}}, oid::pg_snapshot), Contains("ascend"));
}

TEST_CASE("arrays of snapshots in both formats") {
    const char* const hex = "00000001 00000000 000013ae 00000001 00000001"
                            "0000001c 00000001 0000000000000001 0000000000000003 0000000000000002";
    wire::check_forms<std::vector<snapshot>>(oid::pg_snapshot_array, hex, "{1:3:2}");
}
