#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/catalogue_vector.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::int2vector;
using tusk::oid;
using tusk::oidvector;

namespace {

constexpr auto three = "00000001 00000000 00000015 00000003 00000000 00000002 0001 00000002 fffe 00000002 0003";
constexpr auto empty = "00000001 00000000 00000015 00000000 00000000";

} // namespace

TEST_CASE("int2vector and oidvector in both formats") {
    wire::check_forms<int2vector>(oid::int2vector, three, "1 -2 3");
    wire::check_forms<int2vector>(oid::int2vector, empty, "");
    wire::check_forms<oidvector>(oid::oidvector, "00000001 00000000 0000001a 00000001 00000000 00000004 fffffffe",
                                 "4294967294");
    wire::check_forms<oidvector>(oid::oidvector, "00000001 00000000 0000001a 00000000 00000000", "");
    wire::check_exact_size<int2vector>(oid::int2vector, three);
}

TEST_CASE("catalogue vectors are read as vectors of integers") {
    using numbers = std::vector<std::int32_t>;
    CHECK(wire::read<numbers>(three, oid::int2vector) == numbers{1, -2, 3});
    CHECK(wire::read_text<numbers>("1 -2 3", oid::int2vector) == numbers{1, -2, 3});
    CHECK(wire::read<numbers>(empty, oid::int2vector).empty());
    CHECK(wire::read_text<std::vector<std::int16_t>>("", oid::int2vector).empty());
    CHECK(wire::read_text<std::vector<oid>>("16 25", oid::oidvector) == std::vector<oid>{oid::bool_, oid::text});
    CHECK_FALSE(tusk::codec<std::vector<std::string>>::reads(oid::int2vector));
}

TEST_CASE("catalogue vectors start from subscript 0") {
    using dimensions = std::vector<tusk::array_dimension>;
    CHECK(wire::read<tusk::array<std::int16_t>>(three, oid::int2vector).dimensions == dimensions{{3, 0}});
    CHECK(wire::read_text<tusk::array<std::int16_t>>("1 2", oid::int2vector).dimensions == dimensions{{2, 0}});
    CHECK(wire::read<tusk::array<std::int16_t>>(empty, oid::int2vector).dimensions.empty());
    const std::vector<std::int16_t> values{1, -2, 3};
    CHECK(wire::written_binary(values, oid::int2vector) == wire::without_spaces(three));
}

TEST_CASE("catalogue vectors are sent as text, which also the empty one survives") {
    CHECK(wire::sent(int2vector{{1, 2}}, oid::int2vector) == "text 1 2");
    CHECK(wire::sent(int2vector{}, oid::none) == "text ");
    CHECK(wire::sent(int2vector{{1}}, oid::oidvector) == "refused");
    CHECK(wire::sent(std::vector<std::int16_t>{1, 2}, oid::int2vector) == "text 1 2");
    CHECK(wire::sent(std::vector<oid>{oid::text}, oid::oidvector) == "text 25");
    CHECK(wire::sent(std::vector<std::int16_t>{}, oid::int2vector) == "text ");
    CHECK(wire::sent(std::vector<std::int16_t>{1, 2}, oid::int2_array).starts_with("binary"));
    CHECK(wire::sent(std::vector<bool>{true}, oid::int2vector) == "refused");
}

TEST_CASE("what a catalogue vector cannot hold is not sent") {
    const std::vector<std::optional<std::int16_t>> with_null{1, std::nullopt};
    CHECK_THROWS_WITH(wire::sent(with_null, oid::int2vector), Contains("NULL"));
    const std::vector<std::vector<std::int16_t>> nested{{1}, {2}};
    CHECK_THROWS_WITH(wire::sent(nested, oid::int2vector), Contains("2 dimensions"));
}

TEST_CASE("malformed catalogue vectors are refused") {
    wire::check_bad_texts<int2vector>(oid::int2vector, {" ", "1 ", " 1", "1  2", "{1,2}", "1,2", "x", "70000"});
    for (const char* hex :
         {"00000001 00000000 00000017 00000000 00000000", "00000001 00000000 00000015 00000001 00000000",
          "00000001 00000000 00000015 00000000 00000000 00", "00000001 00000000 00000015 ffffffff 00000000",
          "00000002 00000000 00000015 00000000 00000000 00000000 00000000"}) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<int2vector>(hex, oid::int2vector), tusk::protocol_error);
    }
    // An array's empty dimension stays malformed.
    CHECK_THROWS_AS(wire::read<std::vector<std::int16_t>>(empty, oid::int2_array), tusk::protocol_error);
}

TEST_CASE("arrays of catalogue vectors") {
    const std::vector<int2vector> vectors{{{1, 2}}, {}, {{3}}};
    constexpr auto text = R"({"1 2","",3})";
    constexpr auto binary = "00000001 00000000 00000016 00000003 00000001"
                            "00000020 00000001 00000000 00000015 00000002 00000000 00000002 0001 00000002 0002"
                            "00000014 00000001 00000000 00000015 00000000 00000000"
                            "0000001a 00000001 00000000 00000015 00000001 00000000 00000002 0003";
    CHECK(wire::read<std::vector<int2vector>>(binary, oid::int2vector_array) == vectors);
    CHECK(wire::read_text<std::vector<int2vector>>(text, oid::int2vector_array) == vectors);
    CHECK(wire::sent(vectors, oid::int2vector_array) == std::string("text ") + text);
    CHECK(tusk::to_text(oid::int2vector_array, wire::bytes(binary)) == text);
    CHECK(wire::read_text<std::vector<oidvector>>("{1,\"\"}", oid::oidvector_array).size() == 2);
}
