#include "tests/unit/types/wire.hpp"

#include <tusk/types/uuid.hpp>

using tusk::oid;
using tusk::uuid;

TEST_CASE("a uuid in both formats") {
    constexpr auto bytes = "a0eebc99 9c0b 4ef8 bb6d 6bb9bd380a11";
    wire::check_forms<uuid>(oid::uuid, bytes, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    wire::check_exact_size<uuid>(oid::uuid, bytes);
    CHECK(uuid::parse("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11") == wire::read<uuid>(bytes, oid::uuid));
    CHECK(uuid().to_string() == "00000000-0000-0000-0000-000000000000");
    CHECK(uuid() < wire::read<uuid>(bytes, oid::uuid));
}

TEST_CASE("what is no uuid is refused") {
    wire::check_bad_texts<uuid>(oid::uuid,
                                {"", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
                                 "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g",
                                 "a0eebc99-9c0b-4ef8-bb6d+6bb9bd380a11", "a0eebc9-99c0b-4ef8-bb6d-6bb9bd380a11"});
}

TEST_CASE("a uuid as a parameter") {
    const uuid value = uuid::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    CHECK(wire::sent(value, oid::uuid) == "binary a0eebc999c0b4ef8bb6d6bb9bd380a11");
    CHECK(wire::sent(value, oid::none) == "binary a0eebc999c0b4ef8bb6d6bb9bd380a11");
    CHECK(wire::sent(value, oid::text) == "text a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    CHECK(wire::sent(value, oid::bytea) == "refused");
}
