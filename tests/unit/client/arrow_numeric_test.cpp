#include "client/arrow_decimal.hpp"
#include "tests/unit/client/arrow_tables.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

namespace {

exported export_numerics(const std::vector<const char*>& values, std::int32_t type_modifier = -1) {
    fields sent;
    for (const char* value : values) sent.push_back(value == nullptr ? field() : field(binary(numeric::parse(value))));
    column source = make_column("only", oid::numeric);
    source.type_modifier = type_modifier;
    return export_column(std::move(source), sent);
}

/// As the server packs them (numeric's typmod).
constexpr std::int32_t packed(int precision, int scale) { return (precision << 16 | (scale & 0x7FF)) + 4; }

constexpr auto largest = "99999999999999999999999999999999999999"; // 38 digits

} // namespace

TEST_CASE("numerics of a known precision and scale are decimals of just these") {
    const exported column = export_numerics({"1.50", nullptr, "-99999999.99", "0.00"}, packed(10, 2));
    CHECK(column.format == "d:10,2");
    CHECK(column.values == texts{"1.50", std::nullopt, "-99999999.99", "0.00"});
    CHECK(export_numerics({}, packed(38, 38)).format == "d:38,38");
}

TEST_CASE("numerics of an unknown scale take the largest among them") {
    const exported column = export_numerics({"1", "-2.5", nullptr, "0.00001", "10000.0", "0"});
    CHECK(column.format == "d:38,5");
    CHECK(column.values == texts{"1.00000", "-2.50000", std::nullopt, "0.00001", "10000.00000", "0.00000"});
    CHECK(export_numerics({}).format == "d:38,0");
    CHECK(export_numerics({nullptr}).format == "d:38,0");
}

TEST_CASE("38 digits fit, 39 make the column text") {
    CHECK(export_numerics({largest}).format == "d:38,0");
    CHECK(export_numerics({largest, "-99999999999999999999999999999999999999"}).values[0] == largest);
    CHECK(export_numerics({"100000000000000000000000000000000000000"}).format == "u");
    CHECK(export_numerics({"0.00000000000000000000000000000000000001"}).format == "d:38,38");
    CHECK(export_numerics({"0.000000000000000000000000000000000000001"}).format == "u");
    CHECK(export_numerics({"0.000000000000000000000000000000000000000"}).format == "u");
    // Each fits, but not with the other's scale.
    const exported together = export_numerics({largest, "0.1"});
    CHECK(together.format == "u");
    CHECK(together.values == texts{largest, "0.1"});
}

TEST_CASE("NaN and the infinities make the column text, whatever its type says") {
    for (const std::int32_t modifier : {-1, packed(10, 2)}) {
        const exported column = export_numerics({"1.50", "NaN", nullptr}, modifier);
        CHECK(column.format == "u");
        CHECK(column.values == texts{"1.50", "NaN", std::nullopt});
    }
    CHECK(export_numerics({"Infinity", "-Infinity"}).values == texts{"Infinity", "-Infinity"});
}

TEST_CASE("scales below zero and above the precision are widened to what Arrow's readers know") {
    CHECK(export_numerics({"12000"}, packed(2, -3)).format == "d:5,0");
    CHECK(export_numerics({"12000"}, packed(2, -3)).values == texts{"12000"});
    CHECK(export_numerics({"0.00123"}, packed(3, 5)).format == "d:5,5");
}

TEST_CASE("more than 38 digits in the column's type leave the choice to the values") {
    CHECK(export_numerics({"1.5"}, packed(100, 1)).format == "d:38,1");
    CHECK(export_numerics({"1.5"}, packed(30, -20)).format == "d:38,1");
}

TEST_CASE("values that break the column's own type are still exported whole") {
    const exported more_scale = export_numerics({"1.567", "1.50"}, packed(10, 2));
    CHECK(more_scale.format == "d:38,3");
    CHECK(more_scale.values == texts{"1.567", "1.500"});
    const exported more_digits = export_numerics({"1234.5"}, packed(3, 1));
    CHECK(more_digits.format == "d:38,1");
    CHECK(more_digits.values == texts{"1234.5"});
}

TEST_CASE("arrays of numerics are lists of decimals, or of texts where one does not fit") {
    const auto list = [](const char* second) {
        return binary(std::vector<numeric>{numeric::parse("1.5"), numeric::parse(second)});
    };
    const exported decimals = export_column(oid::numeric_array, {list("2.25"), std::nullopt});
    CHECK(decimals.format == "+l");
    CHECK(decimals.values == texts{"{1.50,2.25}", std::nullopt});
    const auto mixed = export_column(oid::numeric_array, {list("2.25"), list("NaN")});
    CHECK(std::string(mixed.schema().children[0]->children[0]->format) == "u");
    CHECK(exported(mixed).values == texts{"{1.5,2.25}", "{1.5,NaN}"});
}

TEST_CASE("a column that needs text elements first, and text after that, gets there") {
    const std::vector<std::vector<numeric>> square{{numeric(1)}, {numeric::nan()}};
    const exported column =
        export_column(oid::numeric_array, {binary(std::vector<numeric>{numeric::nan()}), binary(square)});
    CHECK(column.format == "u");
    CHECK(column.values == texts{"{NaN}", "{{1},{NaN}}"});
}

TEST_CASE("every digit of a numeric arrives in its decimal") {
    for (const char* text : {"0", "1", "-1", "9999", "10000", "10001", "123456789012345678901234567890.12345678",
                             "-0.1", "0.1234", "0.12345", "1000000000000000000000000000000000000", "12.340", "0.0001",
                             "0.00010", "-12345678.9", "20000.00002"}) {
        INFO(text);
        CHECK(export_numerics({text}).values == texts{text});
    }
}

TEST_CASE("scaling up refuses what would have too many digits") {
    using arrow::scale_up;
    CHECK(scale_up(0, 1'000) == 0);
    CHECK(scale_up(9, 37).has_value());
    CHECK_FALSE(scale_up(10, 37).has_value());
    CHECK_FALSE(scale_up(-10, 37).has_value());
    CHECK_FALSE(scale_up(1, 39).has_value());
    CHECK_FALSE(scale_up(1, 38).has_value());
    CHECK(scale_up(-99, 0, 2) == -99);
    CHECK_FALSE(scale_up(100, 0, 2).has_value());
}

TEST_CASE("a malformed numeric is an error, as it is for its codec") {
    CHECK_THROWS_AS(export_column(oid::numeric, {"\0\1"}), malformed_value);
    std::string bad_digit = binary(numeric(5));
    bad_digit[8] = '\x7F';
    CHECK_THROWS_WITH(export_column(oid::numeric, {bad_digit}), Catch::Contains("a digit above 9999"));
}
