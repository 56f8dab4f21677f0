// Types that users make: looked up once per connection, then read and written like built-in ones.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using Catch::Matchers::Contains;
using namespace tusk;
using namespace tusk::test;

namespace {

struct summit {
    std::string name;
    std::optional<std::int32_t> height;

    friend bool operator==(const summit&, const summit&) = default;
};

} // namespace

template <>
inline constexpr bool tusk::is_composite<summit> = true;

namespace {

/// A connection with types of its own in its temporary schema.
connection connect_with_types(std::string_view options = {}) {
    connection session = connect_in_autocommit(options);
    session.cursor().execute_script("CREATE TYPE pg_temp.rock AS ENUM ('granite', 'chalk');"
                                    "CREATE DOMAIN pg_temp.metres AS int4 CHECK (VALUE < 9000);"
                                    "CREATE TYPE pg_temp.summit AS (name text, height pg_temp.metres);"
                                    "CREATE TYPE pg_temp.massif AS (first pg_temp.summit, others pg_temp.summit[],"
                                    " rocks pg_temp.rock[], seen regclass)");
    return session;
}

/// How many times the server was spoken to: it answers each time that it is ready.
std::size_t requests_in(const std::string& trace) {
    constexpr std::string_view answer = "ReadyForQuery";
    std::size_t count = 0;
    for (std::size_t at = trace.find(answer); at != std::string::npos; at = trace.find(answer, at + 1)) ++count;
    return count;
}

} // namespace

TEST_CASE("A composite value is read into a struct and sent back, with its domain and its NULLs") {
    connection session = connect_with_types();
    const summit eiger{"Eiger", 3967};
    CHECK(ask<summit>(session, "SELECT ROW('Eiger', 3967)::pg_temp.summit") == eiger);
    CHECK(ask<summit>(session, "SELECT $1::pg_temp.summit", eiger) == eiger);
    CHECK(ask<std::string>(session, "SELECT ($1::pg_temp.summit).name", eiger) == "Eiger");
    const summit unmeasured{"", std::nullopt};
    CHECK(ask<summit>(session, "SELECT $1::pg_temp.summit", unmeasured) == unmeasured);
    CHECK(ask<std::string>(session, "SELECT $1::pg_temp.summit::text", unmeasured) == "(\"\",)");
    const std::vector<std::optional<summit>> both{eiger, std::nullopt, unmeasured};
    CHECK(ask<std::vector<std::optional<summit>>>(session, "SELECT $1::pg_temp.summit[]", both) == both);
    CHECK(ask<std::optional<summit>>(session, "SELECT NULL::pg_temp.summit") == std::nullopt);
}

TEST_CASE("What is known of made types is in the columns, and in messages") {
    connection session = connect_with_types();
    auto cursor = session.execute("SELECT 'chalk'::pg_temp.rock AS rock, ROW('Eiger', 1)::pg_temp.summit AS top,"
                                  " ARRAY['chalk']::pg_temp.rock[] AS rocks, 1::pg_temp.metres AS height");
    const row answer = cursor.fetchone().value();
    CHECK(answer["rock"].type_name() == "rock");
    CHECK(answer["rock"].type().kind() == type_kind::enumeration);
    CHECK(answer["rock"].source().wire_format == format::binary);
    CHECK(answer["top"].type().fields().size() == 2);
    CHECK(answer["top"].type().fields()[1].name == "height");
    CHECK(answer["top"].to_string() == "(Eiger,1)");
    CHECK(answer["rocks"].to_string() == "{chalk}");
    CHECK(answer["height"].type() == oid::int4); // the server says so itself
    CHECK_THROWS_WITH(answer["top"].as<int>(), Contains("column \"top\" (summit)"));
    CHECK_THROWS_WITH((answer["top"].as<std::tuple<int, int>>()), Contains("cannot be read as"));
    CHECK_THROWS_WITH((answer["top"].as<std::tuple<std::string>>()), Contains("cannot be read as"));
    CHECK_THROWS_WITH(session.execute("SELECT $1::pg_temp.summit", 1), Contains("$1 (summit)"));
}

TEST_CASE("A composite with a part that only text tells travels as text, and becomes the same C++ values") {
    connection session = connect_with_types();
    using massif = std::tuple<summit, std::vector<summit>, std::vector<std::string>, std::string>;
    const massif value{{"Eiger", 3967}, {{"Mönch", 4110}, {"a \"b\" \\", std::nullopt}}, {"chalk"}, "pg_class"};
    auto cursor = session.execute("SELECT $1::pg_temp.massif", value);
    const row answer = cursor.fetchone().value();
    CHECK(answer[0].source().wire_format == format::text);
    CHECK(answer[0].as<massif>() == value);
}

TEST_CASE("Records without a type of their own arrive as text and become tuples") {
    connection session = connect_with_types();
    using record = std::tuple<int, std::optional<std::string>, std::vector<int>>;
    CHECK(ask<record>(session, "SELECT ROW(1, 'a,b', ARRAY[1,2])") == record(1, "a,b", {1, 2}));
    CHECK(ask<record>(session, "SELECT ROW(1, NULL, '{}'::int4[])") == record(1, std::nullopt, {}));
    CHECK(ask<std::vector<record>>(session, "SELECT ARRAY[ROW(1, '', ARRAY[3])]").at(0) == record(1, "", {3}));
    // Nothing makes this a query that fails, though an aclitem has no binary form.
    CHECK(ask<std::string>(session, "SELECT ROW(NULL::aclitem, 'pg_class'::regclass)") == "(,pg_class)");
}

TEST_CASE("A type is looked up once per connection, in one question for all that it is made of") {
    connection session = connect_with_types();
    std::ostringstream trace;
    session.trace(trace);
    CHECK(ask<summit>(session, "SELECT ROW('a', 1)::pg_temp.summit").name == "a");
    const std::size_t first = requests_in(trace.str());
    trace.str({});
    CHECK(ask<summit>(session, "SELECT ROW('b', 2)::pg_temp.summit").name == "b");
    const std::size_t second = requests_in(trace.str());
    session.untrace();
    CHECK(second == 2);         // to prepare it, and to run it
    CHECK(first == second + 1); // the question
}

TEST_CASE("Looking a type up disturbs neither a transaction nor statements without a name") {
    connection session = connect_with_types("statement_cache_size=0");
    CHECK(ask<summit>(session, "SELECT $1::pg_temp.summit", summit{"Eiger", 3967}).height == 3967);
    CHECK(ask<summit>(session, "SELECT $1::pg_temp.summit", summit{"Eiger", 1}).height == 1);
    session.autocommit(false);
    session.forget_types();
    auto script = session.cursor();
    script.execute_script("COMMIT; SELECT 'chalk'::pg_temp.rock");
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(ask<summit>(session, "SELECT ROW('c', 3)::pg_temp.summit").height == 3);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    CHECK(is_usable(session));
}

TEST_CASE("A script's values of made types are known, too") {
    connection session = connect_with_types();
    auto cursor = session.cursor();
    cursor.execute_script("SELECT ROW('Eiger', 3967)::pg_temp.summit, 'chalk'::pg_temp.rock");
    const row answer = cursor.fetchone().value();
    CHECK(answer[0].source().wire_format == format::text);
    CHECK(answer[0].as<summit>() == summit{"Eiger", 3967});
    CHECK(answer[1].type_name() == "rock");
}

TEST_CASE("A stream and a pipeline of sets know made types") {
    connection session = connect_with_types();
    session.execute("CREATE TEMP TABLE summits (top pg_temp.summit)");
    const std::vector<summit> tops{{"Eiger", 3967}, {"Mönch", 4110}, {"Jungfrau", std::nullopt}};
    CHECK(session.cursor().executemany("INSERT INTO summits VALUES ($1)", tops).rowcount() == 3);
    auto cursor = session.cursor();
    std::vector<summit> found;
    for (const auto& [top] : cursor.stream("SELECT top FROM summits").rows<summit>()) found.push_back(top);
    CHECK(found == tops);
}

TEST_CASE("A type that is altered is known anew after forget_types()") {
    connection session = connect_with_types();
    CHECK(ask<summit>(session, "SELECT ROW('Eiger', 3967)::pg_temp.summit").name == "Eiger");
    session.execute("ALTER TYPE pg_temp.summit ADD ATTRIBUTE climbed date");
    session.forget_types();
    using climbed = std::tuple<std::string, int, date>;
    const climbed eiger{"Eiger", 3967, date::parse("1858-08-11")};
    CHECK(ask<climbed>(session, "SELECT $1::pg_temp.summit", eiger) == eiger);
    CHECK_THROWS_AS(ask<summit>(session, "SELECT $1::pg_temp.summit", eiger), data_error);
}

TEST_CASE("What a transaction cannot see of a type yet is looked up in the next one") {
    connection early = connect_locally();
    early.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    CHECK(ask<int>(early, "SELECT 1") == 1); // takes the snapshot
    connection maker = connect_in_autocommit();
    const std::string type = "late_" + std::to_string(maker.backend_pid());
    maker.execute("CREATE TYPE " + type + " AS (name text, height int4)");
    const std::string sql = "SELECT ROW('Eiger', 3967)::" + type;
    CHECK(ask<std::string>(early, sql) == "(Eiger,3967)");
    early.rollback();
    CHECK(ask<summit>(early, sql) == summit{"Eiger", 3967});
    early.rollback();
    maker.execute("DROP TYPE " + type);
}

TEST_CASE("The look-up runs nothing that somebody else put into the search path") {
    connection session = connect_with_types();
    const std::string trap = "trap_" + std::to_string(session.backend_pid());
    // Some are for pairs of types that the server has no operator of its own for, others hide one that it has, since
    // this path comes before the server's own: a careless question would find them.
    const auto set = [&trap](const std::string& name, const std::string& left, const std::string& right) {
        return "CREATE FUNCTION " + trap + ".run(" + left + ", " + right + ") RETURNS bool LANGUAGE plpgsql AS" +
               " $$BEGIN INSERT INTO ran VALUES ('" + left + name + right + "'); RETURN false; END$$;" +
               "CREATE OPERATOR " + trap + "." + name + " (LEFTARG = " + left + ", RIGHTARG = " + right +
               ", FUNCTION = " + trap + ".run);";
    };
    session.cursor().execute_script(
        "CREATE TEMP TABLE ran (what text); CREATE SCHEMA " + trap + ";" + set("=", "oid", "int4") +
        set(">", "int2", "oid") + set("=", "\"char\"", "text") + set("=", "oid", "oid") + set(">", "int2", "int2") +
        set("=", "\"char\"", "\"char\"") + "SET search_path = " + trap + ", pg_catalog, public");
    const bool caught = ask<bool>(session, "SELECT 1::oid = 1::int4 OR 1::oid = 1::oid");
    CHECK(ask<summit>(session, "SELECT ROW('Eiger', 3967)::pg_temp.summit").height == 3967);
    CHECK(ask<std::vector<std::string>>(session, "SELECT array_agg(what) FROM ran") ==
          std::vector<std::string>{"oid=int4", "oid=oid"}); // those of ours alone: the trap works
    CHECK_FALSE(caught);
    session.execute("DROP SCHEMA " + trap + " CASCADE");
}

TEST_CASE("tusk::as pins what the server cannot infer") {
    connection session = connect_with_types();
    CHECK(ask<std::string>(session, "SELECT pg_typeof($1)::text", as<"int8">(1)) == "bigint");
    CHECK(ask<std::string>(session, "SELECT pg_typeof($1)::text", as<"timestamp with time zone">("2020-01-01")) ==
          "timestamp with time zone");
    CHECK(ask<std::string>(session, "SELECT jsonb_build_object('a', $1, 'b', $2)::text", as<"numeric">(1.5),
                           as<"jsonb">("[1]")) == R"({"a": 1.5, "b": [1]})");
    CHECK(ask<std::string>(session, "SELECT pg_typeof($1)::text", as<"pg_temp.rock[]">(std::vector{"chalk"})) ==
          "rock[]");
    CHECK(ask<bool>(session, "SELECT $1 IS NULL AND $2 IS NULL", as<"int4">(null),
                    as<"text">(std::optional<std::string>())));
    CHECK(ask<int>(session, "SELECT $2 + $1", 1, as<"int4">(2)) == 3);
    CHECK(ask<std::string>(session, "SELECT pg_typeof($1)::text", as<"char">("x")) == "character"); // as in a cast
    CHECK(ask<std::string>(session, "SELECT pg_typeof($1)::text", as<"\"char\"">("x")) == "\"char\"");
    auto cursor = session.cursor();
    CHECK(cursor.stream("SELECT $1 - 1", as<"int4">(3)).rows<int>().begin() != std::default_sentinel);
}

TEST_CASE("A pinned name whose type was rolled back is looked up anew after one failure, also by a stream") {
    connection session = connect_locally();
    const auto make = [&session] { session.execute("CREATE TYPE pg_temp.brief AS ENUM ('a')"); };
    const auto label = [&session] { return ask<std::string>(session, "SELECT $1::text", as<"pg_temp.brief">("a")); };
    const auto streamed = [&session] {
        auto cursor = session.cursor();
        auto rows = cursor.stream("SELECT $1::text", as<"pg_temp.brief">("a"));
        return rows.begin() != rows.end();
    };
    make();
    CHECK(label() == "a");
    session.rollback();
    make();
    CHECK_THROWS_AS(label(), database_error);
    session.rollback();
    make();
    CHECK(label() == "a");
    session.rollback();
    make();
    CHECK_THROWS_AS(streamed(), database_error);
    session.rollback();
    make();
    CHECK(label() == "a");
    session.rollback();
}

TEST_CASE("What cannot be pinned is told, and the session goes on") {
    connection session = connect_with_types();
    CHECK_THROWS_WITH(session.execute("SELECT $1", as<"no_such_type">(1)), Contains("no type \"no_such_type\""));
    CHECK_THROWS_WITH(session.execute("SELECT $1", as<"int4">(4'000'000'000)), Contains("$1 (int4)"));
    using pinned_set = std::array<parameter, 1>;
    const std::int32_t number = 1;
    CHECK_THROWS_WITH(session.cursor().executemany("SELECT $1", std::vector{pinned_set{as<"int4">(number)}}),
                      Contains("setinputsizes"));
    CHECK(is_usable(session));
}
