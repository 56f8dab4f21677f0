#include "tests/unit/types/wire.hpp"

#include <tusk/types/bool.hpp>

using tusk::oid;

TEST_CASE("a boolean in both formats") {
    wire::check_forms<bool>(oid::bool_, "01", "t");
    wire::check_forms<bool>(oid::bool_, "00", "f");
    wire::check_exact_size<bool>(oid::bool_, "01");
    wire::check_bad_texts<bool>(oid::bool_, {"", "true", "T", "1", "tt"});
    // The server takes every byte but 0 for true when it receives one (boolrecv).
    CHECK(wire::read<bool>("02", oid::bool_));
}

TEST_CASE("a boolean as a parameter") {
    CHECK(wire::sent(true, oid::bool_) == "binary 01");
    CHECK(wire::sent(false, oid::none) == "binary 00");
    CHECK(wire::sent(true, oid::text) == "text true");
    CHECK(wire::sent(true, oid::int4) == "refused");
    CHECK_FALSE(tusk::codec<bool>::reads(oid::int4));
}
