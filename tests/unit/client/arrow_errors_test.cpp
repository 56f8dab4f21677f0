#include "tests/unit/client/arrow_tables.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;

namespace {

/// What exporting throws for a column whose third row is `bad`.
std::string trouble_with(oid type, const std::string& good, const std::string& bad) {
    try {
        static_cast<void>(export_column(type, {good, std::nullopt, bad, good}));
    } catch (const database_error& thrown) {
        return thrown.what();
    }
    return "nothing was thrown";
}

} // namespace

TEST_CASE("infinite dates and timestamps are data errors that name column, row and remedy") {
    const auto about_date = trouble_with(oid::date, binary(date{}), binary(date::infinity()));
    CHECK_THAT(about_date, Contains("column \"only\" (date), row 2 (counted from 0)") && Contains("infinity") &&
                               Contains("cast the column to text") && Contains("isfinite()"));
    CHECK_THAT(trouble_with(oid::timestamp, binary(timestamp{}), binary(timestamp::negative_infinity())),
               Contains("row 2") && Contains("-infinity"));
    CHECK_THAT(trouble_with(oid::timestamptz, binary(timestamptz{}), binary(timestamptz::infinity())),
               Contains("row 2") && Contains("infinity"));
    CHECK_THAT(trouble_with(oid::date_array, binary(std::vector<date>{{}}), binary(std::vector{date::infinity()})),
               Contains("row 2") && Contains("infinity"));
}

TEST_CASE("what is too late for Arrow's count from 1970, and the end of the day, are data errors") {
    const auto last = timestamp::parse("294276-12-31 23:59:59.999999");
    CHECK_THAT(trouble_with(oid::timestamp, binary(timestamp{}), binary(last)), Contains("294276-12-31"));
    CHECK_THAT(trouble_with(oid::date, binary(date{}), binary(date{std::numeric_limits<std::int32_t>::max() - 1})),
               Contains("no equivalent in Arrow"));
    CHECK_THAT(trouble_with(oid::time, binary(time_of_day{}), binary(time_of_day{time_of_day::end_of_day})),
               Contains("24:00:00") && Contains("interval"));
}

TEST_CASE("the row of an error is counted as the cursor counts, rows that were fetched before included") {
    std::vector<std::string> bodies(5, row_body({binary(date{})}));
    bodies[4] = row_body({binary(date::infinity())});
    const rows rest(make_result(make_shape({make_column("d", oid::date)}), bodies), 3, 2);
    CHECK_THROWS_WITH(rest.to_arrow(), Contains("row 4 (counted from 0)"));
}

TEST_CASE("text that is not UTF-8 is a data error: Arrow's readers would believe that it is") {
    CHECK_THAT(trouble_with(oid::text, "ä", "\xFF"), Contains("row 2") && Contains("not UTF-8"));
    CHECK_THAT(
        trouble_with(oid::text_array, binary(std::vector<std::string>{"a"}), binary(std::vector<std::string>{"\xC3"})),
        Contains("not UTF-8"));
    CHECK_THROWS_WITH(export_column(make_column("\xC0", oid::int4), {}), Contains("name is not UTF-8"));
}

TEST_CASE("values of a wrong size are the errors of their codecs") {
    CHECK_THAT(trouble_with(oid::int4, binary(1), "123"), Contains("row 2"));
    CHECK_THAT(trouble_with(oid::bool_, binary(true), ""), Contains("row 2"));
    CHECK_THAT(trouble_with(oid::uuid, binary(uuid{}), "short"), Contains("row 2"));
    CHECK_THAT(trouble_with(oid::jsonb, "\x01{}", "\x02{}"), Contains("row 2"));
    CHECK_THAT(trouble_with(oid::time, binary(time_of_day{}), binary(std::int64_t{-1})), Contains("row 2"));
}

TEST_CASE("malformed arrays are the errors of their codec, before memory is taken for what they promise") {
    const std::string good = binary(std::vector<int>{1, 2});
    std::string too_many = good;
    too_many[12] = '\x7F'; // the length of the dimension
    CHECK_THAT(trouble_with(oid::int4_array, good, too_many), Contains("more elements than its bytes can hold"));
    CHECK_THAT(trouble_with(oid::int4_array, good, good + "x"), Contains("its size is not"));
    CHECK_THAT(trouble_with(oid::int4_array, good, good.substr(0, good.size() - 1)), Contains("row 2"));
    CHECK_THAT(trouble_with(oid::int8_array, binary(std::vector<std::int64_t>{1}), good), Contains("another type"));
    CHECK_THAT(trouble_with(oid::int4_array, good, ""), Contains("row 2"));
}

TEST_CASE("a row that contradicts its own lengths cannot be exported: a protocol error") {
    const auto shape = make_shape({make_column("a", oid::int4), make_column("b", oid::text)});
    const std::string good = row_body({binary(1), "x"});
    for (const std::string& bad :
         {good.substr(0, good.size() - 1), good + "y", row_body({binary(1)}), std::string("\0", 1), std::string()}) {
        const rows both(make_result(shape, {good, bad}), 0, 2);
        CHECK_THROWS_AS(both.to_arrow(), protocol_error);
    }
    std::string negative = good;
    negative[2] = '\x80';
    CHECK_THROWS_AS(rows(make_result(shape, {negative}), 0, 1).to_arrow(), protocol_error);
}
