// The server as the judge of every type: what it sends, prints and takes back is what tusk reads, prints and sends.
#include "tests/live/connections.hpp"
#include "tests/live/types/everyday_types.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace tusk;
using namespace tusk::test;

namespace {

/// Settings under which the server would print everything in another way. Binary values must not care.
connection connect_oddly() {
    connection session = connect_in_autocommit();
    session.cursor().execute_script("SET TimeZone = 'America/St_Johns'; SET DateStyle = 'SQL, DMY';"
                                    "SET IntervalStyle = 'iso_8601'; SET bytea_output = 'escape';"
                                    "SET extra_float_digits = 0; SET standard_conforming_strings = on");
    return session;
}

bool same(byte_view a, byte_view b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

row single_row(connection& session, const std::string& sql) { return session.execute(sql).fetchone().value(); }

/// The session's own text for a value, by the simple protocol.
std::string printed(connection& session, const std::string& expression) {
    auto cursor = session.cursor();
    cursor.execute_script("SELECT " + expression);
    return (*cursor.fetchone())[0].as<std::string>();
}

/// One value on its way: from the server in binary and in text, and back in binary.
template <class T>
class journey {
public:
    journey(connection& plain, connection& odd) : plain_(plain), odd_(odd) {}

    void check(const std::string& expression, const std::string& type) {
        INFO("SELECT " << expression);
        const row from_plain = single_row(plain_, "SELECT " + expression);
        const row from_odd = single_row(odd_, "SELECT " + expression);
        const value original = from_plain[0];
        REQUIRE(original.source().wire_format == format::binary);
        CHECK(same(original.bytes(), from_odd[0].bytes()));
        check_text(expression, type, original);
        send_back(plain_, type, original.as<T>(), original);
        send_back(odd_, type, original.as<T>(), original);
    }

private:
    void check_text(const std::string& expression, const std::string& type, const value& original) {
        const std::string text = printed(plain_, expression);
        CHECK(original.to_string() == text);
        CHECK(ask<std::string>(plain_, "SELECT format('%s', " + expression + ")") == text);
        // What was sent as text is read as the same value: it becomes the same bytes.
        auto cursor = plain_.cursor();
        cursor.execute_script("SELECT " + expression);
        const auto row = cursor.fetchone();
        REQUIRE((*row)[0].source().wire_format == format::text);
        send_back(plain_, type, (*row)[0].template as<T>(), original);
    }

    void send_back(connection& session, const std::string& type, const T& value, const tusk::value& original) {
        auto cursor = session.execute("SELECT $1::" + type, value);
        const auto row = cursor.fetchone();
        CHECK(same((*row)[0].bytes(), original.bytes()));
    }

    connection& plain_;
    connection& odd_;
};

} // namespace

TEST_CASE("Every value of every type survives the way in binary and in text, under any settings of the session") {
    connection plain = connect_in_autocommit();
    connection odd = connect_oddly();
    for_each_type([&]<class T>(const std::string& type) {
        journey<T> there_and_back(plain, odd);
        for (const std::string& sample : samples_of(type, plain.server_version())) there_and_back.check(sample, type);
    });
}

TEST_CASE("Arrays of every type survive with their NULLs, dimensions and subscripts") {
    connection plain = connect_in_autocommit();
    connection odd = connect_oddly();
    for_each_type([&]<class T>(const std::string& type) {
        journey<array<T>> there_and_back(plain, odd);
        for (const std::string& sample : array_samples_of(type, plain.server_version()))
            there_and_back.check(sample, type + "[]");
    });
}

TEST_CASE("NULL of every type is NULL both ways") {
    connection session = connect_in_autocommit();
    for_each_type([&]<class T>(const std::string& type) {
        INFO(type);
        for (const std::string& each : {type, type + "[]"}) {
            CHECK(ask<bool>(session, "SELECT $1::" + each + " IS NULL", null));
            const row answer = single_row(session, "SELECT NULL::" + each);
            CHECK(answer[0].is_null());
            CHECK(answer[0].to_string().empty());
        }
        CHECK(ask<std::optional<T>>(session, "SELECT $1::" + type, std::optional<T>()) == std::nullopt);
    });
}

TEST_CASE("Vectors of vectors are arrays of two and more dimensions") {
    connection session = connect_in_autocommit();
    using matrix = std::vector<std::vector<int>>;
    const matrix numbers{{1, 2, 3}, {4, 5, 6}};
    CHECK(ask<std::string>(session, "SELECT $1::int4[]::text", numbers) == "{{1,2,3},{4,5,6}}");
    CHECK(ask<matrix>(session, "SELECT $1::int4[]", numbers) == numbers);
    using cube = std::vector<std::vector<std::vector<std::optional<std::string>>>>;
    const cube words{{{"a", std::nullopt}}, {{"NULL", "\"\\"}}};
    CHECK(ask<cube>(session, "SELECT $1::text[]", words) == words);
    CHECK(ask<std::vector<int>>(session, "SELECT '{}'::int4[]").empty());
    CHECK_THROWS_AS(ask<matrix>(session, "SELECT ARRAY[1, 2]"), data_error);
    CHECK_THROWS_AS(ask<std::vector<int>>(session, "SELECT ARRAY[1, NULL]"), data_error);
    CHECK_THROWS_AS(session.execute("SELECT $1::int4[]", matrix{{1}, {2, 3}}), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("Types whose binary form tells less arrive as the server's text, and take text") {
    connection session = connect_in_autocommit();
    for (const char* literal : {"12.5::money", "'pg_class'::regclass", "'tusk=r/tusk'::aclitem", "ROW(1, 'a b')",
                                "ARRAY['pg_class'::regclass]"}) {
        INFO(literal);
        const row answer = single_row(session, std::string("SELECT ") + literal);
        CHECK(answer[0].source().wire_format == format::text);
        CHECK(answer[0].as<std::string>() == printed(session, literal));
        CHECK(answer[0].to_string() == answer[0].as<std::string_view>());
    }
    CHECK(ask<bool>(session, "SELECT $1::inet <<= $2::cidr", "10.1.2.3", std::string("10.0.0.0/8")));
}

TEST_CASE("Domains and enums are read like what they are made of") {
    connection session = connect_in_autocommit();
    session.execute("CREATE DOMAIN pg_temp.height AS int4");
    session.execute("CREATE TYPE pg_temp.rock AS ENUM ('granite', 'chalk')");
    CHECK(ask<int>(session, "SELECT $1::pg_temp.height", "3967") == 3967);
    CHECK(ask<int>(session, "SELECT $1::int4::pg_temp.height", 3967) == 3967);
    CHECK(ask<int>(session, "SELECT $1::pg_temp.height", 3967) == 3967); // as text, which the server parses
    CHECK(ask<std::string>(session, "SELECT $1::pg_temp.rock", "chalk") == "chalk");
    CHECK_THROWS_AS(session.execute("SELECT $1::pg_temp.rock", "cheese"), data_error);
}

TEST_CASE("Instants are read from text under every TimeZone, those with seconds in their offset included") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    for (const char* zone : {"UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"})
        for (const std::string& sample : samples_of("timestamptz", session.server_version())) {
            INFO(zone << ": " << sample);
            cursor.execute_script(std::string("SET TimeZone = '") + zone + "'; SELECT " + sample);
            REQUIRE(cursor.nextset());
            const auto from_text = (*cursor.fetchone())[0].as<timestamptz>();
            CHECK(from_text == ask<timestamptz>(session, "SELECT " + sample));
        }
}

TEST_CASE("std::chrono's types are what the server takes them for") {
    using namespace std::chrono;
    connection session = connect_in_autocommit();
    const sys_days day = 2024y / February / 29;
    CHECK(ask<std::string>(session, "SELECT $1::date::text", day) == "2024-02-29");
    CHECK(ask<sys_days>(session, "SELECT '2024-02-29'::date") == day);
    CHECK(ask<year_month_day>(session, "SELECT '1912-06-23'::date") == 1912y / June / 23);
    const sys_microseconds instant = day + 13h + 45min + 1500ms;
    CHECK(ask<std::string>(session, "SELECT ($1::timestamptz AT TIME ZONE 'UTC')::text", instant) ==
          "2024-02-29 13:45:01.5");
    CHECK(ask<sys_microseconds>(session, "SELECT '2024-02-29 14:45:01.5+01'::timestamptz") == instant);
    CHECK_THROWS_AS(ask<sys_days>(session, "SELECT 'infinity'::date"), data_error);
    CHECK_THROWS_AS(ask<sys_microseconds>(session, "SELECT '-infinity'::timestamptz"), data_error);
}
