// PEP 249, "Cursor methods": fetchone, fetchmany, fetchall, iteration, and how they go together.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

using namespace tusk::test;
using tusk::programming_error;
using strings = std::vector<std::string>;

namespace {

struct peak {
    std::string name;
};

/// Fetching in every way, on a cursor that has no result set.
void check_nothing_to_fetch(tusk::cursor& cur) {
    CHECK_THROWS_AS(cur.fetchone(), programming_error);
    CHECK_THROWS_AS(cur.fetchmany(), programming_error);
    CHECK_THROWS_AS(cur.fetchmany(3), programming_error);
    CHECK_THROWS_AS(cur.fetchmany(0), programming_error);
    CHECK_THROWS_AS(cur.fetchall(), programming_error);
    CHECK_THROWS_AS(cur.begin(), programming_error);
    CHECK_THROWS_AS(cur.rows<std::string>(), programming_error);
    CHECK_THROWS_AS(cur.as<peak>(), programming_error);
    CHECK_FALSE(cur.rownumber().has_value());
}

/// Fetching in every way, on a cursor whose rows have all been fetched.
void check_at_end(tusk::cursor& cur) {
    CHECK_FALSE(cur.fetchone().has_value());
    CHECK(cur.fetchmany().empty());
    CHECK(cur.fetchmany(3).empty());
    CHECK(cur.fetchall().empty());
    CHECK(cur.begin() == cur.end());
    CHECK(cur.rows<std::string>().to_vector().empty());
    CHECK(cur.as<peak>().to_vector().empty());
}

/// A connection whose only cursor has selected all peaks.
struct selected {
    tusk::connection conn = fresh_connection();
    tusk::cursor cur = conn.cursor();

    selected() {
        make_peaks(cur);
        cur.execute(select_peaks);
    }
};

} // namespace

TEST_CASE("fetching before the first statement is a programming error") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    check_nothing_to_fetch(cur);
}

TEST_CASE("fetching after a statement without a result set is a programming error, which names the statement") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    check_nothing_to_fetch(cur);
    cur.execute("INSERT INTO peaks VALUES ('Eiger')");
    check_nothing_to_fetch(cur);
    CHECK_THROWS_WITH(cur.fetchone(), Catch::Contains("INSERT 0 1"));
    cur.execute("SET search_path TO public");
    check_nothing_to_fetch(cur);
}

TEST_CASE("fetching from a result without rows is at the end at once") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    cur.execute(select_peaks);
    check_at_end(cur);
    CHECK(cur.rowcount() == 0);
}

TEST_CASE("fetchone() gives one row after the other, then none") {
    selected all;
    for (const std::string_view name : peak_names) {
        const auto row = all.cur.fetchone();
        REQUIRE(row.has_value());
        CHECK(row->size() == 1);
        CHECK((*row)[0].as<std::string_view>() == name);
    }
    check_at_end(all.cur);
}

TEST_CASE("fetchmany() gives arraysize() rows, one unless it was set") {
    selected all;
    CHECK(names_in(all.cur.fetchmany()) == names_from(0, 1));
    all.cur.arraysize(3);
    CHECK(names_in(all.cur.fetchmany()) == names_from(1, 3));
    CHECK(names_in(all.cur.fetchmany()) == names_from(4, 2));
    check_at_end(all.cur);
}

TEST_CASE("fetchmany(n) gives n rows, fewer at the end, then none, whatever arraysize() is") {
    selected all;
    all.cur.arraysize(10);
    CHECK(names_in(all.cur.fetchmany(4)) == names_from(0, 4));
    CHECK(names_in(all.cur.fetchmany(4)) == names_from(4, 2));
    check_at_end(all.cur);
}

TEST_CASE("fetchmany(0) gives no rows and moves nothing") {
    selected all;
    CHECK(all.cur.fetchmany(0).empty());
    all.cur.arraysize(0);
    CHECK(all.cur.fetchmany().empty());
    CHECK(all.cur.rownumber() == 0);
    CHECK(all.cur.fetchall().size() == 6);
}

TEST_CASE("fetchmany() of more rows than there can be gives all of them") {
    selected all;
    static_cast<void>(all.cur.fetchone());
    CHECK(names_in(all.cur.fetchmany(std::numeric_limits<std::size_t>::max())) == names_from(1, 5));
    check_at_end(all.cur);
}

TEST_CASE("fetchall() gives all rows, in their order") {
    selected all;
    CHECK(names_in(all.cur.fetchall()) == names_from(0, 6));
    check_at_end(all.cur);
}

TEST_CASE("fetchone(), fetchmany() and fetchall() each go on where the other stopped") {
    selected all;
    CHECK((*all.cur.fetchone())[0].as<std::string>() == "Aconcagua");
    CHECK(names_in(all.cur.fetchmany(2)) == names_from(1, 2));
    CHECK((*all.cur.fetchone())[0].as<std::string>() == "Elbrus");
    CHECK(names_in(all.cur.fetchall()) == names_from(4, 2));
    check_at_end(all.cur);
}

TEST_CASE("iterating over a cursor gives the rows that are left; afterwards it is at the end") {
    selected all;
    static_cast<void>(all.cur.fetchone());
    strings seen;
    for (const tusk::row& row : all.cur) seen.push_back(row["name"].as<std::string>());
    CHECK(seen == names_from(1, 5));
    check_at_end(all.cur);
}

TEST_CASE("an iteration that is left goes on behind the row that it had reached") {
    selected all;
    for (const tusk::row& row : all.cur)
        if (row[0].as<std::string_view>() == "Denali") break;
    CHECK((*all.cur.fetchone())[0].as<std::string>() == "Eiger");
}

TEST_CASE("typed rows take all rows that are left, and count as fetched") {
    selected all;
    static_cast<void>(all.cur.fetchmany(2));
    strings seen;
    for (auto [name] : all.cur.rows<std::string_view>()) seen.emplace_back(name);
    CHECK(seen == names_from(2, 4));
    check_at_end(all.cur);
    all.cur.execute(select_peaks);
    const auto structs = all.cur.as<peak>().to_vector();
    REQUIRE(structs.size() == 6);
    CHECK(structs.back().name == "Puncak Jaya");
    check_at_end(all.cur);
}

TEST_CASE("rownumber() is the number of the row that is fetched next") {
    selected all;
    CHECK(all.cur.rownumber() == 0);
    static_cast<void>(all.cur.fetchone());
    CHECK(all.cur.rownumber() == 1);
    static_cast<void>(all.cur.fetchmany(3));
    CHECK(all.cur.rownumber() == 4);
    static_cast<void>(all.cur.fetchall());
    CHECK(all.cur.rownumber() == 6);
    static_cast<void>(all.cur.fetchone());
    CHECK(all.cur.rownumber() == 6);
    all.cur.execute(select_peaks);
    CHECK(all.cur.rownumber() == 0);
}

TEST_CASE("rows of many chunks from the network come whole and in order, fetched in every way") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT n::int4, repeat('x', (n % 300)::int4) FROM generate_series(1, 20000) n");
    int expected = 0;
    const auto check_row = [&expected](const tusk::row_view& row) {
        ++expected;
        REQUIRE(row[0].as<int>() == expected);
        REQUIRE(row[1].as<std::string_view>().size() == static_cast<std::size_t>(expected % 300));
    };
    for (int i = 0; i < 100; ++i) check_row(*cur.fetchone());
    for (const tusk::row& row : cur.fetchmany(9'000)) check_row(row);
    for (const tusk::row& row : cur.fetchall()) check_row(row);
    CHECK(expected == 20'000);
}

TEST_CASE("asking a container of rows for one that it has not names the position, also of an empty one") {
    auto conn = fresh_connection();
    const auto none = conn.execute("SELECT 1 WHERE false").fetchall();
    CHECK_THROWS_WITH(none.front(), "there is no row at position 0: there are 0, counted from 0");
    CHECK_THROWS_WITH(none.back(), "there is no row at position 0: there are 0, counted from 0");
    const auto two = conn.execute("SELECT generate_series(1, 2)").fetchall();
    CHECK(two.back()[0].as<int>() == 2);
    CHECK_THROWS_WITH(two[2], "there is no row at position 2: there are 2, counted from 0");
}
