// Ranges and multiranges of many kinds, each value as the server prints it, sends it and takes it back.
#include "tests/live/connections.hpp"

#include <tusk/types/composite.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

namespace {

struct summit {
    std::string name;
    std::optional<int> height;

    friend bool operator==(const summit&, const summit&) = default;
};

} // namespace

template <>
inline constexpr bool tusk::is_composite<summit> = true;

namespace {

/// A range type, and an expression over g that makes a bound, another one each time.
struct kind {
    std::string range;
    std::string multirange;
    std::string bound;
};

/// Tables of ranges with all sorts of brackets, and of the multiranges that they make.
void make_samples(connection& session, const kind& sampled) {
    session.cursor().execute_script(
        "DROP TABLE IF EXISTS pg_temp.samples, pg_temp.unions; SELECT setseed(0.25);"
        "CREATE TEMP TABLE samples AS SELECT g AS n, CASE WHEN g % 20 = 0 THEN 'empty' ELSE " +
        sampled.range +
        "(CASE WHEN g % 7 <> 0 THEN least(a, b) END, CASE WHEN g % 5 <> 0 THEN greatest(a, b) END,"
        " (ARRAY['[]', '()', '[)', '(]'])[1 + g % 4]) END AS v"
        " FROM (SELECT g, " +
        sampled.bound + " AS a, " + sampled.bound +
        " AS b FROM generate_series(0, 299) g) dice;"
        "CREATE TEMP TABLE unions AS SELECT n / 3 AS n, range_agg(v) AS v FROM samples"
        " WHERE n % 35 <> 0 GROUP BY 1");
}

/// Checks every value of a table as `T`.
template <class T>
void check_values(connection& session, const std::string& table, const std::string& type, const std::string& send) {
    auto texts = session.cursor();
    texts.execute_script("SELECT v FROM " + table + " ORDER BY n");
    auto cursor = session.execute("SELECT v, format('%s', v), " + send + "(v) FROM " + table + " ORDER BY n");
    const rows all = cursor.fetchall();
    REQUIRE(all.size() >= 100);
    for (const row_view row : all) {
        const auto text = row[1].as<std::string>();
        INFO(type << " " << text);
        REQUIRE(row[0].source().wire_format == format::binary);
        CHECK(row[0].to_string() == text);
        const T value = row[0].as<T>();
        const auto from_text = texts.fetchone();
        REQUIRE(from_text);
        CHECK((*from_text)[0].source().wire_format == format::text);
        CHECK((*from_text)[0].template as<T>() == value);
        const auto sent_back =
            session.execute("SELECT " + send + "($1::" + type + "), $1 = $2::text::" + type, value, text).fetchone();
        CHECK((*sent_back)[0].template as<std::vector<std::byte>>() == row[2].as<std::vector<std::byte>>());
        CHECK((*sent_back)[1].template as<bool>());
    }
}

template <class Bound>
void check(connection& session, const kind& checked) {
    make_samples(session, checked);
    check_values<range<Bound>>(session, "samples", checked.range, "range_send");
    check_values<multirange<Bound>>(session, "unions", checked.multirange, "multirange_send");
}

/// The range type over a subtype, made for this session.
kind make_kind(connection& session, const std::string& name, const std::string& subtype, std::string bound) {
    const kind made{"pg_temp." + name, "pg_temp.multi_" + name, std::move(bound)};
    const std::string collation = subtype == "text" ? ", collation = \"C\"" : "";
    session.execute("CREATE TYPE " + made.range + " AS RANGE (subtype = " + subtype +
                    ", multirange_type_name = " + made.multirange + collation + ")");
    return made;
}

} // namespace

TEST_CASE("The built-in ranges and multiranges arrive, are printed and return exactly") {
    connection session = connect_in_autocommit("options=-ctimezone%3DUTC");
    check<std::int32_t>(session, {"int4range", "int4multirange", "(random() * 4e9 - 2e9)::int"});
    check<std::int64_t>(session, {"int8range", "int8multirange", "(random() * 1e18 - 5e17)::int8"});
    check<numeric>(session, {"numrange", "nummultirange", "(random() * 10 ^ (g % 30 - 15))::numeric"});
    check<date>(session, {"daterange", "datemultirange", "date '2000-01-01' + (random() * 1e6 - 7e5)::int"});
    const std::string moment = " '2000-01-01' + (random() * 4000 - 2500) * interval '1 year 7.123457 seconds'";
    check<timestamp>(session, {"tsrange", "tsmultirange", "timestamp" + moment});
    check<timestamptz>(session, {"tstzrange", "tstzmultirange", "timestamptz" + moment});
}

TEST_CASE("Ranges and multiranges over other types arrive, are printed and return exactly") {
    connection session = connect_in_autocommit();
    check<double>(session, make_kind(session, "floats", "float8", "random() * 10 ^ (g % 60 - 30)"));
    check<std::string>(session,
                       make_kind(session, "texts", "text",
                                 "(SELECT string_agg(substr(E'ab,{}()[]\"\\'\\\\ NULä山\\t\\n',"
                                 " 1 + trunc(random() * 19)::int, 1), '') FROM generate_series(1, 1 + g % 6))"));
    check<inet>(session,
                make_kind(session, "inets", "inet",
                          "CASE WHEN g % 2 = 0 THEN inet '10.0.0.0/8' ELSE inet '::' END + (random() * 1e6)::int"));
    session.execute("CREATE DOMAIN pg_temp.metres AS int4");
    check<int>(session, make_kind(session, "climbs", "pg_temp.metres", "(random() * 8849)::int::pg_temp.metres"));
    session.execute("CREATE TYPE pg_temp.summit AS (name text, height pg_temp.metres)");
    check<summit>(session, make_kind(session, "tours", "pg_temp.summit",
                                     "ROW(substr('(a\",\\ b', 1 + g % 7), nullif(g % 3, 0))::pg_temp.summit"));
    check<std::vector<std::string>>(
        session, make_kind(session, "lists", "text[]", "ARRAY[substr('(a\",\\ b}', 1 + g % 7), random()::text]"));
}

TEST_CASE("Ranges lie in arrays and in composites, and domains restrict them") {
    connection session = connect_in_autocommit();
    using ranges = std::vector<std::optional<range<int>>>;
    const ranges several{range(1, 5), std::nullopt, range<int>(), range<int>::unbounded()};
    CHECK(ask<ranges>(session, "SELECT $1::int4range[]", several) == several);
    CHECK(ask<std::string>(session, "SELECT $1::int4range[]::text", several) == "{\"[1,5)\",NULL,empty,\"(,)\"}");
    using multiranges = std::vector<multirange<int>>;
    const multiranges more{{{range(1, 5), range(7, 9)}}, {}};
    CHECK(ask<multiranges>(session, "SELECT $1::int4multirange[]", more) == more);

    session.execute("CREATE DOMAIN pg_temp.season AS daterange CHECK (NOT isempty(VALUE))");
    session.execute("CREATE TYPE pg_temp.stay AS (days pg_temp.season, floors int4multirange)");
    using stay = std::tuple<range<date>, multirange<int>>;
    const stay summer(ask<range<date>>(session, "SELECT '[2024-06-01,2024-09-01)'::pg_temp.season"), more[0]);
    CHECK(ask<stay>(session, "SELECT $1::pg_temp.stay", summer) == summer);
    CHECK(ask<std::string>(session, "SELECT $1::pg_temp.stay::text", summer) ==
          "(\"[2024-06-01,2024-09-01)\",\"{[1,5),[7,9)}\")");
    CHECK_THROWS_AS(session.execute("SELECT $1::pg_temp.season", range<date>()), integrity_error);
}

TEST_CASE("The server makes ranges canonical, and refuses those whose bounds are the wrong way round") {
    connection session = connect_in_autocommit();
    CHECK(ask<range<int>>(session, "SELECT $1::int4range", range<int>::closed(1, 4)) == range(1, 5));
    CHECK(ask<range<int>>(session, "SELECT $1::int4range", range<int>::open(1, 2)).is_empty());
    CHECK(ask<multirange<int>>(session, "SELECT $1::int4multirange", multirange<int>{{range(4, 9), range(1, 5)}}) ==
          multirange<int>{{range(1, 9)}});
    CHECK(ask<bool>(session, "SELECT 3 <@ $1::int4range", range("1", "5")));
    CHECK_THROWS_AS(session.execute("SELECT $1::int4range", range(5, 1)), data_error);
    CHECK_THROWS_AS(session.execute("SELECT $1::daterange", range(1, 5)), data_error);
    CHECK_THROWS_AS(ask<range<int>>(session, "SELECT 'empty'::daterange"), data_error);
    CHECK_THROWS_AS(ask<range<short>>(session, "SELECT '[1,99999)'::int4range"), data_error);
    CHECK(is_usable(session));
}
