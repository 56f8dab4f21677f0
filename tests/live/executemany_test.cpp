// One statement, many parameter sets.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <iterator>

using namespace tusk;
using namespace tusk::test;

namespace {

struct peak {
    int id;
    std::string name;
    std::optional<double> height;
};

/// The numbers from 1 on, made while they are asked for; what `at` does with each may throw.
template <class Make>
class generator {
public:
    generator(int count, Make make) : count_(count), make_(std::move(make)) {}

    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = std::invoke_result_t<const Make&, int>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = value_type;

        iterator() = default;
        explicit iterator(const generator& owner) : owner_(&owner) {}
        value_type operator*() const { return owner_->make_(n_); }
        iterator& operator++() {
            ++n_;
            return *this;
        }
        void operator++(int) { ++n_; }
        friend bool operator==(const iterator& a, std::default_sentinel_t) { return a.at_end(); }

    private:
        [[nodiscard]] bool at_end() const { return n_ > owner_->count_; }

        const generator* owner_ = nullptr;
        int n_ = 1;
    };

    [[nodiscard]] iterator begin() const { return iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

private:
    int count_;
    Make make_;
};

constexpr int many = 100'000;

} // namespace

TEST_CASE("A hundred thousand sets are applied, and counted") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int4, name text)");
    auto cursor = session.cursor();
    cursor.executemany("INSERT INTO t VALUES ($1, $2)",
                       generator(many, [](int n) { return std::tuple(n, "row " + std::to_string(n)); }));
    CHECK(cursor.rowcount() == many);
    auto check = session.execute("SELECT count(*), sum(id), max(length(name)) FROM t");
    CHECK(check.fetchone()->get<std::int64_t, std::int64_t, int>() == std::tuple(many, 5'000'050'000, 10));
}

TEST_CASE("Sets may be tuples, structs, single values, or lists of parameters") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int4, name text, height float8)");
    auto cursor = session.cursor();
    const char* insert = "INSERT INTO t VALUES ($1, $2, $3)";
    cursor.executemany(insert, std::vector<peak>{{1, "Eiger", 3967.0}, {2, "Mönch", std::nullopt}});
    CHECK(cursor.rowcount() == 2);
    cursor.executemany(insert, std::vector{std::tuple(3, "Jungfrau", 4158.0)});
    const std::string name = "Matterhorn";
    const int id = 4;
    cursor.executemany(insert, std::vector<std::vector<parameter>>{{parameter(id), parameter(name), parameter(null)}});
    cursor.executemany("DELETE FROM t WHERE id = $1", std::vector<int>{1, 3, 99});
    CHECK(cursor.rowcount() == 2);
    CHECK(ask<std::string>(session, "SELECT string_agg(name, ',' ORDER BY id) FROM t") == "Mönch,Matterhorn");
}

TEST_CASE("Of no sets nothing is applied and the count is zero") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.executemany("SELECT $1::int4", std::vector<int>{});
    CHECK(cursor.rowcount() == 0);
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(is_usable(session));
}

TEST_CASE("After executemany there is nothing to fetch") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.executemany("SELECT $1::int4", std::vector<int>{1, 2, 3});
    CHECK(cursor.rowcount() == 3);
    CHECK_THROWS_AS(cursor.fetchone(), programming_error);
    CHECK_FALSE(cursor.description());
}

TEST_CASE("When one set fails in autocommit, none takes effect") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int4 CHECK (id <> 70000))");
    auto cursor = session.cursor();
    CHECK_THROWS_AS(cursor.executemany("INSERT INTO t VALUES ($1)", generator(many, [](int n) { return n; })),
                    errors::check_violation);
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("When one set fails in a transaction, the transaction has failed") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int4 UNIQUE)");
    session.autocommit(false);
    session.execute("INSERT INTO t VALUES (0)");
    CHECK_THROWS_AS(session.cursor().executemany("INSERT INTO t VALUES ($1)", std::vector<int>{1, 2, 0, 3}),
                    errors::unique_violation);
    CHECK(session.transaction_status() == transaction_status::failed);
    session.rollback();
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("What a generator throws comes out, and in autocommit nothing was applied") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int4)");
    auto cursor = session.cursor();
    for (const int last : {1, 2, 70'000}) { // before the first set, behind it, and after many were sent
        const auto failing = generator(many, [last](int n) {
            if (n == last) throw std::out_of_range("no more sets");
            return n;
        });
        CHECK_THROWS_AS(cursor.executemany("INSERT INTO t VALUES ($1)", failing), std::out_of_range);
        CHECK(session.transaction_status() == transaction_status::idle);
        CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
    }
}

TEST_CASE("A value that does not fit in the middle undoes the sets before it") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int2)");
    auto cursor = session.cursor();
    CHECK_THROWS_AS(cursor.executemany("INSERT INTO t VALUES ($1)", std::vector<int>{1, 2, 70'000, 3}), data_error);
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
    CHECK_THROWS_AS(cursor.executemany("INSERT INTO t VALUES ($1)", generator(many, [](int n) { return n; })),
                    data_error);
    CHECK(session.transaction_status() == transaction_status::idle);
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("What a generator throws in a transaction leaves it open, to be rolled back") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (id int4)");
    session.autocommit(false);
    const auto failing = generator(10, [](int n) {
        if (n == 5) throw std::out_of_range("no more sets");
        return n;
    });
    CHECK_THROWS_AS(session.cursor().executemany("INSERT INTO t VALUES ($1)", failing), std::out_of_range);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    session.rollback();
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("Rows that the statement returns are dropped, however many, while sets are still sent") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    // Each set is answered by far more than it is long: both sides' buffers would fill up.
    cursor.executemany("SELECT repeat('x', $1) FROM generate_series(1, 100)",
                       generator(500, [](int) { return 1'000; }));
    CHECK(cursor.rowcount() == 50'000);
    CHECK(is_usable(session));
}

TEST_CASE("A set with the wrong number of values is refused") {
    connection session = connect_in_autocommit();
    CHECK_THROWS_AS(session.cursor().executemany("SELECT $1::int4, $2::int4", std::vector<int>{1}), programming_error);
    CHECK(is_usable(session));
}

TEST_CASE("executemany works on a connection that keeps no statements") {
    connection session = connect_in_autocommit("statement_cache_size=0");
    session.execute("CREATE TEMP TABLE t (id int4)");
    session.cursor().executemany("INSERT INTO t VALUES ($1)", std::vector<int>{1, 2, 3});
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 3);
}

TEST_CASE("No parameter sets of a known statement open a transaction and change nothing") {
    connection session = connect_locally();
    auto cursor = session.cursor();
    cursor.execute("CREATE TEMPORARY TABLE peaks (id int)");
    cursor.executemany("INSERT INTO peaks VALUES ($1)", std::vector<int>{1});
    session.commit();
    cursor.executemany("INSERT INTO peaks VALUES ($1)", std::vector<int>{});
    CHECK(cursor.rowcount() == 0);
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    cursor.execute("SELECT count(*) FROM peaks");
    CHECK((*cursor.fetchone())[0].as<int>() == 1);
}

TEST_CASE("Parameters may be views into the result that the cursor still holds") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute("SELECT repeat('x', 100000)");
    const auto views = cursor.rows<std::string_view>().to_vector();
    cursor.execute("SELECT $1::text = repeat('x', 100000)", std::get<0>(views.front()));
    CHECK((*cursor.fetchone())[0].as<bool>());
}

TEST_CASE("Parameters that use the very connection they are for are refused, not waited for") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute("CREATE TEMPORARY TABLE peaks (id int)");
    const generator asking(3, [&](int n) { return n + session.server_version(); });
    CHECK_THROWS_AS(cursor.executemany("INSERT INTO peaks VALUES ($1)", asking), interface_error);
    cursor.execute("SELECT count(*) FROM peaks");
    CHECK((*cursor.fetchone())[0].as<int>() == 0);
    const generator closing(3, [&](int n) {
        session.close();
        return n;
    });
    CHECK_THROWS_AS(cursor.executemany("INSERT INTO peaks VALUES ($1)", closing), error);
    CHECK(session.closed());
}
