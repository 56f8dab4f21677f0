#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::oid;

namespace {

constexpr oid registered_objects[] = {oid::regproc,   oid::regprocedure,  oid::regoper,     oid::regoperator,
                                      oid::regclass,  oid::regtype,       oid::regrole,     oid::regnamespace,
                                      oid::regconfig, oid::regdictionary, oid::regcollation};

} // namespace

TEST_CASE("regclass and its kin are asked for as text, since their binary form is a bare number") {
    for (const oid type : registered_objects) {
        INFO(tusk::type_name(type));
        CHECK_FALSE(tusk::has_binary_codec(type));
        CHECK_FALSE(tusk::has_binary_codec(tusk::array_type(type)));
        CHECK_THROWS_AS(tusk::to_text(type, wire::bytes("00000001")), tusk::conversion_error);
    }
}

TEST_CASE("a string reads the name of an object from text, and refuses the number in its place") {
    for (const oid type : registered_objects) {
        INFO(tusk::type_name(type));
        CHECK(wire::read_text<std::string>("pg_catalog.\"Odd name\"", type) == "pg_catalog.\"Odd name\"");
        CHECK(wire::read_text<std::string_view>("pg_class", type) == "pg_class");
        CHECK_FALSE(tusk::codec<std::string>::is_plain(type));
        CHECK_FALSE(tusk::codec<std::string_view>::is_plain(type));
        CHECK_THROWS_WITH(wire::read<std::string>("00000001", type),
                          Contains("binary " + tusk::type_name(type)) && Contains("x::text"));
        CHECK_THROWS_AS(wire::read<std::string>("00000001", type), tusk::conversion_error);
    }
}

TEST_CASE("a tusk::oid reads the number of an object from both formats, and refuses a name") {
    for (const oid type : registered_objects) {
        INFO(tusk::type_name(type));
        CHECK(wire::read<oid>("fffffffe", type) == static_cast<oid>(4294967294));
        CHECK(wire::read_text<oid>("4294967294", type) == static_cast<oid>(4294967294));
        CHECK(wire::read_text<oid>("-", type) == oid::none);
        CHECK_THROWS_WITH(wire::read_text<oid>("pg_class", type),
                          Contains("text of a " + tusk::type_name(type)) && Contains("x::oid"));
        wire::check_exact_size<oid>(type, "00000001");
        wire::check_bad_texts<oid>(type, {"", "-1", "+1", " 1", "1 ", "4294967296", "99999999999999999999", "\"1\""});
    }
    wire::check_bad_texts<oid>(oid::oid, {"-", "pg_class"});
}

TEST_CASE("objects as parameters: strings are names, numbers are numbers") {
    for (const oid type : registered_objects) {
        INFO(tusk::type_name(type));
        CHECK(wire::sent(std::string("pg_class"), type) == "text pg_class");
        CHECK(wire::sent(oid::int4, type) == "binary 00000017");
        CHECK(wire::sent(1259, type) == "binary 000004eb");
        CHECK(wire::sent(std::uint64_t{4294967295}, type) == "binary ffffffff");
        CHECK_THROWS_WITH(wire::sent(-1, type), Contains("-1 does not fit in " + tusk::type_name(type)));
        CHECK_THROWS_AS(wire::sent(std::uint64_t{4294967296}, type), tusk::conversion_error);
        CHECK_FALSE(tusk::codec<int>::reads(type));
    }
}

TEST_CASE("arrays of objects") {
    const char* const hex = "00000001 00000000 0000089d 00000002 00000001 00000004 000004eb 00000004 00000001";
    const std::vector<oid> numbers{static_cast<oid>(1259), static_cast<oid>(1)};
    CHECK(wire::read<std::vector<oid>>(hex, oid::regclass_array) == numbers);
    CHECK(wire::read_text<std::vector<oid>>("{1259,1}", oid::regclass_array) == numbers);
    CHECK(wire::read_text<std::vector<std::string>>("{pg_class,1}", oid::regclass_array) ==
          std::vector<std::string>{"pg_class", "1"});
    CHECK(wire::sent(numbers, oid::regclass_array) == "binary " + wire::without_spaces(hex));
    CHECK(wire::sent(std::vector<std::string>{"pg_class"}, oid::regclass_array) == "text {pg_class}");
}
