// PEP 249, "Module Interface: Globals".
#include "tests/dbapi/peaks.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <thread>

using namespace tusk::test;

TEST_CASE("apilevel is 2.0") { CHECK(tusk::apilevel == "2.0"); }

TEST_CASE("paramstyle is numeric_dollar, and $1, $2 name the parameters by their numbers") {
    CHECK(tusk::paramstyle == "numeric_dollar");
    auto conn = fresh_connection();
    auto cur = conn.execute("SELECT $2::text || $1::text || $2::text", "a", "b");
    CHECK((*cur.fetchone())[0].as<std::string>() == "bab");
}

TEST_CASE("threadsafety is 2, and threads with cursors of their own may share a connection") {
    CHECK(tusk::threadsafety == 2);
    auto conn = fresh_connection();
    // Whoever got the answer to the other's statement would add up something else.
    const auto add_up = [&conn](std::int64_t factor, std::int64_t& sum) {
        auto cur = conn.cursor();
        for (std::int64_t i = 1; i <= 100; ++i) {
            cur.execute("SELECT $1::int8 * $2::int8", i, factor);
            sum += (*cur.fetchone())[0].as<std::int64_t>();
        }
    };
    std::int64_t ones = 0;
    std::int64_t thousands = 0;
    std::thread other([&] { add_up(1'000, thousands); });
    add_up(1, ones);
    other.join();
    CHECK(ones == 5'050);
    CHECK(thousands == 5'050'000);
}
