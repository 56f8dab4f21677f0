// PEP 249, "Cursor methods": executemany.
#include "tests/dbapi/peaks.hpp"

#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <iterator>
#include <list>
#include <optional>
#include <stdexcept>
#include <tuple>

using namespace tusk::test;

namespace {

/// `count` parameter sets, each made when it is asked for: make(0), make(1) …
template <class Make>
class generated {
public:
    class iterator {
    public:
        using iterator_concept = std::input_iterator_tag;
        using value_type = std::invoke_result_t<const Make&, int>;
        using difference_type = std::ptrdiff_t;

        iterator(const generated& owner, int n) noexcept : owner_(&owner), n_(n) {}
        value_type operator*() const { return owner_->make_(n_); }
        iterator& operator++() noexcept {
            ++n_;
            return *this;
        }
        void operator++(int) noexcept { ++n_; }
        bool operator==(std::default_sentinel_t) const noexcept { return n_ == owner_->count_; }

    private:
        const generated* owner_;
        int n_;
    };

    generated(int count, Make make) : count_(count), make_(std::move(make)) {}
    [[nodiscard]] iterator begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    int count_;
    Make make_;
};

struct mountain {
    std::string_view name;
    std::optional<int> height;
};

void make_mountains(tusk::cursor& cur) {
    cur.execute("CREATE TEMPORARY TABLE mountains (name text PRIMARY KEY, height int4)");
}

constexpr std::string_view insert_mountain = "INSERT INTO mountains VALUES ($1, $2)";

std::string all_mountains(tusk::cursor& cur) {
    cur.execute("SELECT string_agg(name || '=' || coalesce(height::text, '?'), ' ' ORDER BY name) FROM mountains");
    return (*cur.fetchone())[0].as<std::optional<std::string>>().value_or("none");
}

} // namespace

TEST_CASE("executemany() takes parameter sets as tuples, structs, ranges of parameters, and single values") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_mountains(cur);
    cur.executemany(insert_mountain, std::vector<std::tuple<std::string, int>>{{"Eiger", 3'967}, {"Elbrus", 5'642}});
    cur.executemany(insert_mountain, std::list<mountain>{{"Denali", 6'190}, {"Ogre", std::nullopt}});
    const std::vector<std::vector<tusk::parameter>> erased{{"K2", nullptr}};
    cur.executemany(insert_mountain, erased);
    CHECK(all_mountains(cur) == "Denali=6190 Eiger=3967 Elbrus=5642 K2=? Ogre=?");
    cur.executemany("DELETE FROM mountains WHERE name = $1", std::array<const char*, 2>{"K2", "Ogre"});
    CHECK(all_mountains(cur) == "Denali=6190 Eiger=3967 Elbrus=5642");
}

TEST_CASE("executemany() takes parameter sets that are made while they are asked for") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("CREATE TEMPORARY TABLE squares (n int8)");
    cur.executemany("INSERT INTO squares VALUES ($1)", generated(100, [](int n) { return (n + 1) * (n + 1); }));
    CHECK(cur.rowcount() == 100);
    cur.execute("SELECT sum(n)::int8 FROM squares");
    CHECK((*cur.fetchone())[0].as<std::int64_t>() == 338'350);
}

TEST_CASE("rowcount after executemany() is the sum of all its statements") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_peaks(cur);
    CHECK(cur.rowcount() == 6);
    cur.executemany("UPDATE peaks SET name = lower(name) WHERE name LIKE $1", std::array{"E%", "D%", "X%"});
    CHECK(cur.rowcount() == 3);
}

TEST_CASE("rowcount after executemany() of no parameter sets is 0") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    cur.executemany("INSERT INTO peaks VALUES ($1)", std::vector<std::string>());
    CHECK(cur.rowcount() == 0);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 0);
}

TEST_CASE("executemany() of many sets does not deadlock and loses none, in any size of answer") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("CREATE TEMPORARY TABLE many (n int4, filler text)");
    const std::string filler(500, 'x');
    cur.executemany("INSERT INTO many VALUES ($1, $2) RETURNING *",
                    generated(20'000, [&filler](int n) { return std::tuple<int, std::string_view>(n, filler); }));
    CHECK(cur.rowcount() == 20'000);
    cur.execute("SELECT count(DISTINCT n) FROM many WHERE length(filler) = 500");
    CHECK((*cur.fetchone())[0].as<int>() == 20'000);
}

TEST_CASE("fetching after executemany() is a programming error, also when the statement returns rows") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    cur.executemany("INSERT INTO peaks VALUES ($1) RETURNING name", peak_names);
    CHECK(cur.rowcount() == 6);
    CHECK_FALSE(cur.description().has_value());
    CHECK_FALSE(cur.rownumber().has_value());
    CHECK_THROWS_AS(cur.fetchone(), tusk::programming_error);
    CHECK_THROWS_AS(cur.fetchmany(), tusk::programming_error);
    CHECK_THROWS_AS(cur.fetchall(), tusk::programming_error);
    CHECK_THROWS_WITH(cur.fetchall(), Catch::Contains("executemany"));
}

TEST_CASE("executemany() opens a transaction like execute()") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    conn.commit();
    cur.executemany("INSERT INTO peaks VALUES ($1)", peak_names);
    CHECK(conn.transaction_status() == tusk::transaction_status::in_transaction);
    conn.rollback();
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 0);
}

TEST_CASE("executemany() under autocommit is all or nothing") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    make_empty_table(cur);
    CHECK_THROWS_AS(cur.executemany("INSERT INTO peaks VALUES ($1)", std::array{"Eiger", "Denali", "Eiger"}),
                    tusk::errors::unique_violation);
    CHECK(conn.transaction_status() == tusk::transaction_status::idle);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 0);
}

TEST_CASE("executemany() whose parameters do not fit throws and leaves a usable connection") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_mountains(cur);
    conn.commit();
    using one = std::vector<std::tuple<std::string>>;
    CHECK_THROWS_AS(cur.executemany(insert_mountain, one{{"Eiger"}}), tusk::programming_error);
    conn.rollback();
    using wrong = std::vector<std::tuple<std::string, std::int64_t>>;
    CHECK_THROWS_AS(cur.executemany(insert_mountain, wrong{{"Eiger", 1}, {"Denali", std::int64_t{1} << 40}}),
                    tusk::data_error);
    conn.rollback();
    CHECK(all_mountains(cur) == "none");
}

TEST_CASE("an exception from the parameter sets leaves executemany(), and nothing is kept under autocommit") {
    auto conn = fresh_connection();
    conn.autocommit(true);
    auto cur = conn.cursor();
    make_empty_table(cur);
    const generated failing(10, [](int n) {
        if (n == 5) throw std::out_of_range("no sixth name");
        return std::string(peak_names[static_cast<std::size_t>(n)]);
    });
    CHECK_THROWS_AS(cur.executemany("INSERT INTO peaks VALUES ($1)", failing), std::out_of_range);
    CHECK(cur.execute("SELECT * FROM peaks").rowcount() == 0);
}
