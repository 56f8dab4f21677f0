#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/tuple_id.hpp>

using tusk::oid;
using tusk::tuple_id;

TEST_CASE("places of rows in both formats") {
    wire::check_forms<tuple_id>(oid::tid, "00000000 0001", "(0,1)");
    wire::check_forms<tuple_id>(oid::tid, "ffffffff ffff", "(4294967295,65535)");
    wire::check_exact_size<tuple_id>(oid::tid, "00000000 0001");
    CHECK(tuple_id{1, 2} < tuple_id{2, 1});
}

TEST_CASE("what is no place of a row is refused") {
    wire::check_bad_texts<tuple_id>(oid::tid,
                                    {"", "()", "(0)", "(0,)", "(,0)", "0,1", "(0,1", "0,1)", "(0,1) ", " (0,1)",
                                     "(0,65536)", "(4294967296,0)", "(-1,0)", "(0,+1)", "(0, 1)", "(0,1,2)"});
}

TEST_CASE("a place of a row as a parameter") {
    CHECK(wire::sent(tuple_id{1, 2}, oid::tid) == "binary 000000010002");
    CHECK(wire::sent(tuple_id{1, 2}, oid::none) == "binary 000000010002");
    CHECK(wire::sent(tuple_id{1, 2}, oid::text) == "text (1,2)");
    CHECK(wire::sent(tuple_id{1, 2}, oid::int8) == "refused");
}

TEST_CASE("arrays of places of rows in both formats") {
    const char* const hex = "00000001 00000000 0000001b 00000001 00000001 00000006 000000000001";
    wire::check_forms<std::vector<tuple_id>>(oid::tid_array, hex, "{\"(0,1)\"}");
}
