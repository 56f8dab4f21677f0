// prefer_simple_protocol: statements without names, in one burst each, with everything as text.
#include "tests/live/connections.hpp"

#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <sstream>

using namespace tusk;
using namespace tusk::test;

namespace {

const std::string mode = "prefer_simple_protocol=1";

/// The names of the messages that a call sends.
template <class Call>
std::string sent_by(connection& session, Call call) {
    std::ostringstream transcript;
    session.trace(transcript);
    call();
    session.untrace();
    std::istringstream lines(transcript.str());
    std::string names;
    for (std::string direction, length, name, rest; lines >> direction >> length >> name && std::getline(lines, rest);)
        if (direction == "F") names += name + " ";
    return names;
}

} // namespace

TEST_CASE("Without names a statement is one burst, and leaves nothing on the server") {
    connection session = connect_in_autocommit(mode);
    CHECK(ask<int>(session, "SELECT $1::int4 + 1", 41) == 42);
    CHECK(ask<int>(session, "SELECT $1::int4 + 1", 42) == 43);
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM pg_prepared_statements") == 0);
    CHECK(sent_by(session, [&] { session.execute("SELECT $1::int4", 1); }) == "Parse Bind Describe Execute Sync ");
}

TEST_CASE("Without names every kind of value arrives as the server infers its type") {
    connection session = connect_in_autocommit(mode);
    using namespace std::chrono_literals;
    const std::vector<std::byte> bytes{std::byte{0}, std::byte{0xff}, std::byte{'\\'}, std::byte{'a'}};
    session.execute("CREATE TEMP TABLE t (i int8, n numeric, f float4, b bool, s varchar, j jsonb, y bytea, d date, "
                    "z timestamptz, a int4[], w text[], u uuid, v interval)");
    const std::vector<std::optional<std::string>> words{"a \"quoted\" one", std::nullopt, "NULL", "c,d\\e"};
    session.execute("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", 4'000'000'000, 17,
                    1.5, true, "Zür'ich\n\\", R"({"a": [1, null]})", bytes, std::chrono::sys_days{2024y / 2 / 29},
                    std::chrono::sys_time<std::chrono::microseconds>(std::chrono::sys_days{2024y / 2 / 29} + 13h),
                    std::vector<int>{1, -2, 3}, words, uuid::parse("c0ffee00-0000-4000-8000-000000000001"), 90min);
    auto cursor = session.execute("SELECT * FROM t");
    const auto row = cursor.fetchone();
    REQUIRE(row);
    CHECK((*row)["i"].as<std::int64_t>() == 4'000'000'000);
    CHECK((*row)["n"].as<std::string>() == "17");
    CHECK((*row)["f"].as<float>() == 1.5F);
    CHECK((*row)["b"].as<bool>());
    CHECK((*row)["s"].as<std::string>() == "Zür'ich\n\\");
    CHECK((*row)["j"].as<std::string>() == R"({"a": [1, null]})");
    CHECK((*row)["y"].as<std::vector<std::byte>>() == bytes);
    CHECK((*row)["d"].as<std::chrono::sys_days>() == std::chrono::sys_days{2024y / 2 / 29});
    CHECK((*row)["a"].as<std::vector<int>>() == std::vector<int>{1, -2, 3});
    CHECK((*row)["w"].as<std::vector<std::optional<std::string>>>() == words);
    CHECK((*row)["u"].as<uuid>() == uuid::parse("c0ffee00-0000-4000-8000-000000000001"));
    CHECK(ask<bool>(session, "SELECT z = '2024-02-29 13:00+00' AND v = '1:30' FROM t"));
}

TEST_CASE("Without names NULL, pinned types and types that users made work, too") {
    connection session = connect_in_autocommit(mode);
    CHECK_FALSE(ask<std::optional<int>>(session, "SELECT $1::int4", nullptr));
    CHECK(ask<std::string>(session, "SELECT pg_typeof($1)::text", as<"int8">(7)) == "bigint");
    session.execute("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'happy')");
    CHECK(ask<std::string>(session, "SELECT $1::pg_temp.mood", "happy") == "happy");
    CHECK(ask<std::vector<std::string>>(session, "SELECT enum_range(NULL::pg_temp.mood)") ==
          std::vector<std::string>{"sad", "happy"});
}

TEST_CASE("Without names transactions, errors, streams and executemany work") {
    connection session = connect_locally(mode);
    cursor cur = session.cursor();
    cur.execute("CREATE TEMP TABLE t (i int4 CHECK (i > 0), s text)");
    std::vector<std::tuple<int, std::string>> sets;
    for (int i = 1; i <= 1000; ++i) sets.emplace_back(i, std::to_string(i));
    cur.executemany("INSERT INTO t VALUES ($1, $2)", sets);
    CHECK(cur.rowcount() == 1000);
    std::int64_t sum = 0;
    for (const auto& row : session.cursor().stream("SELECT i FROM t WHERE i > $1", 10)) sum += row[0].as<int>();
    CHECK(sum == 500'500 - 55);
    session.commit();
    CHECK_THROWS_AS(cur.execute("INSERT INTO t VALUES ($1, NULL)", -1), errors::check_violation);
    CHECK(session.transaction_status() == transaction_status::failed);
    session.rollback();
    CHECK_THROWS_AS(cur.execute("SELEKT $1", 1), errors::syntax_error);
    session.rollback();
    CHECK_THROWS_AS(cur.execute("SELECT $1::int4"), errors::protocol_violation);
    session.rollback();
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 1000);
}
