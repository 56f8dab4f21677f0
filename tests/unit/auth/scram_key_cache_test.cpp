#include "auth/scram.hpp"
#include "tests/support/scram_server.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <thread>
#include <type_traits>
#include <vector>

using namespace tusk::auth;
using tusk::protocol::as_bytes;
using tusk::test::make_scram_verifier;
using tusk::test::scram_server;

static_assert(!std::is_copy_constructible_v<scram_key_cache> && !std::is_move_constructible_v<scram_key_cache>);

namespace {

/// Who logs in, and where.
struct visit {
    std::string server = "db, 192.0.2.7, 5432";
    std::string user = "anna";
    std::string password = "snow";
    std::string salt = "NaCl";
    std::uint32_t iterations = 7;
};

/// A process: its cache, and how often it derived keys.
struct process {
    scram_key_cache cache;
    int derivations = 0;

    scram_client client(const visit& who) {
        scram_options options;
        options.key_cache = &cache;
        options.cached_server = who.server;
        options.cached_user = who.user;
        options.salt_password = [this](auto&&... how) {
            ++derivations;
            return pbkdf2(how...);
        };
        return scram_client(secret(who.password), options);
    }

    /// Logs in where the password is the visitor's own, and tells whether keys had to be derived for it.
    bool derives(const visit& who) {
        const int before = derivations;
        scram_client one = client(who);
        scram_server server(make_scram_verifier(who.password, who.salt, who.iterations), "server");
        const std::string answer = one.client_final(server.server_first(one.client_first()));
        one.verify(server.server_final(answer));
        REQUIRE(server.authenticated());
        REQUIRE(one.verified());
        return derivations != before;
    }
};

digest name_of(scram_key_cache& cache, const visit& who) {
    const secret password(who.password);
    return cache.name_of({who.server, who.user, hash_algorithm::sha256, password, as_bytes(who.salt), who.iterations});
}

scram_keys some_keys() { return derive_scram_keys(hash_algorithm::sha256, digest(32)); }

bool equal(const digest& a, const digest& b) { return equal_in_constant_time(a.bytes(), b.bytes()); }

} // namespace

TEST_CASE("the second login with the same keys derives nothing") {
    process here;
    CHECK(here.derives({}));
    CHECK_FALSE(here.derives({}));
    CHECK_FALSE(here.derives({}));
    CHECK(here.cache.size() == 1);
}

TEST_CASE("another server, user, password, salt or iteration count has keys of its own") {
    process here;
    CHECK(here.derives({}));
    CHECK(here.derives({.server = "db, 192.0.2.7, 5433"}));
    CHECK(here.derives({.user = "bert"}));
    CHECK(here.derives({.password = "rain"}));
    CHECK(here.derives({.salt = "KCl"}));
    CHECK(here.derives({.iterations = 8}));
    CHECK(here.cache.size() == 6);
    CHECK_FALSE(here.derives({}));
}

TEST_CASE("characters that move from one field to the next make another entry") {
    scram_key_cache cache;
    CHECK_FALSE(equal(name_of(cache, {.server = "ab", .user = "c"}), name_of(cache, {.server = "a", .user = "bc"})));
    CHECK_FALSE(
        equal(name_of(cache, {.password = "ab", .salt = "c"}), name_of(cache, {.password = "a", .salt = "bc"})));
}

TEST_CASE("passwords that SASLprep makes equal share their keys") {
    process here;
    CHECK(here.derives({.password = "caf\xc3\xa9"}));
    CHECK_FALSE(here.derives({.password = "cafe\xcc\x81"}));
}

TEST_CASE("two caches give the same entry different names") {
    scram_key_cache one, other;
    CHECK(equal(name_of(one, {}), name_of(one, {})));
    CHECK_FALSE(equal(name_of(one, {}), name_of(other, {})));
}

TEST_CASE("a login with a wrong password leaves nothing behind") {
    process here;
    scram_client client = here.client({.password = "rain"});
    scram_server server(make_scram_verifier("snow", "NaCl", 7), "server");
    const std::string answer = client.client_final(server.server_first(client.client_first()));
    CHECK_THROWS_AS(client.verify(server.server_final(answer)), tusk::operational_error);
    CHECK(here.cache.size() == 0);
}

TEST_CASE("a login that is broken off before the server's proof leaves nothing behind") {
    process here;
    {
        scram_client client = here.client({});
        scram_server server(make_scram_verifier("snow", "NaCl", 7), "server");
        static_cast<void>(client.client_final(server.server_first(client.client_first())));
    }
    CHECK(here.cache.size() == 0);
}

TEST_CASE("a server that fails to prove itself leaves nothing behind, nor what another login left") {
    const std::string instead =
        GENERATE(as<std::string>(), "v=" + std::string(43, 'A') + "=", "", "v=?", "e=invalid-proof", "nonsense");
    CAPTURE(instead);
    process here;
    for (const bool known : {false, true}) {
        if (known) CHECK(here.derives({}));
        scram_client client = here.client({});
        scram_server server(make_scram_verifier("snow", "NaCl", 7), "server");
        static_cast<void>(client.client_final(server.server_first(client.client_first())));
        CHECK_THROWS_AS(client.verify(instead), tusk::operational_error);
        CHECK(here.cache.size() == 0);
    }
}

TEST_CASE("too many iterations are refused whether or not the keys are known") {
    process here;
    CHECK(here.derives({}));
    scram_options options;
    options.key_cache = &here.cache;
    options.cached_server = visit().server;
    options.cached_user = visit().user;
    options.max_iterations = 6;
    scram_client client(secret("snow"), options);
    scram_server server(make_scram_verifier("snow", "NaCl", 7), "server");
    const std::string first = server.server_first(client.client_first());
    CHECK_THROWS_AS(client.client_final(first), tusk::operational_error);
}

TEST_CASE("a server that changes its salt each time fills no more than its entries, oldest out first") {
    process here;
    const auto salted = [](std::size_t i) { return visit{.salt = "salt " + std::to_string(i)}; };
    for (std::size_t i = 0; i < scram_key_cache::most_entries; ++i) CHECK(here.derives(salted(i)));
    CHECK_FALSE(here.derives(salted(0))); // which makes 1 the one that was used least recently
    for (std::size_t i = 0; i < 5; ++i) CHECK(here.derives({.salt = "fresh " + std::to_string(i)}));
    CHECK(here.cache.size() == scram_key_cache::most_entries);
    CHECK_FALSE(here.derives(salted(0)));
    CHECK_FALSE(here.derives(salted(6)));
    CHECK(here.derives(salted(1)));
}

TEST_CASE("an entry that is kept twice is one entry") {
    scram_key_cache cache;
    cache.keep(name_of(cache, {}), some_keys());
    cache.keep(name_of(cache, {}), some_keys());
    CHECK(cache.size() == 1);
    cache.forget(name_of(cache, {}));
    CHECK(cache.size() == 0);
    cache.forget(name_of(cache, {}));
}

TEST_CASE("a cache that is closed is empty and stays so") {
    process here;
    CHECK(here.derives({}));
    here.cache.close();
    CHECK(here.cache.size() == 0);
    CHECK(here.derives({}));
    CHECK(here.derives({}));
    CHECK(here.cache.size() == 0);
}

TEST_CASE("threads share a cache") {
    scram_key_cache cache;
    const auto work = [&cache](int seed) {
        for (int i = 0; i < 300; ++i) {
            const digest name = name_of(cache, {.user = std::to_string((seed + i) % 80)});
            if (!cache.find(name)) cache.keep(name, some_keys());
            if (i % 7 == 0) cache.forget(name);
        }
    };
    std::vector<std::thread> threads;
    for (int seed : {0, 20, 40, 60}) threads.emplace_back(work, seed);
    for (std::thread& each : threads) each.join();
    CHECK(cache.size() <= scram_key_cache::most_entries);
}
