// Values of every everyday type go to the server as parameters and come back as they were (PEP 249, "Type Objects and
// Constructors": what its Date, Timestamp, Binary … build are plain C++ values here).
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>
#include <limits>

using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

/// Sends `value` for a parameter of that SQL type, and reads it back: by the extended protocol, and what the server
/// prints for it also as text, by a script.
template <class T>
void check_round_trip(tusk::cursor& cur, const std::string& type, const T& value) {
    CAPTURE(type);
    cur.execute("SELECT $1::" + type + ", quote_nullable($1::" + type + "::text)", value);
    const auto row = *cur.fetchone();
    CHECK(row[0].as<T>() == value);
    const auto literal = row[1].as<std::string>();
    CAPTURE(literal);
    cur.execute_script("SELECT " + literal + "::" + type);
    CHECK((*cur.fetchone())[0].as<T>() == value);
}

template <class T>
void check_limits(tusk::cursor& cur, const std::string& type) {
    check_round_trip(cur, type, std::numeric_limits<T>::min());
    check_round_trip(cur, type, T{0});
    check_round_trip(cur, type, std::numeric_limits<T>::max());
}

} // namespace

TEST_CASE("booleans") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "bool", true);
    check_round_trip(cur, "bool", false);
}

TEST_CASE("integers, to both ends of their ranges") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_limits<std::int16_t>(cur, "int2");
    check_limits<std::int32_t>(cur, "int4");
    check_limits<std::int64_t>(cur, "int8");
    check_limits<std::uint32_t>(cur, "int8");
    check_round_trip(cur, "oid", tusk::oid{4'294'967'295});
}

TEST_CASE("floating-point numbers, to the last bit") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "float4", 0.1F);
    check_round_trip(cur, "float8", 0.1);
    check_limits<double>(cur, "float8");
    check_round_trip(cur, "float8", std::numeric_limits<double>::denorm_min());
    check_round_trip(cur, "float8", -std::numeric_limits<double>::infinity());
    cur.execute("SELECT $1::float8", std::nan(""));
    CHECK(std::isnan((*cur.fetchone())[0].as<double>()));
}

TEST_CASE("exact decimal numbers, with the digits that they are shown with") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    for (const char* text : {"0", "0.00", "-1.50", "123456789012345678901234567890.123456789", "NaN"}) {
        const auto value = tusk::numeric::parse(text);
        check_round_trip(cur, "numeric", value);
        CHECK((*cur.execute("SELECT $1::numeric", value).fetchone())[0].as<tusk::numeric>().to_string() == text);
    }
}

TEST_CASE("texts of every kind, in UTF-8") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    for (const char* type : {"text", "varchar", "name", "varchar(12)"})
        check_round_trip(cur, type, std::string("Grüße \u2603 \\'\""));
    check_round_trip(cur, "text", std::string());
    check_round_trip(cur, "text", std::string(100'000, 'x'));
    check_round_trip(cur, "char(5)", std::string("ab   "));
    check_round_trip(cur, "\"char\"", 'x');
}

TEST_CASE("bytes, all 256 of them") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    std::vector<std::byte> all;
    for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<std::byte>(byte));
    check_round_trip(cur, "bytea", all);
    check_round_trip(cur, "bytea", std::vector<std::byte>());
}

TEST_CASE("UUIDs") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "uuid", tusk::uuid::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
}

TEST_CASE("dates, from std::chrono and to the infinities") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "date", 2024y / std::chrono::February / 29);
    check_round_trip(cur, "date", std::chrono::sys_days(1970y / std::chrono::January / 1));
    check_round_trip(cur, "date", tusk::date::parse("4713-01-01 BC"));
    check_round_trip(cur, "date", tusk::date::infinity());
}

TEST_CASE("times of day") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "time", tusk::time_of_day::parse("13:45:01.5"));
    check_round_trip(cur, "time", tusk::time_of_day{tusk::time_of_day::end_of_day});
    cur.execute("SELECT $1::time::text", tusk::clock_time(13h + 45min + 1s));
    CHECK((*cur.fetchone())[0].as<std::string>() == "13:45:01");
}

TEST_CASE("timestamps without and with time zone, from std::chrono and to the infinities") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const std::chrono::sys_days day = 1999y / std::chrono::December / 31;
    check_round_trip(cur, "timestamptz", tusk::sys_microseconds(day + 23h + 59min + 59s + 999'999us));
    check_round_trip(cur, "timestamptz", tusk::timestamptz::negative_infinity());
    check_round_trip(cur, "timestamp", tusk::timestamp::parse("0044-03-15 12:00:00 BC"));
    check_round_trip(cur, "timestamp", tusk::timestamp::infinity());
}

TEST_CASE("a timestamp with time zone is the same instant in every session's zone") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    const auto instant = tusk::timestamptz::parse("2024-07-01 12:00:00+00");
    cur.execute("SET TIME ZONE 'Asia/Kathmandu'");
    cur.execute("SELECT $1::timestamptz, $1::timestamptz::text", instant);
    const auto row = *cur.fetchone();
    CHECK(row[0].as<tusk::timestamptz>() == instant);
    CHECK(row[1].as<std::string>() == "2024-07-01 17:45:00+05:45");
}

TEST_CASE("intervals, with months, days and microseconds kept apart") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "interval", tusk::interval{14, -3, 14'706'789'000});
    check_round_trip(cur, "interval", tusk::interval{});
}

TEST_CASE("JSON documents, as their text") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "json", tusk::json{R"({"b" :1,  "a":[null]})"});
    check_round_trip(cur, "jsonb", tusk::json{R"({"a": [null], "b": 1})"});
}

TEST_CASE("arrays of one and of many dimensions, with NULLs") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_round_trip(cur, "int4[]", std::vector<int>{1, -2, 3});
    check_round_trip(cur, "int4[]", std::vector<int>());
    check_round_trip(cur, "text[]", std::vector<std::optional<std::string>>{"a,b", std::nullopt, "", "NULL", "{\"\\}"});
    check_round_trip(cur, "float8[]", std::vector<std::vector<double>>{{1.5, 2.5}, {3.5, 4.5}});
    check_round_trip(cur, "date[]", std::vector<tusk::date>{tusk::date{0}, tusk::date::infinity()});
}

TEST_CASE("values of every type are stored in a table's columns without a cast, and found there") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute(
        "CREATE TEMPORARY TABLE peaks (name varchar(20), height int2, first_ascent date, prominence numeric(6, 1),"
        " photo bytea, tags text[], seen timestamptz, notes jsonb)");
    const auto ascent = 1858y / std::chrono::August / 11;
    const tusk::sys_microseconds seen = std::chrono::sys_days(2024y / std::chrono::May / 1) + 6h;
    cur.execute("INSERT INTO peaks VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", "Eiger", 3'967, ascent,
                tusk::numeric::parse("362.0"), std::vector<std::byte>{std::byte{0xff}},
                std::vector<std::string>{"alps"}, seen, tusk::json{"{}"});
    cur.execute("SELECT * FROM peaks WHERE first_ascent = $1 AND height > $2", ascent, 3'000);
    const auto row = *cur.fetchone();
    CHECK(row["name"].as<std::string>() == "Eiger");
    CHECK(row["height"].as<int>() == 3'967);
    CHECK(row["first_ascent"].as<std::chrono::year_month_day>() == ascent);
    CHECK(row["prominence"].as<tusk::numeric>().to_string() == "362.0");
    CHECK(row["photo"].as<std::vector<std::byte>>() == std::vector<std::byte>{std::byte{0xff}});
    CHECK(row["tags"].as<std::vector<std::string>>() == std::vector<std::string>{"alps"});
    CHECK(row["seen"].as<tusk::sys_microseconds>() == seen);
    CHECK(row["notes"].to_string() == "{}");
}
