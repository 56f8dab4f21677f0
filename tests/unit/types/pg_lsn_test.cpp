#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/pg_lsn.hpp>

using tusk::lsn;
using tusk::oid;

TEST_CASE("log sequence numbers in both formats") {
    wire::check_forms<lsn>(oid::pg_lsn, "00000016b374d848", "16/B374D848");
    wire::check_forms<lsn>(oid::pg_lsn, "0000000000000000", "0/0");
    wire::check_forms<lsn>(oid::pg_lsn, "000000000000000a", "0/A");
    wire::check_forms<lsn>(oid::pg_lsn, "ffffffffffffffff", "FFFFFFFF/FFFFFFFF");
    wire::check_exact_size<lsn>(oid::pg_lsn, "00000016b374d848");
    CHECK(lsn::parse("00000016/b374d848") == lsn{0x16'b374'd848});
    CHECK(lsn::parse("1/0") > lsn::parse("0/FFFFFFFF"));
}

TEST_CASE("what is no log sequence number is refused") {
    wire::check_bad_texts<lsn>(oid::pg_lsn, {"", "/", "0", "0/", "/0", "0/0/0", "0/G", "g/0", " 0/0", "0/0 ", "-1/0",
                                             "0x1/0", "000000000/0", "0/000000000"});
}

TEST_CASE("a log sequence number as a parameter") {
    const lsn value{0x16'b374'd848};
    CHECK(wire::sent(value, oid::pg_lsn) == "binary 00000016b374d848");
    CHECK(wire::sent(value, oid::none) == "binary 00000016b374d848");
    CHECK(wire::sent(value, oid::text) == "text 16/B374D848");
    CHECK(wire::sent(value, oid::int8) == "refused");
}

TEST_CASE("arrays of log sequence numbers in both formats") {
    const char* const hex = "00000001 00000000 00000c94 00000001 00000001 00000008 00000016b374d848";
    wire::check_forms<std::vector<lsn>>(oid::pg_lsn_array, hex, "{16/B374D848}");
}
