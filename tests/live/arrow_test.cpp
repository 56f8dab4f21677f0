// The server as the judge of what is exported to Arrow: every value, turned back into text by a reader that checks the
// whole interface, is what the server prints.
#include "tests/live/connections.hpp"
#include "tests/live/types/everyday_types.hpp"
#include "tests/support/arrow_reader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace tusk;
using namespace tusk::test;

namespace {

using texts = std::vector<std::optional<std::string>>;

template <class... Part>
std::vector<std::string> without(std::vector<std::string> samples, Part... parts) {
    const auto named = [&](const std::string& sample) { return (contains(sample, parts) || ...); };
    samples.erase(std::remove_if(samples.begin(), samples.end(), named), samples.end());
    return samples;
}

/// Without what Arrow has no place for: those are errors, tested below.
std::vector<std::string> exportable_samples(connection& session, const std::string& type) {
    const std::vector<std::string> all = samples_of(type, session.server_version());
    return type == "date" || type.starts_with("time") ? without(all, "infinity", "'294276-12-", "24:00:00") : all;
}

/// One column with a NULL in front of these values.
std::string one_column(const std::vector<std::string>& values, const std::string& type) {
    std::string sql = "SELECT * FROM (VALUES (NULL::" + type + ")";
    for (const std::string& value : values) sql += ", (" + value + ")";
    return sql + ") AS t(v)";
}

/// The server's own text, by the simple protocol.
texts printed(connection& session, const std::string& sql) {
    auto cursor = session.cursor();
    cursor.execute_script(sql);
    texts all;
    for (const row& each : cursor) all.push_back(each[0].as<std::optional<std::string>>());
    return all;
}

arrow_table exported(connection& session, const std::string& sql) {
    arrow_table table = session.execute(sql).to_arrow();
    check_arrow(table);
    return table;
}

std::string format_of(const arrow_table& table) { return table.schema().children[0]->format; }

/// Decimals of one scale have more zeros than the server prints.
void check_same(const arrow_table& table, const texts& expected) {
    const texts found = arrow_texts(table, 0);
    if (!parse_decimal_format(format_of(table))) {
        CHECK(found == expected);
        return;
    }
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        REQUIRE(found[i].has_value() == expected[i].has_value());
        if (found[i]) CHECK(numeric::parse(*found[i]) == numeric::parse(*expected[i]));
    }
}

const std::map<std::string, std::string, std::less<>> formats{{"bool", "b"},         {"int2", "s"},
                                                              {"int4", "i"},         {"int8", "l"},
                                                              {"oid", "I"},          {"float4", "f"},
                                                              {"float8", "g"},       {"bytea", "z"},
                                                              {"uuid", "w:16"},      {"date", "tdD"},
                                                              {"time", "ttu"},       {"interval", "tin"},
                                                              {"timestamp", "tsu:"}, {"timestamptz", "tsu:UTC"}};

std::string expected_format(const std::string& type) {
    if (type == "numeric") return "d:38,8";
    const auto found = formats.find(type);
    return found == formats.end() ? "u" : found->second;
}

} // namespace

TEST_CASE("Every value of every type arrives in Arrow as the server prints it") {
    connection session = connect_in_autocommit();
    for_each_type([&]<class T>(const std::string& type) {
        const auto all = exportable_samples(session, type);
        // A single one of these makes its column text: see the next test.
        const auto samples = without(all, "NaN'::numeric", "Infinity'::numeric", "2562047788:00", "infinity'::interval",
                                     "e131071", "e-16383", "e-16381", "12345678901234567890", "999999999999999999");
        const std::string sql = one_column(samples, type);
        INFO(sql);
        const arrow_table table = exported(session, sql);
        CHECK(format_of(table) == expected_format(type));
        check_same(table, printed(session, sql));
    });
}

TEST_CASE("Columns with a value that their Arrow type cannot hold arrive as text") {
    connection session = connect_in_autocommit();
    for (const std::string type : {"numeric", "interval"}) {
        const std::string sql = one_column(samples_of(type, session.server_version()), type);
        const arrow_table table = exported(session, sql);
        CHECK(format_of(table) == "u");
        check_same(table, printed(session, sql));
    }
}

TEST_CASE("Every value of every type arrives in Arrow lists, and as text in arrays of more dimensions") {
    connection session = connect_in_autocommit();
    for_each_type([&]<class T>(const std::string& type) {
        const auto samples = exportable_samples(session, type);
        std::string flat = "ARRAY[NULL";
        for (const std::string& each : samples) flat += ", " + each;
        flat += "]::" + type + "[]";
        const std::string sql = one_column({flat, "'{}'::" + type + "[]"}, type + "[]");
        INFO(sql);
        const arrow_table table = exported(session, sql);
        CHECK(format_of(table) == "+l");
        CHECK(arrow_texts(table, 0) == printed(session, sql));

        const std::string square = "ARRAY[" + flat + ", " + flat + "]";
        const std::string shifted = "array_fill(" + samples.back() + ", ARRAY[2, 3], ARRAY[0, -5])";
        const std::string all = one_column({flat, square, "'{}'::" + type + "[]", shifted}, type + "[]");
        const arrow_table as_text = exported(session, all);
        CHECK(format_of(as_text) == "u");
        CHECK(arrow_texts(as_text, 0) == printed(session, all));
    });
}

TEST_CASE("Types that users make arrive as their text, alone and in lists") {
    connection session = connect_in_autocommit();
    session.cursor().execute_script("CREATE TYPE pg_temp.rock AS ENUM ('granite', 'chalk');"
                                    "CREATE TYPE pg_temp.summit AS (name text, rocks pg_temp.rock[])");
    const std::string sql = "SELECT 'chalk'::pg_temp.rock, ROW('a b', '{chalk}')::pg_temp.summit, '[1,5)'::int4range,"
                            " ARRAY['granite', NULL]::pg_temp.rock[], ARRAY[ROW('x', NULL)]::pg_temp.summit[]";
    const arrow_table table = exported(session, sql);
    CHECK(arrow_texts(table, 0) == texts{"chalk"});
    CHECK(arrow_texts(table, 1) == texts{R"text(("a b",{chalk}))text"});
    CHECK(arrow_texts(table, 2) == texts{"[1,5)"});
    CHECK(arrow_texts(table, 3) == texts{"{granite,NULL}"});
    CHECK(arrow_texts(table, 4) == texts{R"text({"(x,)"})text"});
}

TEST_CASE("Numerics become decimals of the column's own precision, or of what the values need") {
    connection session = connect_in_autocommit();
    const auto format = [&](const std::string& sql) { return format_of(exported(session, sql)); };
    CHECK(format("SELECT 12.5::numeric(10, 2)") == "d:10,2");
    CHECK(format("SELECT 12000::numeric(2, -3)") == "d:5,0");
    CHECK(format("SELECT 0.00123::numeric(3, 5)") == "d:5,5");
    CHECK(format("SELECT x FROM (VALUES (1.25), (3)) t(x)") == "d:38,2");
    CHECK(format("SELECT 1e38::numeric") == "u");
    CHECK(format("SELECT 'NaN'::numeric(10, 2)") == "u");
    const std::string sql = "SELECT (random() * 1e12)::numeric(20, 6) - 5e11 FROM generate_series(1, 5000)";
    session.execute("CREATE TEMPORARY TABLE amounts AS " + sql);
    const arrow_table amounts = exported(session, "SELECT * FROM amounts ORDER BY 1");
    check_same(amounts, printed(session, "SELECT * FROM amounts ORDER BY 1"));
}

TEST_CASE("Types that Arrow has nothing for are exported as the server's text") {
    connection session = connect_in_autocommit();
    for (const char* value : {"'(1,2)'::point", "'192.168.0.1/24'::inet", "'[1,5)'::int4range", "ROW(1, 'a')",
                              "'a & b'::tsquery", "'{pg_class}'::regclass[]", "'10101'::bit(5)"}) {
        const std::string sql = std::string("SELECT ") + value;
        INFO(sql);
        const arrow_table table = exported(session, sql);
        CHECK(format_of(table) == "u");
        CHECK(arrow_texts(table, 0) == printed(session, sql));
    }
}

TEST_CASE("What Arrow cannot hold is an error, after which the rows can still be read and the connection used") {
    connection session = connect_in_autocommit();
    for (const char* value : {"'infinity'::date", "'-infinity'::timestamp", "'infinity'::timestamptz",
                              "'294276-12-31 23:59:59'::timestamp", "'24:00:00'::time"}) {
        auto cursor = session.execute(std::string("SELECT ") + value + " AS odd");
        const auto thrown = thrown_by<data_error>([&] { static_cast<void>(cursor.to_arrow()); });
        INFO(thrown.what());
        CHECK(contains(thrown.what(), "column \"odd\""));
        CHECK(contains(thrown.what(), "row 0"));
        CHECK(contains(thrown.what(), "cast the column to text"));
        CHECK(cursor.fetchall().size() == 1);
        CHECK(is_usable(session));
    }
}

TEST_CASE("A cursor exports the rows that are left, and rows export themselves") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("SELECT i, 'row ' || i AS text FROM generate_series(1, 5) i");
    const auto first = cursor.fetchmany(2).to_arrow();
    const auto rest = cursor.to_arrow();
    check_arrow(first);
    check_arrow(rest);
    CHECK(arrow_texts(first, 0) == texts{"1", "2"});
    CHECK(arrow_texts(rest, 1) == texts{"row 3", "row 4", "row 5"});
    CHECK(std::string(rest.schema().children[1]->name) == "text");
    CHECK_FALSE(cursor.fetchone());
    CHECK(cursor.to_arrow().size() == 0);
}

TEST_CASE("No rows, no columns and no result set") {
    connection session = connect_in_autocommit();
    const auto empty = exported(session, "SELECT 1 AS a, 'x' AS b WHERE false");
    CHECK(empty.size() == 0);
    CHECK(empty.schema().n_children == 2);
    CHECK(exported(session, "SELECT FROM generate_series(1, 3)").size() == 3);
    auto cursor = session.cursor();
    CHECK_THROWS_AS(cursor.to_arrow(), programming_error);
    cursor.execute("SET application_name = 'arrow'");
    CHECK_THROWS_AS(cursor.to_arrow(), programming_error);
    cursor.close();
    CHECK_THROWS_AS(cursor.to_arrow(), interface_error);
}

TEST_CASE("Many rows and large values arrive whole") {
    connection session = connect_in_autocommit();
    const auto many = exported(session, "SELECT i, i::text, CASE WHEN i % 7 <> 0 THEN i END "
                                        "FROM generate_series(1, 100000) i");
    CHECK(many.size() == 100'000);
    CHECK(arrow_texts(many, 0) == arrow_texts(many, 1));
    CHECK(many.array().children[2]->null_count == 14'285);
    const auto large = exported(session, "SELECT repeat('Mönch', n), decode(repeat('ff00', n), 'hex') "
                                         "FROM (VALUES (0), (5000000), (1)) t(n)");
    CHECK(arrow_texts(large, 0)[1]->size() == 30'000'000);
    CHECK(arrow_texts(large, 1)[1]->size() == 2 + 20'000'000);
    CHECK(arrow_texts(large, 0)[2] == "Mönch");
}
