#include "tests/unit/types/wire.hpp"

using Catch::Matchers::Contains;
using tusk::oid;

TEST_CASE("types have the names that SQL gives them") {
    CHECK(tusk::type_name(oid::int4) == "int4");
    CHECK(tusk::type_name(oid::bool_) == "bool");
    CHECK(tusk::type_name(oid::text_array) == "text[]");
    CHECK(tusk::type_name(static_cast<oid>(16385)) == "type 16385");
    CHECK(tusk::type_name(oid::none) == "type 0");
}

TEST_CASE("arrays know their elements, and elements their arrays") {
    CHECK(tusk::element_type(oid::int4_array) == oid::int4);
    CHECK(tusk::array_type(oid::int4) == oid::int4_array);
    CHECK(tusk::array_type(oid::uuid) == oid::uuid_array);
    CHECK(tusk::element_type(oid::int4) == oid::none);
    CHECK(tusk::array_type(oid::int4_array) == oid::none);
    CHECK(tusk::element_type(static_cast<oid>(4'000'000'000)) == oid::none);
    // Not an array in the sense of "Array Types", although pg_type has an element type for it.
    CHECK(tusk::element_type(oid::int2vector) == oid::none);
    CHECK(tusk::array_type(oid::int2vector) == oid::int2vector_array);
}

TEST_CASE("a parameter without a type is told from the others") {
    CHECK(tusk::is_unspecified(oid::none));
    CHECK(tusk::is_unspecified(oid::unknown));
    CHECK_FALSE(tusk::is_unspecified(oid::text));
}

TEST_CASE("errors show the value, its type and what was expected, and no more than an excerpt") {
    CHECK_THROWS_WITH(tusk::detail::throw_wrong_size(oid::int4, 4, 5),
                      Contains("int4") && Contains("4") && Contains("5"));
    CHECK_THROWS_WITH(tusk::detail::throw_bad_text(oid::date, "x"), Contains("\"x\"") && Contains("date"));
    CHECK_THROWS_WITH(tusk::detail::throw_out_of_range("300", "an 8-bit integer"),
                      "300 does not fit in an 8-bit integer");
    try {
        tusk::detail::throw_bad_text(oid::date, std::string(100'000, 'x'));
        FAIL("nothing was thrown");
    } catch (const tusk::conversion_error& error) {
        CHECK(std::string_view(error.what()).size() < 200);
        CHECK_THAT(error.what(), Contains("100000 bytes"));
    }
}
