// Figures of the plane.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

std::span<const type_samples> geometry_samples() {
    static const std::vector<type_samples> all{
        {.type = "point",
         .literals = {"(0,0)", "(-0,0)", "(1.5,-2.25)", "(0.1,0.30000000000000004)", "(1e300,-1e-300)", "(5e-324,1e16)",
                      "(NaN,Infinity)", "(-Infinity,NaN)"},
         .random = "point(r - 0.5, (s - 0.5) * 10 ^ (g % 30))"},
        {.type = "line",
         .literals = {"{1,2,3}", "{0,-1,0}", "{-1,0,-0}", "{0.1,1e300,-1e-300}", "{NaN,Infinity,-Infinity}",
                      "[(0,0),(1,1)]"},
         .random = "format('{%s,%s,%s}', r - 0.5, s * 10 ^ (g % 30), t)::line"},
        {.type = "lseg",
         .literals = {"[(0,0),(0,0)]", "[(1,2),(-3.5,4)]", "[(NaN,Infinity),(-Infinity,1e-300)]"},
         .random = "lseg(point(r, s), point(t * 1e6, u - 1))"},
        {.type = "box",
         .literals = {"(0,0),(0,0)", "(1,2),(3,4)", "(3,2),(1,4)", "(-0,0),(0,-0)", "(Infinity,-Infinity),(0,NaN)"},
         .random = "box(point(r, s), point(t * 1e6, u - 1))"},
        {.type = "path",
         .literals = {"((0,0))", "[(0,0)]", "[(1,2),(3,4)]", "((1,2),(3,4),(5.5,-6))", "[(NaN,-Infinity),(1e300,0)]"},
         .random =
             "format(CASE WHEN g % 2 = 0 THEN '[%s]' ELSE '(%s)' END, (SELECT string_agg(point(r * k, s / k)::text, "
             "',') FROM generate_series(1, 1 + g % 9) k))::path"},
        {.type = "polygon",
         .literals = {"((0,0))", "((1,2),(3,4))", "((0,0),(0,1),(1,1),(1,0))", "((NaN,0),(Infinity,-Infinity))"},
         .random = "(SELECT format('(%s)', string_agg(point(r * k, s / k)::text, ','))::polygon "
                   "FROM generate_series(1, 1 + g % 9) k)"},
        {.type = "circle",
         .literals = {"<(0,0),0>", "<(1.5,-2),3>", "<(1e300,-1e-300),0.1>", "<(NaN,0),Infinity>", "<(0,0),NaN>"},
         .random = "circle(point(r, s - 0.5), t * 10 ^ (g % 20))"},
    };
    return all;
}

} // namespace tusk::test
