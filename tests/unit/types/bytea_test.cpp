#include "tests/unit/types/wire.hpp"

#include <tusk/types/bytea.hpp>

using Catch::Matchers::Contains;
using tusk::oid;
using octets = std::vector<std::byte>;

TEST_CASE("bytea in both formats") {
    wire::check_forms<octets>(oid::bytea, "00ff5c27", "\\x00ff5c27");
    wire::check_forms<octets>(oid::bytea, "", "\\x");
    CHECK(wire::read_text<octets>("\\xABcd", oid::bytea) == wire::bytes("abcd"));
    wire::check_bad_texts<octets>(oid::bytea, {"\\x0", "\\x0g", "\\x00 ", "\\x\\x"});
}

TEST_CASE("bytea's old escape form is read") {
    CHECK(wire::read_text<octets>("abc", oid::bytea) == wire::bytes("616263"));
    CHECK(wire::read_text<octets>("\\000\\377\\\\'", oid::bytea) == wire::bytes("00ff5c27"));
    wire::check_bad_texts<octets>(oid::bytea, {"\\", "a\\", "\\1", "\\12", "\\400", "\\008", "\\y"});
}

TEST_CASE("bytes can be viewed in binary format alone") {
    const octets row = wire::bytes("0102");
    using view = std::span<const std::byte>;
    CHECK(tusk::codec<view>::read_binary(row, oid::bytea).data() == row.data());
    CHECK_THROWS_WITH(tusk::codec<view>::read_text("\\x01", oid::bytea), Contains("std::vector<std::byte>"));
}

TEST_CASE("bytes as a parameter go to bytea alone") {
    const octets value = wire::bytes("0102");
    CHECK(wire::sent(value, oid::bytea) == "binary 0102");
    CHECK(wire::sent(value, oid::none) == "binary 0102");
    CHECK(wire::sent(value, oid::text) == "refused");
    CHECK(wire::sent(std::span<const std::byte>(value), oid::bytea) == "binary 0102");
}
