#include "tests/unit/client/arrow_tables.hpp"

#include <tusk/types/to_text.hpp>

#include <catch2/catch.hpp>

#include <limits>

using namespace tusk;
using namespace tusk::test;

namespace {

template <class T>
void check_type(const std::string& format, const std::vector<T>& samples, oid type = codec<T>::type) {
    fields sent{std::nullopt};
    texts expected{std::nullopt};
    for (const T& sample : samples) {
        sent.emplace_back(binary(sample));
        expected.emplace_back(to_text(codec<T>::type, protocol::as_bytes(*sent.back())));
    }
    INFO(format);
    const exported column = export_column(type, sent);
    CHECK(column.format == format);
    CHECK(column.values == expected);
    // Without NULL and without any value.
    sent.erase(sent.begin());
    expected.erase(expected.begin());
    CHECK(exported(export_column(type, sent)).values == expected);
    CHECK(exported(export_column(type, {})).format == format);
    CHECK(exported(export_column(type, fields(9))).values == texts(9));
}

template <class T>
std::vector<T> extremes() {
    using limits = std::numeric_limits<T>;
    return {T{0}, T{1}, limits::lowest(), limits::max()};
}

} // namespace

TEST_CASE("numbers and truth values become Arrow's own") {
    check_type<bool>("b", {true, false, true, true, true, true, true, true, false, true});
    check_type("s", extremes<std::int16_t>());
    check_type("i", extremes<std::int32_t>());
    check_type("l", extremes<std::int64_t>());
    check_type<oid>("I", {oid::none, static_cast<oid>(0xFFFFFFFF)});
    check_type<float>("f", {0, -1.5, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()});
    check_type<double>("g", {0, -1.5, 1e308, -std::numeric_limits<double>::infinity()});
}

TEST_CASE("texts and documents become utf8, bytes become binary, uuids fixed-size binary") {
    const std::vector<std::string> words{"", "Eiger", "Mönch 🗻", std::string(3'000, 'x')};
    for (const oid type : {oid::text, oid::varchar, oid::bpchar, oid::name, oid::json, oid::xml})
        check_type<std::string>("u", words, type);
    check_type<char>("u", {'a', '"', '\0', '\x80'});
    using octets = std::vector<std::byte>;
    check_type<octets>("z", {octets{}, octets{std::byte{0}, std::byte{0xFF}}});
    check_type<uuid>("w:16", {uuid{}, uuid::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")});
}

TEST_CASE("jsonb is its text without the version byte") {
    const exported column = export_column(oid::jsonb, {"\x01{\"a\": 1}", std::nullopt});
    CHECK(column.format == "u");
    CHECK(column.values == texts{"{\"a\": 1}", std::nullopt});
}

TEST_CASE("dates and times are counted from 1970") {
    check_type<date>("tdD", {date{}, date::parse("1970-01-01"), date::parse("4714-11-24 BC"), //
                             date::parse("5874897-12-31")});
    check_type<time_of_day>("ttu", {time_of_day{}, time_of_day{time_of_day::end_of_day - 1}});
    check_type<timestamp>("tsu:", {timestamp{}, timestamp::parse("1970-01-01 00:00:00"),
                                   timestamp::parse("4714-11-24 00:00:00 BC"),
                                   timestamp::parse("294246-12-31 23:59:59.999999")});
    check_type<timestamptz>("tsu:UTC", {timestamptz{}, timestamptz{-1}, timestamptz{1}});
    const auto table = export_column(oid::date, {binary(date::parse("1970-01-02"))});
    CHECK(arrow_number<std::int32_t>(*table.array().children[0], 1, 0) == 1);
    const auto instants = export_column(oid::timestamptz, {binary(timestamptz::parse("1970-01-01 00:00:01+00"))});
    CHECK(arrow_number<std::int64_t>(*instants.array().children[0], 1, 0) == 1'000'000);
}

TEST_CASE("intervals become months, days and nanoseconds") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1'000;
    check_type<interval>("tin", {interval{}, interval{1, -2, 3}, interval{0, 0, most}, interval{0, 0, -most}});
    const auto table = export_column(oid::interval, {binary(interval{1, 2, 3})});
    const ArrowArray& array = *table.array().children[0];
    CHECK(arrow_number<std::int32_t>(array, 1, 0) == 1);
    CHECK(arrow_number<std::int32_t>(array, 1, 1) == 2);
    CHECK(arrow_number<std::int64_t>(array, 1, 1) == 3'000);
}

TEST_CASE("one-dimensional arrays become lists, with NULL as an array, as an element, and empty ones") {
    using ints = std::vector<std::optional<int>>;
    check_type<ints>("+l", {ints{1, std::nullopt, 3}, ints{}, ints{std::nullopt}, ints{4}});
    using words = std::vector<std::optional<std::string>>;
    check_type<words>("+l", {words{"a b", std::nullopt, "NULL", ""}, words{}});
    check_type<std::vector<bool>>("+l", {{true, false, true}, {}});
    check_type<std::vector<uuid>>("+l", {{uuid{}}});
    const auto table = export_column(oid::int4_array, {binary(std::vector<int>{1})});
    CHECK(std::string(table.schema().children[0]->children[0]->format) == "i");
    CHECK(std::string(table.schema().children[0]->children[0]->name) == "item");
}

TEST_CASE("subscripts that do not begin with 1 are not kept") {
    array<int> shifted;
    shifted.elements = {7, 8};
    shifted.dimensions = {{2, -3}};
    const exported column = export_column(oid::int4_array, {binary(shifted)});
    CHECK(column.format == "+l");
    CHECK(column.values == texts{"{7,8}"});
}

TEST_CASE("an array of two dimensions makes its whole column text") {
    const std::vector<std::vector<int>> square{{1, 2}, {3, 4}};
    const exported column = export_column(
        oid::int4_array, {binary(std::vector<int>{1}), std::nullopt, binary(square), binary(std::vector<int>{})});
    CHECK(column.format == "u");
    CHECK(column.values == texts{"{1}", std::nullopt, "{{1,2},{3,4}}", "{}"});
}

TEST_CASE("what travels as text stays text, of whatever type it is") {
    for (const oid type : {oid::int4, oid::point, static_cast<oid>(99'999)}) {
        const exported column = export_column(make_column("only", type, format::text), {"(1,2)", std::nullopt, ""});
        CHECK(column.format == "u");
        CHECK(column.values == texts{"(1,2)", std::nullopt, ""});
    }
}

TEST_CASE("an interval that nanoseconds cannot hold makes its column text, an array of them a list of texts") {
    const interval endless = interval::infinity();
    const exported column = export_column(oid::interval, {binary(interval{1, 0, 0}), binary(endless)});
    CHECK(column.format == "u");
    CHECK(column.values == texts{"1 mon", "infinity"});
    const exported list = export_column(oid::interval_array, {binary(std::vector<interval>{{1, 0, 0}, endless})});
    CHECK(list.format == "+l");
    CHECK(list.values == texts{"{\"1 mon\",infinity}"});
}
