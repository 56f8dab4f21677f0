// Executing, and fetching what came back, on results of every size and kind.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace tusk;
using namespace tusk::test;

namespace {

constexpr std::int64_t many = 200'000; // far more than one segment of the socket's memory holds
constexpr const char* many_rows = "SELECT g::int8 AS n, 'row ' || g AS name FROM generate_series(1, 200000) g";

struct numbered {
    std::int64_t n;
    std::string_view name;
};

} // namespace

TEST_CASE("A large result is fetched whole, in order, by every way of fetching") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute(many_rows);
    CHECK(cursor.rowcount() == many);

    SECTION("fetchone") {
        std::int64_t n = 0;
        while (const auto row = cursor.fetchone()) {
            ++n;
            const bool as_expected = row->get<std::int64_t, std::string>() == std::tuple(n, "row " + std::to_string(n));
            REQUIRE(as_expected);
            REQUIRE(cursor.rownumber() == static_cast<std::size_t>(n));
        }
        CHECK(n == many);
    }
    SECTION("fetchmany") {
        std::int64_t n = 0;
        for (auto part = cursor.fetchmany(7777); !part.empty(); part = cursor.fetchmany(7777))
            for (const row& each : part) REQUIRE(each["n"].as<std::int64_t>() == ++n);
        CHECK(n == many);
    }
    SECTION("fetchall, from any position") {
        const rows all = cursor.fetchall();
        REQUIRE(all.size() == static_cast<std::size_t>(many));
        for (const std::size_t position : {0U, 1U, 99'999U, 123'456U, 199'999U})
            CHECK(all[position]["name"].as<std::string>() == "row " + std::to_string(position + 1));
        CHECK(all.back()[0].as<std::int64_t>() == many);
        CHECK_THROWS_AS(all[all.size()], interface_error);
        CHECK(cursor.fetchall().empty());
    }
    SECTION("iteration") {
        std::int64_t sum = 0;
        for (const row& each : cursor) sum += each[0].as<std::int64_t>();
        CHECK(sum == many * (many + 1) / 2);
    }
    SECTION("tuples") {
        std::int64_t n = 0;
        for (const auto& [number, name] : cursor.rows<std::int64_t, std::string_view>()) {
            REQUIRE(number == ++n);
            const bool ends_alike = name.substr(4) == std::to_string(n);
            REQUIRE(ends_alike);
        }
        CHECK(n == many);
    }
    SECTION("structs") {
        std::int64_t sum = 0;
        std::size_t characters = 0;
        for (const numbered& each : cursor.as<numbered>()) {
            sum += each.n;
            characters += each.name.size();
        }
        CHECK(sum == many * (many + 1) / 2);
        CHECK(characters == 1'088'895 + 4 * static_cast<std::size_t>(many));
    }
    SECTION("a mixture") {
        CHECK(cursor.fetchone()->get<std::int64_t, std::string>() == std::tuple(1, "row 1"));
        CHECK(cursor.fetchmany(100'000).back()[0].as<std::int64_t>() == 100'001);
        auto left = cursor.rows<std::int64_t, std::string_view>();
        CHECK(left.size() == 99'999);
        CHECK(std::get<0>(*left.begin()) == 100'002);
        CHECK_FALSE(cursor.fetchone());
    }
}

TEST_CASE("Rows outlive their cursor and their connection") {
    std::optional<rows> kept;
    std::optional<row> one;
    {
        connection session = connect_in_autocommit();
        auto cursor = session.execute(many_rows);
        one = cursor.fetchone();
        kept = cursor.fetchall();
    }
    CHECK((*one)["name"].as<std::string>() == "row 1");
    CHECK(kept->back()["name"].as<std::string>() == "row 200000");
}

TEST_CASE("A row wider than any buffer arrives whole") {
    connection session = connect_in_autocommit();
    auto cursor =
        session.execute("SELECT 'a', repeat('x', $1), 'b', repeat('y', $1) FROM generate_series(1, 3)", 3'000'000);
    const rows all = cursor.fetchall();
    REQUIRE(all.size() == 3);
    for (const row& each : all) {
        CHECK(each[0].as<std::string>() == "a");
        CHECK((each[1].as<std::string>() == std::string(3'000'000, 'x')));
        CHECK(each[2].as<std::string>() == "b");
        CHECK((each[3].as<std::string>() == std::string(3'000'000, 'y')));
    }
    CHECK(is_usable(session));
}

TEST_CASE("A bytea of 20 MB travels both ways, in the clear and encrypted") {
    std::vector<std::byte> large(20'000'000);
    std::uint32_t state = 1;
    for (std::byte& each : large) {
        state = state * 1'664'525 + 1'013'904'223;
        each = static_cast<std::byte>(state >> 24);
    }
    const auto travels = [&](connection session) {
        auto cursor = session.execute("SELECT $1::bytea, length($1::bytea)", large);
        const auto row = cursor.fetchone();
        CHECK((*row)[1].as<int>() == 20'000'000);
        const auto back = (*row)[0].as<std::span<const std::byte>>();
        CHECK(std::equal(back.begin(), back.end(), large.begin(), large.end()));
        CHECK(is_usable(session));
    };
    travels(connect_in_autocommit());
    travels(connect_over_tls());
}

TEST_CASE("A row of 1,600 columns has them all") {
    connection session = connect_in_autocommit();
    std::string sql = "SELECT 0 AS c0";
    for (int i = 1; i < 1600; ++i) sql += ", " + std::to_string(i) + " AS c" + std::to_string(i);
    auto cursor = session.execute(sql);
    REQUIRE(cursor.description()->size() == 1600);
    const auto row = cursor.fetchone();
    int expected = 0;
    for (const value each : *row) REQUIRE(each.as<int>() == expected++);
    CHECK((*row)["c1599"].as<int>() == 1599);
}

TEST_CASE("A statement takes all the parameters that the protocol can carry") {
    connection session = connect_in_autocommit();
    constexpr std::size_t most = 65'535;
    std::vector<int> numbers(most);
    std::iota(numbers.begin(), numbers.end(), 1);
    const std::vector<parameter> values(numbers.begin(), numbers.end());
    std::string sql = "SELECT count(*), max(n) FROM (VALUES ($1::int4)";
    for (std::size_t i = 2; i <= most; ++i) sql += ",($" + std::to_string(i) + ")";
    auto cursor = session.cursor();
    cursor.execute_with(sql + ") v(n)", values);
    CHECK(cursor.fetchone()->get<std::int64_t, int>() == std::tuple(most, most));
}

TEST_CASE("A result of rows without columns has its rows") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("SELECT FROM generate_series(1, 3)");
    REQUIRE(cursor.description());
    CHECK(cursor.description()->empty());
    CHECK(cursor.rowcount() == 3);
    CHECK(cursor.fetchall().size() == 3);
}

TEST_CASE("RETURNING, EXPLAIN and SHOW return rows, DDL and SET do not") {
    connection session = connect_in_autocommit();
    auto cursor = session.execute("CREATE TEMP TABLE peaks (id serial, name text)");
    CHECK_FALSE(cursor.description());
    CHECK(cursor.rowcount() == -1);
    CHECK_THROWS_AS(cursor.fetchall(), programming_error);
    cursor.execute("INSERT INTO peaks (name) VALUES ('Eiger'), ('Mönch') RETURNING id, name");
    CHECK(cursor.rowcount() == 2);
    CHECK(cursor.statusmessage() == "INSERT 0 2");
    CHECK(cursor.fetchall()[1]["name"].as<std::string>() == "Mönch");
    CHECK(cursor.execute("UPDATE peaks SET name = upper(name)").rowcount() == 2);
    CHECK(cursor.execute("DELETE FROM peaks WHERE id = $1", 1).rowcount() == 1);
    CHECK(cursor.execute("CREATE TEMP TABLE copied AS SELECT * FROM peaks").rowcount() == 1);
    CHECK(cursor.execute("SET work_mem = '5MB'").rowcount() == -1);
    CHECK(cursor.execute("SHOW work_mem").fetchone()->get<std::string>() == std::tuple("5MB"));
    CHECK_FALSE(cursor.execute("EXPLAIN SELECT * FROM peaks").fetchall().empty());
}

TEST_CASE("The description tells names, types, sizes and where a column comes from") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE d (a varchar(7), b numeric(9,3), c int8, e char(4), f text, g numeric)");
    auto cursor = session.execute("SELECT a, b, c, e, f, g, 1 AS h FROM d");
    const auto columns = *cursor.description();
    REQUIRE(columns.size() == 7);
    CHECK(columns[0].name == "a");
    CHECK(columns[0].type_code == oid::varchar);
    CHECK(columns[0].display_size == 7);
    CHECK(columns[1].precision == 9);
    CHECK(columns[1].scale == 3);
    CHECK(columns[2].internal_size == 8);
    CHECK(columns[3].display_size == 4);
    CHECK_FALSE(columns[4].internal_size);
    CHECK_FALSE(columns[5].precision);
    CHECK(columns[5].table == ask<std::uint32_t>(session, "SELECT 'd'::regclass::oid"));
    CHECK(columns[5].table_column == 6);
    CHECK(columns[6].table == 0);
}
