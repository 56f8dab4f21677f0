// Through PgBouncer, in session and in transaction mode: logging in by SCRAM and TLS, the protocol's version, `schema`,
// prepared statements, and cancelling.
#include "tests/live/connections.hpp"
#include "tests/matrix/contestants.hpp"
#include "tests/matrix/environment.hpp"
#include "tests/matrix/scripts.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <thread>
#include <vector>

using namespace tusk;
using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

/// A PgBouncer before the server that CTest chose, stopped at the end.
class pgbouncer {
public:
    pgbouncer() {
        forget_environment();
        const auto words = run_script("pgbouncer start " + the_server().version);
        port_ = words.at(0);
        folder_ = words.at(1);
    }
    pgbouncer(const pgbouncer&) = delete;
    pgbouncer& operator=(const pgbouncer&) = delete;
    ~pgbouncer() {
        try {
            run_script("pgbouncer stop " + folder_);
        } catch (const std::exception& failure) {
            WARN(failure.what());
        }
    }

    /// `mode`: "session" or "transaction". `more` comes after sslmode and password, and so may change them.
    [[nodiscard]] std::string conninfo(const std::string& mode, const std::string& more = {}) const {
        return "host=localhost hostaddr=127.0.0.1 user=tusk password=secret-tusk gssencmode=disable "
               "sslmode=verify-full connect_timeout=60 sslrootcert=" +
               the_server().ca_file + " port=" + port_ + " dbname=" + mode + " " + more;
    }

    [[nodiscard]] connection connect(const std::string& mode, const std::string& more = {}) const {
        connection session = tusk::connect(conninfo(mode, more));
        session.autocommit(true);
        return session;
    }

private:
    std::string port_;
    std::string folder_;
};

constexpr const char* modes[] = {"session", "transaction"};

} // namespace

TEST_CASE("PgBouncer lets in and refuses whom it lets in and refuses by libpq") {
    const pgbouncer pooler;
    for (const std::string mode : modes)
        for (const char* more :
             {"", "sslmode=disable", "sslmode=prefer", "sslmode=require", "password=wrong",
              "password=wrong sslmode=disable", "user=nobody_here", "dbname=no_such_database",
              "channel_binding=require", "channel_binding=disable", "require_auth=scram-sha-256", "require_auth=md5",
              "require_auth=none", "application_name=matrix", "max_protocol_version=3.0"}) {
            const std::string conninfo = pooler.conninfo(mode, more);
            const connect_outcome by_libpq = connect_by_libpq(conninfo, "SELECT current_user::text");
            const connect_outcome by_tusk = connect_by_tusk(conninfo, "SELECT current_user::text");
            INFO(mode << ' ' << more << "\nlibpq: " << by_libpq.words << "\ntusk: " << by_tusk.words);
            CHECK(by_tusk.connected == by_libpq.connected);
            CHECK(by_tusk.result == by_libpq.result);
        }
}

TEST_CASE("PgBouncer is logged in to by SCRAM and TLS") {
    const pgbouncer pooler;
    for (const std::string mode : modes) {
        connection session = pooler.connect(mode);
        CHECK(session.encrypted());
        CHECK(session.login_method() == "scram-sha-256"); // it does not know channel binding
        CHECK(ask<int>(session, "SELECT $1::int4 + 1", 41) == 42);
        CHECK_FALSE(pooler.connect(mode, "sslmode=disable").encrypted());
    }
}

TEST_CASE("PgBouncer turns protocol 3.2 down and is asked again by 3.0") {
    const pgbouncer pooler;
    for (const std::string mode : modes) {
        connection session = pooler.connect(mode, "max_protocol_version=3.2");
        CHECK(is_usable(session));
        const auto refused = thrown_by<operational_error>(
            [&] { static_cast<void>(pooler.connect(mode, "min_protocol_version=3.2 max_protocol_version=3.2")); });
        CHECK(refused.sqlstate() == "08P01");
    }
}

TEST_CASE("A schema is found through PgBouncer") {
    const pgbouncer pooler;
    connection direct = connect_in_autocommit();
    const std::string schema = "behind \"a\" pooler " + the_server().version;
    direct.execute("DROP SCHEMA IF EXISTS \"behind \"\"a\"\" pooler " + the_server().version + "\" CASCADE");
    direct.execute("CREATE SCHEMA \"behind \"\"a\"\" pooler " + the_server().version + "\"");
    direct.execute("CREATE TABLE \"behind \"\"a\"\" pooler " + the_server().version + "\".here (number int)");
    for (const std::string mode : modes) {
        connection session = pooler.connect(mode, "schema='" + schema + "'");
        CHECK(ask<std::string>(session, "SELECT current_schema()::text") == schema);
        session.execute("INSERT INTO here VALUES (1)");
        CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM here") == (mode == modes[0] ? 1 : 2));
    }
    // In session mode the next client finds the server as it should be.
    connection next = pooler.connect("session");
    CHECK(ask<std::string>(next, "SELECT current_schema()::text") == "public");
    direct.execute("DROP SCHEMA \"behind \"\"a\"\" pooler " + the_server().version + "\" CASCADE");
}

TEST_CASE("Statements are prepared and kept through PgBouncer in session mode") {
    const pgbouncer pooler;
    const std::string kept = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'tusk%'";
    for (int client = 0; client < 4; ++client) { // more than the pool has server connections
        connection session = pooler.connect("session");
        for (int i = 0; i < 3; ++i) CHECK(ask<int>(session, "SELECT $1::int4 * 2", i) == 2 * i);
        CHECK(ask<std::int64_t>(session, kept) >= 1);
    }
    for (const char* without : {"prefer_simple_protocol=1", "statement_cache_size=0"}) {
        connection session = pooler.connect("session", without);
        for (int i = 0; i < 3; ++i) CHECK(ask<int>(session, "SELECT $1::int4 * 2", i) == 2 * i);
        CHECK(ask<std::int64_t>(session, kept) == 0);
    }
}

namespace {

/// Five clients at once, with two server connections between them, each with statements of the same text.
void use_from_all_sides(const pgbouncer& pooler, const std::string& more) {
    std::atomic<int> right{0};
    std::vector<std::future<void>> clients;
    for (int client = 0; client < 5; ++client)
        clients.push_back(std::async(std::launch::async, [&pooler, &more, &right, client] {
            connection session = pooler.connect("transaction", more);
            for (int i = 0; i < 40; ++i) {
                const std::string sql = "SELECT $1::int4 + " + std::to_string(i % 4);
                if (ask<int>(session, sql, client * 1000 + i) == client * 1000 + i + i % 4) ++right;
            }
            session.autocommit(false);
            session.execute("CREATE TEMPORARY TABLE mine (number int) ON COMMIT DROP");
            session.execute("INSERT INTO mine VALUES ($1)", client);
            if (ask<int>(session, "SELECT number FROM mine") == client) ++right;
            session.commit();
        }));
    for (auto& each : clients) each.get();
    CHECK(right == 5 * 41);
}

} // namespace

TEST_CASE("Clients share server connections in transaction mode where no statement has a name") {
    const pgbouncer pooler;
    CHECK_NOTHROW(use_from_all_sides(pooler, "prefer_simple_protocol=1"));
}

TEST_CASE("A statement is cancelled through PgBouncer") {
    const pgbouncer pooler;
    for (const std::string mode : modes)
        for (const char* more : {"", "sslmode=disable"}) {
            INFO(mode << ' ' << more);
            connection session = pooler.connect(mode, more);
            connection watcher = connect_in_autocommit();
            const std::string name = "sleeper " + mode + more;
            auto sleeping = std::async(std::launch::async, [&] {
                return thrown_by<errors::query_canceled>(
                    [&] { session.execute("SELECT pg_sleep(60) /* " + name + " */"); });
            });
            const std::string running =
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%/* " + name +
                " */' "
                "AND query NOT LIKE '%pg_stat_activity%'";
            while (ask<std::int64_t>(watcher, running) == 0) std::this_thread::sleep_for(10ms);
            session.cancel();
            REQUIRE(sleeping.wait_for(50s) == std::future_status::ready);
            CHECK(sleeping.get().sqlstate() == "57014");
            CHECK(is_usable(session));
        }
}
