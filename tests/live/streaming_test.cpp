// Rows that are read while they arrive: read to the end, left in the middle, and wider than any buffer.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace tusk;
using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* many_rows = "SELECT g, 'row ' || g FROM generate_series(1, $1) g";

} // namespace

TEST_CASE("A stream gives every row once and in order, then says how many they were") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    SECTION("as row views") {
        auto stream = cursor.stream(many_rows, 100'000);
        CHECK(stream.rowcount() == -1);
        CHECK(stream.columns().size() == 2);
        int n = 0;
        for (const row_view row : stream) {
            const bool as_expected = row[0].as<int>() == ++n && row[1].as<std::string>() == "row " + std::to_string(n);
            REQUIRE(as_expected);
        }
        CHECK(n == 100'000);
        CHECK(stream.rowcount() == 100'000);
        CHECK_FALSE(stream.next());
    }
    SECTION("as tuples") {
        int n = 0;
        auto stream = cursor.stream(many_rows, 100'000).rows<int, std::string_view>();
        for (const auto& [number, name] : stream) {
            const bool as_expected = number == ++n && name.substr(4) == std::to_string(n);
            REQUIRE(as_expected);
        }
        CHECK(n == 100'000);
        CHECK(stream.rowcount() == 100'000);
    }
    CHECK(is_usable(session));
}

TEST_CASE("A stream's batches are whole: the views in all their rows are good until the next batch") {
    connection session = connect_in_autocommit();
    const auto [batch_size, rows] = GENERATE(std::pair(1, 100), std::pair(1'000, 100'000), std::pair(30'000, 100'000),
                                             std::pair(1'000'000, 100'000), std::pair(10, 0));
    using numbered = std::tuple<int, std::string_view>;
    int n = 0;
    std::size_t last_size = 0;
    auto cursor = session.cursor();
    for (const auto batch : cursor.stream(many_rows, rows).batches<numbered>(static_cast<std::size_t>(batch_size))) {
        const bool follows_a_whole_one = n == 0 || last_size == static_cast<std::size_t>(batch_size);
        REQUIRE(follows_a_whole_one);
        last_size = batch.size();
        // All rows of the batch are here before the first one is looked at.
        for (const auto& [number, name] : batch) {
            const bool as_expected = number == ++n && name == "row " + std::to_string(n);
            REQUIRE(as_expected);
        }
    }
    CHECK(n == rows);
    CHECK(is_usable(session));
}

TEST_CASE("Batches of no rows are refused before anything is lost") {
    connection session = connect_in_autocommit();
    auto cursor = session.cursor();
    cursor.execute(many_rows, 10);
    CHECK_THROWS_AS((cursor.batches<std::tuple<int, std::string>>(0)), interface_error);
    CHECK(cursor.fetchall().size() == 10);
    auto stream = cursor.stream(many_rows, 10);
    CHECK_THROWS_AS((std::move(stream).batches<std::tuple<int, std::string>>(0)), interface_error);
    CHECK(stream.next().has_value()); // NOLINT(bugprone-use-after-move): it was refused, so it did not move
    stream.close();
    CHECK(is_usable(session));
}

TEST_CASE("A stream is fetched from in portions of any size, and single rows in between") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream(many_rows, 10'000).rows<int, std::string>();
    std::vector<std::tuple<int, std::string>> portion;
    std::tuple<int, std::string> single;
    int n = 0;
    for (std::size_t most = 1; stream.fetch(portion, most) > 0; most = most * 2 + 1) {
        for (const auto& [number, name] : portion) REQUIRE(number == ++n);
        if (stream.next(single)) REQUIRE(std::get<0>(single) == ++n);
    }
    CHECK(n == 10'000);
    CHECK(stream.rowcount() == 10'000);
    CHECK(is_usable(session));
}

TEST_CASE("A stream that is left in the middle leaves the connection usable") {
    connection session = connect_in_autocommit();
    for (const int taken : {0, 1, 2, 5'000}) {
        {
            auto stream = session.cursor().stream(many_rows, 50'000);
            for (int i = 0; i < taken; ++i) REQUIRE(stream.next());
        }
        CHECK(is_usable(session));
        CHECK(session.transaction_status() == transaction_status::idle);
    }
}

TEST_CASE("A stream that is closed gives no more rows, and its connection is free") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream(many_rows, 50'000);
    REQUIRE(stream.next());
    stream.close();
    CHECK(is_usable(session));
    CHECK_FALSE(stream.next());
    stream.close();
    CHECK(is_usable(session));
}

TEST_CASE("What a loop over a stream throws comes out, and the connection is usable") {
    connection session = connect_in_autocommit();
    const auto throwing = [&] {
        for (const auto& [n, name] : session.cursor().stream(many_rows, 50'000).rows<int, std::string_view>())
            if (n == 1'234) throw std::runtime_error(std::string(name));
    };
    CHECK_THROWS_WITH(throwing(), "row 1234");
    CHECK(is_usable(session));
}

TEST_CASE("A value that cannot be decoded in the middle leaves the connection usable") {
    connection session = connect_in_autocommit();
    const auto failing = [&] {
        for (const auto& row :
             session.cursor().stream("SELECT nullif(g, 700) FROM generate_series(1, 9000) g").rows<int>())
            static_cast<void>(row);
    };
    CHECK_THROWS_AS(failing(), data_error);
    CHECK(is_usable(session));
    CHECK_THROWS_AS(session.cursor().stream("SELECT 'x'").rows<int>(), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("An error of the server behind the first rows comes out of the loop") {
    connection session = connect_in_autocommit();
    int seen = 0;
    const auto failing = [&] {
        for (const row_view row : session.cursor().stream("SELECT 1 / (30000 - g) FROM generate_series(1, 60000) g"))
            seen += static_cast<int>(row.size());
    };
    CHECK_THROWS_AS(failing(), errors::division_by_zero);
    CHECK(seen > 0);
    CHECK(seen < 30'000);
    CHECK(is_usable(session));
}

TEST_CASE("While a stream is open, the same thread's statements are refused, and the stream goes on") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream(many_rows, 50'000);
    REQUIRE(stream.next());
    CHECK_THROWS_AS(session.execute("SELECT 1"), interface_error);
    CHECK_THROWS_AS(session.cursor().execute_script("SELECT 1"), interface_error);
    CHECK_THROWS_AS(session.cursor().executemany("SELECT $1::int4", std::vector<int>{1}), interface_error);
    CHECK_THROWS_AS(session.cursor().stream("SELECT 1"), interface_error);
    CHECK_THROWS_AS(session.commit(), interface_error);
    CHECK_THROWS_AS(session.autocommit(false), interface_error);
    int left = 0;
    while (stream.next()) ++left;
    CHECK(left == 49'999);
    CHECK(is_usable(session));
}

TEST_CASE("While a stream is open, another thread's statement waits for its end") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream(many_rows, 50'000);
    REQUIRE(stream.next());
    std::atomic<bool> answered = false;
    std::thread other([&] {
        static_cast<void>(session.execute("SELECT 1"));
        answered = true;
    });
    std::this_thread::sleep_for(100ms);
    CHECK_FALSE(answered);
    while (stream.next()) continue;
    other.join();
    CHECK(answered);
}

TEST_CASE("A stream may be read by another thread than the one that began it") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream(many_rows, 50'000);
    int seen = 0;
    std::thread reader([&, moved = std::move(stream)]() mutable {
        while (moved.next()) ++seen;
    });
    reader.join();
    CHECK(seen == 50'000);
    CHECK(is_usable(session));
}

TEST_CASE("Closing the connection ends its stream") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream(many_rows, 1'000'000);
    REQUIRE(stream.next());
    session.close();
    const auto to_the_end = [&] {
        while (stream.next()) continue;
    };
    CHECK_THROWS_AS(to_the_end(), interface_error);
}

TEST_CASE("A stream opens the transaction, and a statement without rows streams none") {
    connection session = connect_locally();
    auto cursor = session.cursor();
    auto created = cursor.stream("CREATE TEMP TABLE t (n int4)");
    CHECK(created.columns().empty());
    CHECK_FALSE(created.next());
    CHECK(session.transaction_status() == transaction_status::in_transaction);
    auto inserted = cursor.stream("INSERT INTO t SELECT generate_series(1, 10)");
    CHECK_FALSE(inserted.next());
    CHECK(inserted.rowcount() == 10);
    auto nothing = cursor.stream("");
    CHECK_FALSE(nothing.next());
    CHECK(is_usable(session));
}

TEST_CASE("Rows wider than the buffer stream whole, between narrow ones") {
    connection session = connect_over_tls();
    auto stream = session.cursor().stream("SELECT g, repeat(chr(96 + g), CASE WHEN g % 2 = 0 THEN 5000000 ELSE 3 END) "
                                          "FROM generate_series(1, 7) g");
    int n = 0;
    for (const row_view row : stream) {
        const auto [number, text] = row.get<int, std::string_view>();
        CHECK(number == ++n);
        const bool whole = text == std::string(n % 2 == 0 ? 5'000'000 : 3, static_cast<char>(96 + n));
        CHECK(whole);
    }
    CHECK(n == 7);
    CHECK(is_usable(session));
}

TEST_CASE("A bytea of 20 MB streams in one piece") {
    connection session = connect_in_autocommit();
    auto stream = session.cursor().stream("SELECT decode(repeat('c0ffee00', 5000000), 'hex')");
    const auto row = stream.next();
    REQUIRE(row);
    const auto bytes = (*row)[0].as<std::span<const std::byte>>();
    REQUIRE(bytes.size() == 20'000'000);
    CHECK(bytes.front() == std::byte{0xc0});
    CHECK(bytes[19'999'998] == std::byte{0xee});
    CHECK_FALSE(stream.next());
}
