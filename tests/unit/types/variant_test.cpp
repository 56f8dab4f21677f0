#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/json.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/variant.hpp>

using Catch::Matchers::Contains;
using std::monostate;
using std::variant;
using tusk::conversion_error;
using tusk::oid;

TEST_CASE("a variant reads as the alternative that is for the column's very type, wherever it stands") {
    using numbers = variant<std::int64_t, std::int32_t, std::int16_t>;
    CHECK(wire::read<numbers>("00000007", oid::int4) == numbers(std::int32_t{7}));
    CHECK(wire::read<numbers>("0007", oid::int2) == numbers(std::int16_t{7}));
    CHECK(wire::read<numbers>("0000000000000007", oid::int8) == numbers(std::int64_t{7}));
    CHECK(wire::read_text<numbers>("7", oid::int2) == numbers(std::int16_t{7}));
    using documents = variant<std::string, tusk::json>;
    CHECK(wire::read_text<documents>("1", oid::json) == documents(tusk::json{"1"}));
    CHECK(wire::read_text<documents>("1", oid::text) == documents("1"));
}

TEST_CASE("a variant reads as the first alternative that can read the column when none is for its very type") {
    using numbers = variant<bool, std::int16_t, std::int64_t>;
    CHECK(wire::read<numbers>("00000007", oid::int4) == numbers(std::int16_t{7}));
    CHECK_THROWS_AS(wire::read<numbers>("00010000", oid::int4), conversion_error); // no second choice by the value
    using same = variant<int, int>;
    CHECK(wire::read<same>("00000007", oid::int4).index() == 0);
    CHECK(wire::read_text<variant<int, std::vector<int>>>("{7}", oid::int4_array) ==
          variant<int, std::vector<int>>(std::vector{7}));
}

TEST_CASE("a variant reads no column that none of its alternatives reads") {
    using either = variant<monostate, int, bool>;
    CHECK(tusk::codec<either>::reads(oid::int8));
    CHECK_FALSE(tusk::codec<either>::reads(oid::text));
    CHECK_FALSE(tusk::codec<either>::reads(oid::int4_array));
    CHECK_THROWS_WITH(tusk::codec<either>::read_text("1", oid::text), Contains("no alternative") && Contains("text"));
    CHECK(tusk::readable<either>);
    CHECK_FALSE(tusk::readable<variant<int, const char*>>); // a C string is only sent
    CHECK(tusk::writable<variant<int, const char*>>);
}

TEST_CASE("malformed values are protocol errors through a variant, too") {
    wire::check_exact_size<variant<int, std::string>>(oid::int4, "00000007");
}

TEST_CASE("std::monostate is NULL, and without it a variant has none") {
    using perhaps = variant<int, monostate>;
    CHECK(tusk::null_readable<perhaps>);
    CHECK(tusk::codec<perhaps>::null() == perhaps(monostate()));
    CHECK(tusk::codec<perhaps>::is_null(monostate()));
    CHECK_FALSE(tusk::codec<perhaps>::is_null(7));
    CHECK_FALSE(tusk::null_readable<variant<int, bool>>);
    CHECK_FALSE(tusk::null_writable<variant<int, bool>>);
    CHECK_THROWS_AS(wire::written_text(perhaps(monostate()), oid::int4), conversion_error);
}

TEST_CASE("a variant is written as what it holds, in the format that suits all alternatives") {
    using either = variant<int, std::string>;
    CHECK(wire::sent(either(7), oid::text) == "text 7");
    CHECK(wire::sent(either("x"), oid::text) == "text x");
    CHECK(wire::sent(either(7), oid::int4) == "text 7");
    CHECK(wire::sent(variant<int, std::int64_t>(7), oid::int4) == "binary 00000007");
    CHECK(wire::sent(variant<int, double>(1.5), oid::float8) == "binary 3ff8000000000000");
    CHECK(wire::sent(variant<bool, monostate>(true), oid::int4) == "refused");
}

TEST_CASE("an alternative that cannot be sent is refused when it is held, not before") {
    using either = variant<int, bool>;
    CHECK(wire::sent(either(7), oid::int4) == "binary 00000007");
    CHECK_THROWS_WITH(wire::sent(either(true), oid::int4), Contains("holds a bool") && Contains("int4"));
}

TEST_CASE("elements of arrays are variants, with NULL among them") {
    using element = variant<monostate, int, std::string>;
    using elements = std::vector<element>;
    CHECK(wire::read_text<elements>("{1,NULL}", oid::int4_array) == elements{1, monostate()});
    CHECK(wire::read<elements>("00000001 00000001 00000017 00000002 00000001 00000004 00000001 ffffffff",
                               oid::int4_array) == elements{1, monostate()});
    CHECK(wire::sent(elements{1, monostate(), "2"}, oid::int4_array) == "text {1,NULL,2}");
    using numbers = std::vector<variant<monostate, int, std::int64_t>>;
    CHECK(wire::sent(numbers{1, monostate()}, oid::int4_array) ==
          "binary " + wire::without_spaces("00000001 00000001 00000017 00000002 00000001 00000004 00000001 ffffffff"));
    CHECK_THROWS_WITH((wire::read_text<std::vector<variant<int, bool>>>("{1,NULL}", oid::int4_array)),
                      Contains("element 2 is NULL"));
    CHECK(wire::sent(std::vector<std::optional<element>>{monostate(), std::nullopt, 1}, oid::int4_array) ==
          "text {NULL,NULL,1}");
}
