#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <sstream>

using namespace tusk::test;
using tusk::format;
using tusk::oid;
using tusk::rows;

namespace {

template <class T>
std::string printed(const T& shown) {
    std::ostringstream out;
    out << shown;
    return out.str();
}

/// What a result of these rows, all of them text, is printed as.
std::string printed_table(const std::vector<tusk::column>& columns, const std::vector<fields>& values) {
    std::vector<std::string> bodies;
    for (const fields& row : values) bodies.push_back(row_body(row));
    return printed(rows(make_result(make_shape(columns), bodies), 0, bodies.size()));
}

const std::vector<tusk::column> name_and_height = {make_column("name", oid::text), make_column("height", oid::int4)};

} // namespace

TEST_CASE("rows are printed as a table, with numbers to the right and a count below") {
    CHECK(printed_table(name_and_height, {{"Eiger", binary(3967)}, {"Jungfrau", binary(-41)}}) ==
          "   name   | height \n"
          "----------+--------\n"
          " Eiger    |   3967\n"
          " Jungfrau |    -41\n"
          "(2 rows)\n");
    CHECK(printed_table({make_column("height", oid::int4), make_column("name", oid::text)}, {{binary(1), "a"}}) ==
          " height | name \n"
          "--------+------\n"
          "      1 | a\n"
          "(1 row)\n");
}

TEST_CASE("no rows are printed as their heading, and a result without columns as its count") {
    CHECK(printed_table(name_and_height, {}) == " name | height \n"
                                                "------+--------\n"
                                                "(0 rows)\n");
    CHECK(printed_table({}, {{}, {}}) == "--\n(2 rows)\n");
    CHECK(printed(rows()) == "--\n(0 rows)\n");
}

TEST_CASE("NULL is printed as a mark, which differs from the empty string") {
    CHECK(printed_table(name_and_height, {{std::nullopt, std::nullopt}, {"", binary(7)}}) == " name | height \n"
                                                                                             "------+--------\n"
                                                                                             " ∅    |      ∅\n"
                                                                                             "      |      7\n"
                                                                                             "(2 rows)\n");
}

TEST_CASE("values and headings of several lines take several, marked where they go on") {
    const std::vector<tusk::column> columns = {make_column("a\nname", oid::text), make_column("n", oid::int4),
                                               make_column("z", oid::text)};
    CHECK(printed_table(columns, {{"one\ntwo", binary(12), "x\ny\n"}, {"three", binary(3), "x"}}) ==
          "   a  +| n  | z \n"
          " name  |    |   \n"
          "-------+----+---\n"
          " one  +| 12 | x+\n"
          " two   |    | y+\n"
          "       |    | \n"
          " three |  3 | x\n"
          "(2 rows)\n");
}

TEST_CASE("widths are what a terminal shows, and what it would obey is made visible, in headings too") {
    CHECK(printed_table({make_column("山\x1B", oid::text), make_column("n", oid::int4)},
                        {{"日本", binary(1)}, {"Zu\u0308", binary(2)}, {"a\tb\r", binary(3)}}) ==
          "   山\\x1B    | n \n"
          "-------------+---\n"
          " 日本        | 1\n"
          " Zu\u0308          | 2\n"
          " a       b\\r | 3\n"
          "(3 rows)\n");
}

TEST_CASE("long values are not cut") {
    const std::string digits(4'000, '7'); // a segment of wire_rows.hpp holds 4,096 bytes
    const std::string table = printed_table({make_column("n", oid::text)}, {{digits}});
    CHECK(table.find(" " + digits + "\n") != std::string::npos);
}

TEST_CASE("only the rows that are asked for are printed, and they alone decide on the widths") {
    const auto result = make_result(make_shape({make_column("n", oid::text)}),
                                    {row_body({"a very long one"}), row_body({"b"}), row_body({"c"})});
    CHECK(printed(rows(result, 1, 2)) == " n \n---\n b\n c\n(2 rows)\n");
}

TEST_CASE("one row is printed with its heading, without a count") {
    const lone_row one(name_and_height, {"Eiger", binary(3967)});
    CHECK(printed(one.view()) == " name  | height \n"
                                 "-------+--------\n"
                                 " Eiger |   3967\n");
    CHECK(printed(lone_row({}, {}).view()) == "--\n");
    const rows all(make_result(make_shape(name_and_height), {row_body({"Eiger", binary(1)})}), 0, 1);
    CHECK(printed(all[0]) == " name  | height \n"
                             "-------+--------\n"
                             " Eiger |      1\n");
}

TEST_CASE("a value is printed as its text, as it is, or as the mark for NULL") {
    const lone_row row(
        {make_column("n", oid::int4), make_column("t", oid::text), make_column("p", oid::point, format::text)},
        {binary(42), "a\n\tb", "(1,2)"});
    CHECK(printed(row.view()[0]) == "42");
    CHECK(printed(row.view()[1]) == "a\n\tb");
    CHECK(printed(row.view()[2]) == "(1,2)");
    CHECK(printed(lone_row(name_and_height, {std::nullopt, std::nullopt}).view()[1]) == "∅");
}

TEST_CASE("a malformed value is told before anything is printed") {
    const rows broken(
        make_result(make_shape({make_column("height", oid::int4)}), {row_body({binary(1)}), row_body({"x"})}), 0, 2);
    std::ostringstream out;
    CHECK_THROWS_WITH(out << broken, Catch::Contains("\"height\"") && Catch::Contains("int4"));
    CHECK(out.str().empty());
}
