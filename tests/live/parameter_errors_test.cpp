// Values that do not fit their parameters or their C++ types: our own errors, which leave everything as it was.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <sstream>

using namespace tusk;
using namespace tusk::test;

namespace {

/// What goes over the wire while `call` runs and fails, as a transcript.
template <class Error, class Call>
std::string transcript_of_failing(connection& session, Call call) {
    std::ostringstream lines;
    struct tracing {
        connection& session;
        ~tracing() { session.untrace(); }
    };
    session.trace(lines);
    const tracing until_the_end{session};
    const auto thrown = thrown_by<Error>(call);
    INFO(thrown.what());
    CHECK(thrown.statement_delivery() == delivery::not_sent);
    return lines.str();
}

} // namespace

TEST_CASE("The wrong number of values is a programming error, and nothing is sent") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    const char* sql = "SELECT $1::int4 + $2::int4";
    cursor.execute(sql, 1, 2); // the server has described it now
    CHECK(transcript_of_failing<programming_error>(session, [&] { cursor.execute(sql); }).empty());
    CHECK(transcript_of_failing<programming_error>(session, [&] { cursor.execute(sql, 1); }).empty());
    CHECK(transcript_of_failing<programming_error>(session, [&] { cursor.execute(sql, 1, 2, 3); }).empty());
    const auto counted = thrown_by<programming_error>([&] { cursor.execute(sql, 1, 2, 3); });
    CHECK(contains(counted.what(), "2 parameters"));
    CHECK(contains(counted.what(), "3 values"));
    CHECK(cursor.execute(sql, 20, 22).fetchone()->get<int>() == std::tuple(42));
}

TEST_CASE("A value out of its parameter's range names parameter and type, and nothing is sent") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute("SELECT $1::int4, $2::int2", 1, 2);
    const auto too_large = [&] { cursor.execute("SELECT $1::int4, $2::int2", 1, 32768); };
    CHECK(transcript_of_failing<data_error>(session, too_large).empty());
    const auto refused = thrown_by<data_error>(too_large);
    CHECK(contains(refused.what(), "$2"));
    CHECK(contains(refused.what(), "int2"));
    CHECK(contains(refused.what(), "32768"));
    CHECK_THROWS_AS(session.execute("SELECT $1::int4", std::numeric_limits<std::int64_t>::max()), data_error);
    CHECK_THROWS_AS(session.execute("SELECT $1::int8", std::numeric_limits<std::uint64_t>::max()), data_error);
    CHECK_THROWS_AS(session.execute("SELECT $1::oid", -1), data_error);
    CHECK_THROWS_AS(session.execute("SELECT $1::float4", 0.1), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("A value of the wrong kind names the C++ type and what to do") {
    connection session = connect_in_autocommit();
    const auto refused = thrown_by<data_error>([&] { session.execute("SELECT $1::date", 17); });
    CHECK(contains(refused.what(), "$1"));
    CHECK(contains(refused.what(), "date"));
    CHECK(contains(refused.what(), "int"));
    CHECK(contains(refused.what(), "cast"));
    CHECK_THROWS_AS(session.execute("SELECT $1::int4[]", 17), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("In a transaction a value that does not fit fails nothing") {
    connection session = connect_locally();
    session.execute("CREATE TEMP TABLE kept (n int2)");
    session.execute("INSERT INTO kept VALUES ($1)", 1);
    CHECK_THROWS_AS(session.execute("INSERT INTO kept VALUES ($1)", 40000), data_error);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.execute("INSERT INTO kept VALUES ($1)", 2);
    session.commit();
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM kept") == 2);
}

TEST_CASE("A NUL in a statement is refused before anything is sent") {
    connection session = connect_in_autocommit();
    using namespace std::string_view_literals;
    const auto sql = "SELECT 1\0; DROP TABLE peaks"sv;
    CHECK(transcript_of_failing<data_error>(session, [&] { session.execute(sql); }).empty());
    CHECK(transcript_of_failing<data_error>(session, [&] { session.cursor().execute_script(sql); }).empty());
    CHECK(transcript_of_failing<data_error>(session, [&] { static_cast<void>(session.cursor().stream(sql)); }).empty());
    CHECK(transcript_of_failing<data_error>(session, [&] {
              session.cursor().executemany(sql, std::vector<int>{1});
          }).empty());
    CHECK(is_usable(session));
}

TEST_CASE("A NUL in a text value is refused, in a bytea it is a byte like any other") {
    connection session = connect_in_autocommit();
    const std::string text("a\0b", 3);
    for (const char* sql : {"SELECT $1::text", "SELECT $1::varchar", "SELECT $1::json", "SELECT $1::jsonb",
                            "SELECT $1::int4", "SELECT $1::name"}) {
        INFO(sql);
        const auto refused = thrown_by<data_error>([&] { session.execute(sql, text); });
        CHECK(contains(refused.what(), "$1"));
        CHECK(refused.statement_delivery() == delivery::not_sent);
    }
    CHECK_THROWS_AS(session.execute("SELECT $1::text[]", std::vector<std::string>{"ok", text}), data_error);
    const std::vector<std::byte> bytes{std::byte{'a'}, std::byte{0}, std::byte{'b'}};
    CHECK(ask<std::vector<std::byte>>(session, "SELECT $1::bytea", bytes) == bytes);
}

TEST_CASE("Invalid UTF-8 in a text value is the server's data error, and the connection is usable") {
    connection session = connect_in_autocommit();
    CHECK_THROWS_AS(session.execute("SELECT $1::text", std::string("\xff\xfe")), data_error);
    CHECK(is_usable(session));
    CHECK_THROWS_AS(session.execute("SELECT '\xff'"), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("NULL into what cannot be empty names the column") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("SELECT NULL::int8 AS height");
    const auto row = cursor.fetchone();
    const auto refused = thrown_by<data_error>([&] { static_cast<void>((*row)["height"].as<std::int64_t>()); });
    CHECK(contains(refused.what(), "height"));
    CHECK(contains(refused.what(), "int8"));
    CHECK(contains(refused.what(), "optional"));
    CHECK((*row)["height"].as<std::optional<std::int64_t>>() == std::nullopt);
    cursor.execute("SELECT NULL::int8 AS height");
    auto typed = cursor.rows<std::int64_t>();
    CHECK_THROWS_AS(typed.begin(), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("A column that does not fit the C++ type is named with its type") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("SELECT 'Eiger'::text AS name, 3967::int4 AS height");
    const auto refused = thrown_by<data_error>([&] { static_cast<void>(cursor.rows<int, int>()); });
    CHECK(contains(refused.what(), "name"));
    CHECK(contains(refused.what(), "text"));
    cursor.execute("SELECT 3000000000::int8 AS large");
    const auto row = cursor.fetchone();
    const auto large = thrown_by<data_error>([&] { static_cast<void>((*row)[0].as<std::int32_t>()); });
    CHECK(contains(large.what(), "large"));
    CHECK(contains(large.what(), "3000000000"));
}

TEST_CASE("The wrong number of columns is told before any row is read") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("SELECT 1, 2");
    CHECK_THROWS_AS((cursor.rows<int>()), interface_error);
    CHECK_THROWS_AS((cursor.rows<int, int, int>()), interface_error);
    CHECK_THROWS_AS((cursor.fetchone()->get<int>()), interface_error);
    CHECK_THROWS_AS((cursor.stream("SELECT 1, 2").rows<int>()), interface_error);
    CHECK(is_usable(session));
}
