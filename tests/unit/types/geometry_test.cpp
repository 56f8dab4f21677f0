#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/geometry.hpp>

#include <cmath>

using tusk::oid;
using tusk::point;

TEST_CASE("points are printed as their coordinates are") {
    const auto check = [](const char* hex, const char* text) { wire::check_forms<point>(oid::point, hex, text); };
    check("3ff0000000000000 4000000000000000", "(1,2)");
    check("8000000000000000 7ff8000000000000", "(-0,NaN)");
    check("7e37e43c8800759c fff0000000000000", "(1e+300,-Infinity)");
    check("3e7ad7f29abcaf48 3ff8000000000000", "(1e-07,1.5)");
    wire::check_exact_size<point>(oid::point, "3ff0000000000000 4000000000000000");
    CHECK(std::isnan(point::parse("(NaN,1)").x));
}

TEST_CASE("the geometric types of fixed size in both formats") {
    constexpr auto three = "3ff0000000000000 4000000000000000 4008000000000000";
    constexpr auto four = "4008000000000000 4010000000000000 3ff0000000000000 4000000000000000";
    wire::check_forms<tusk::line>(oid::line, three, "{1,2,3}");
    wire::check_forms<tusk::line>(oid::line, "8000000000000000 3ff0000000000000 7ff0000000000000", "{-0,1,Infinity}");
    wire::check_forms<tusk::lseg>(oid::lseg, four, "[(3,4),(1,2)]");
    wire::check_forms<tusk::box>(oid::box, four, "(3,4),(1,2)");
    wire::check_forms<tusk::circle>(oid::circle, three, "<(1,2),3>");
    wire::check_forms<tusk::circle>(oid::circle, "7ff8000000000000 8000000000000000 7ff0000000000000",
                                    "<(NaN,-0),Infinity>");
    wire::check_exact_size<tusk::line>(oid::line, three);
    wire::check_exact_size<tusk::lseg>(oid::lseg, four);
    wire::check_exact_size<tusk::box>(oid::box, four);
    wire::check_exact_size<tusk::circle>(oid::circle, three);
}

TEST_CASE("paths are open or closed") {
    constexpr auto open = "00 00000002 3ff0000000000000 4000000000000000 4008000000000000 4010000000000000";
    constexpr auto closed = "01 00000001 3ff0000000000000 4000000000000000";
    wire::check_forms<tusk::path>(oid::path, open, "[(1,2),(3,4)]");
    wire::check_forms<tusk::path>(oid::path, closed, "((1,2))");
    wire::check_exact_size<tusk::path>(oid::path, open);
    CHECK(tusk::path::parse("((1,2))") != tusk::path::parse("[(1,2)]"));
}

TEST_CASE("polygons have as many points as they say") {
    constexpr auto bytes = "00000002 3ff0000000000000 4000000000000000 4008000000000000 4010000000000000";
    wire::check_forms<tusk::polygon>(oid::polygon, bytes, "((1,2),(3,4))");
    wire::check_exact_size<tusk::polygon>(oid::polygon, bytes);
}

TEST_CASE("counts of points that the bytes do not bear out are malformed, and nothing is allocated for them") {
    const auto check = [](oid type, const char* hex) {
        INFO(hex);
        CHECK_THROWS_AS(tusk::to_text(type, wire::bytes(hex)), tusk::protocol_error);
    };
    check(oid::polygon, "7fffffff");
    check(oid::polygon, "7fffffff 3ff0000000000000 4000000000000000");
    check(oid::polygon, "ffffffff");
    check(oid::polygon, "00000000");
    check(oid::path, "00 7fffffff");
    check(oid::path, "01 00000000");
    check(oid::path, "02 00000001 3ff0000000000000 4000000000000000");
}

TEST_CASE("what is no geometric value is refused") {
    wire::check_bad_texts<point>(oid::point, {"", "1,2", "(1,2", "(1;2)", "(1,)", "(1,2,3)", "(1,2) ", " (1,2)",
                                              "(1, 2)", "(1e999,2)", "(inf,0)", "(x,1)"});
    wire::check_bad_texts<tusk::line>(oid::line, {"{1,2}", "{1,2,3", "1,2,3", "{1,2,3}}", "[(0,0),(1,1)]"});
    wire::check_bad_texts<tusk::lseg>(oid::lseg, {"(1,2),(3,4)", "[(1,2)]", "[(1,2),(3,4),(5,6)]", "[(1,2)(3,4)]"});
    wire::check_bad_texts<tusk::box>(oid::box, {"(1,2)", "((1,2),(3,4))", "(1,2),(3,4),", "(1,2);(3,4)"});
    wire::check_bad_texts<tusk::path>(oid::path, {"", "()", "[]", "[(1,2))", "((1,2)]", "((1,2),)", "(1,2)"});
    wire::check_bad_texts<tusk::polygon>(oid::polygon, {"", "()", "[(1,2)]", "((1,2)", "((1,2)),"});
    wire::check_bad_texts<tusk::circle>(oid::circle, {"<(1,2)>", "((1,2),3)", "<(1,2),3", "<1,2,3>", "<(1,2),3>>"});
}

TEST_CASE("a path or polygon without points cannot be sent") {
    CHECK_THROWS_AS(wire::written_binary(tusk::path(), oid::path), tusk::conversion_error);
    CHECK_THROWS_AS(wire::written_binary(tusk::polygon(), oid::polygon), tusk::conversion_error);
}

TEST_CASE("a geometric value as a parameter") {
    CHECK(wire::sent(point{1, 2}, oid::none) == "binary 3ff00000000000004000000000000000");
    CHECK(wire::sent(point{1, 2}, oid::text) == "text (1,2)");
    CHECK(wire::sent(point{1, 2}, oid::box) == "refused");
    CHECK(wire::sent(tusk::polygon{{{1, 2}}}, oid::path) == "refused");
}

TEST_CASE("arrays of geometric values") {
    constexpr auto points = R"_({"(1,2)","(3,-0)",NULL})_";
    using optional_points = std::vector<std::optional<point>>;
    const auto read = wire::read_text<optional_points>(points, oid::point_array);
    CHECK(read == optional_points{point{1, 2}, point{3, 0}, std::nullopt});
    const std::string binary = wire::written_binary(read, oid::point_array);
    CHECK(wire::read<optional_points>(binary, oid::point_array) == read);
    CHECK(tusk::to_text(oid::point_array, wire::bytes(binary)) == points);

    const auto round_trip = [](const auto& values, oid array) {
        using vector = std::remove_cvref_t<decltype(values)>;
        CHECK(wire::read<vector>(wire::written_binary(values, oid::none), array) == values);
        CHECK(wire::read_text<vector>(wire::written_text(values, array), array) == values);
    };
    round_trip(std::vector<tusk::line>{{1, 2, 3}}, oid::line_array);
    round_trip(std::vector<tusk::lseg>{{{1, 2}, {3, 4}}}, oid::lseg_array);
    round_trip(std::vector<tusk::path>{{{{1, 2}, {3, 4}}, true}, {{{1, 2}}, false}}, oid::path_array);
    round_trip(std::vector<tusk::polygon>{{{{1, 2}, {3, 4}}}}, oid::polygon_array);
    round_trip(std::vector<tusk::circle>{{{1, 2}, 3}}, oid::circle_array);
}
