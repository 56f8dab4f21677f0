#include "client/statement_cache.hpp"

#include <catch2/catch.hpp>

using tusk::oid;
using tusk::client::prepared_statement;
using tusk::client::statement_cache;

namespace {

const std::vector<oid> no_types;

std::shared_ptr<const prepared_statement> named(std::string name) {
    auto statement = std::make_shared<prepared_statement>();
    statement->name = std::move(name);
    return statement;
}

/// Keeps a statement under a text, and returns which one had to go.
std::string insert(statement_cache& cache, const std::string& sql, const std::vector<oid>& types = no_types) {
    return cache.insert(sql, types, named("of " + sql));
}

bool holds(statement_cache& cache, std::string_view sql, const std::vector<oid>& types = no_types) {
    return cache.find(sql, types) != nullptr;
}

} // namespace

TEST_CASE("a statement is found by its text, exactly") {
    statement_cache cache(10);
    CHECK(cache.enabled());
    CHECK_FALSE(holds(cache, "SELECT 1"));
    CHECK(insert(cache, "SELECT 1").empty());
    REQUIRE(holds(cache, "SELECT 1"));
    CHECK(cache.find("SELECT 1", {})->name == "of SELECT 1");
    CHECK_FALSE(holds(cache, "SELECT 1 "));
    CHECK_FALSE(holds(cache, "select 1"));
    CHECK_FALSE(holds(cache, ""));
}

TEST_CASE("the same text with other pinned types is another statement") {
    statement_cache cache(10);
    insert(cache, "SELECT $1");
    CHECK_FALSE(holds(cache, "SELECT $1", {oid::int4}));
    static_cast<void>(cache.insert("SELECT $1", std::vector{oid::int4}, named("int4")));
    static_cast<void>(cache.insert("SELECT $1", std::vector{oid::int4, oid::int8}, named("int4, int8")));
    CHECK(cache.find("SELECT $1", {})->name == "of SELECT $1");
    CHECK(cache.find("SELECT $1", std::vector{oid::int4})->name == "int4");
    CHECK(cache.find("SELECT $1", std::vector{oid::int4, oid::int8})->name == "int4, int8");
    CHECK_FALSE(holds(cache, "SELECT $1", {oid::int8}));
}

TEST_CASE("a full cache gives up the statement that was not used for the longest time, and says its name") {
    statement_cache cache(3);
    for (const char* sql : {"a", "b", "c"}) CHECK(insert(cache, sql).empty());
    CHECK(insert(cache, "d") == "of a");
    CHECK(insert(cache, "e") == "of b");
    CHECK_FALSE(holds(cache, "a"));
    CHECK_FALSE(holds(cache, "b"));
    CHECK(holds(cache, "c"));
    CHECK(holds(cache, "d"));
    CHECK(holds(cache, "e"));
}

TEST_CASE("a statement that is found counts as used") {
    statement_cache cache(3);
    for (const char* sql : {"a", "b", "c"}) insert(cache, sql);
    CHECK(holds(cache, "a"));
    CHECK(insert(cache, "d") == "of b");
    CHECK(holds(cache, "a"));
    CHECK(holds(cache, "c"));
    CHECK(insert(cache, "e") == "of d");
}

TEST_CASE("a statement that somebody still uses outlives its place in the cache") {
    statement_cache cache(1);
    insert(cache, "a");
    const auto used = cache.find("a", {});
    CHECK(insert(cache, "b") == "of a");
    CHECK(used->name == "of a");
}

TEST_CASE("an erased statement is gone, and its place is free") {
    statement_cache cache(2);
    insert(cache, "a");
    insert(cache, "b");
    cache.erase("a", {});
    cache.erase("never there", {});
    CHECK_FALSE(holds(cache, "a"));
    CHECK(insert(cache, "c").empty());
    CHECK(holds(cache, "b"));
    // Once more under the same text, as after a change of the table.
    cache.erase("b", {});
    CHECK(insert(cache, "b").empty());
    CHECK(cache.find("b", {})->name == "of b");
}

TEST_CASE("erasing tells pinned types apart, too") {
    statement_cache cache(5);
    insert(cache, "a");
    insert(cache, "a", {oid::int4});
    cache.erase("a", std::vector{oid::int4});
    CHECK(holds(cache, "a"));
    CHECK_FALSE(holds(cache, "a", {oid::int4}));
}

TEST_CASE("a cache for no statements is not enabled") { CHECK_FALSE(statement_cache(0).enabled()); }

TEST_CASE("many statements come and go, and never more than the capacity stay") {
    statement_cache cache(16);
    std::size_t evicted = 0;
    for (int i = 0; i < 1'000; ++i)
        if (!insert(cache, "SELECT " + std::to_string(i)).empty()) ++evicted;
    CHECK(evicted == 984);
    for (int i = 984; i < 1'000; ++i) CHECK(holds(cache, "SELECT " + std::to_string(i)));
    CHECK_FALSE(holds(cache, "SELECT 983"));
}
