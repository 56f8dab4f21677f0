// A primary and its standby: every target_session_attrs finds the server that libpq finds, after as many connections,
// whatever the order of the hosts; before a failover, while there is no primary, and after it.
#include "tests/matrix/contestants.hpp"
#include "tests/matrix/counting_proxy.hpp"
#include "tests/matrix/environment.hpp"
#include "tests/matrix/scripts.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

/// The two clusters, stopped and removed at the end.
class clusters {
public:
    clusters() {
        const auto words = run_script("clusters start " + from_environment("TUSK_TEST_SERVER"));
        primary_ = words.at(0);
        standby_ = words.at(1);
        folder_ = words.at(2);
    }
    clusters(const clusters&) = delete;
    clusters& operator=(const clusters&) = delete;
    ~clusters() {
        try {
            run_script("clusters stop " + folder_);
        } catch (const std::exception& failure) {
            WARN(failure.what());
        }
    }

    [[nodiscard]] const std::string& primary() const { return primary_; }
    [[nodiscard]] const std::string& standby() const { return standby_; }
    [[nodiscard]] bool primary_is_running() const { return primary_is_running_; }
    void halt_primary() {
        run_script("clusters halt " + folder_ + " primary");
        primary_is_running_ = false;
    }
    void promote_standby() const { run_script("clusters promote " + folder_); }

private:
    std::string primary_;
    std::string standby_;
    std::string folder_;
    bool primary_is_running_ = true;
};

std::string at(const std::string& port) {
    return "host=127.0.0.1 user=tusk dbname=tusk sslmode=disable gssencmode=disable connect_timeout=60 port=" + port;
}

const std::string question = "SELECT 'port ' || inet_server_port() || "
                             "CASE WHEN pg_is_in_recovery() THEN ', standby' ELSE ', primary' END || "
                             "', read-only ' || current_setting('transaction_read_only')";

/// Waits until the standby has what is written to the primary now: it streams.
void wait_for_streaming(const clusters& pair) {
    tusk::connection writer = tusk::connect(at(pair.primary()));
    writer.execute("CREATE TABLE streamed (number int)");
    writer.commit();
    tusk::connection reader = tusk::connect(at(pair.standby()));
    reader.autocommit(true);
    for (const auto end = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < end;) {
        auto there = reader.execute("SELECT to_regclass('streamed') IS NOT NULL");
        if (there.fetchone().value()[0].as<bool>()) return;
        std::this_thread::sleep_for(20ms);
    }
    FAIL("the standby does not receive what the primary writes");
}

/// A way to both servers that counts, for one contestant. A server that does not run is gone to directly, so that the
/// connection is refused.
class counted_ways {
public:
    explicit counted_ways(const clusters& pair) : pair_(pair) {
        to_primary_.lead_to(static_cast<std::uint16_t>(std::stoi(pair.primary())));
        to_standby_.lead_to(static_cast<std::uint16_t>(std::stoi(pair.standby())));
    }

    /// `order`: a letter for each host, as "PS".
    template <class Connect>
    connect_outcome connect(Connect by, const std::string& order, const std::string& more) {
        std::string hosts;
        std::string ports;
        for (const char each : order) {
            hosts += hosts.empty() ? "127.0.0.1" : ",127.0.0.1";
            ports += ports.empty() ? "" : ",";
            ports += each == 'S'                  ? std::to_string(to_standby_.port())
                     : pair_.primary_is_running() ? std::to_string(to_primary_.port())
                                                  : pair_.primary();
        }
        connect_outcome how = by("host=" + hosts + " port=" + ports +
                                     " user=tusk dbname=tusk gssencmode=disable "
                                     "connect_timeout=60 " +
                                     more,
                                 question);
        for (const std::string& each : to_primary_.take()) how.connections.push_back("primary: " + each);
        for (const std::string& each : to_standby_.take()) how.connections.push_back("standby: " + each);
        return how;
    }

private:
    const clusters& pair_;
    counting_proxy to_primary_;
    counting_proxy to_standby_;
};

/// Every kind of session, in every order of hosts, is what libpq finds. \returns how often tusk connected
std::size_t check_all(const clusters& pair) {
    counted_ways of_libpq(pair);
    counted_ways of_tusk(pair);
    std::size_t connected = 0;
    for (const char* wanted : {"any", "read-write", "read-only", "primary", "standby", "prefer-standby"})
        for (const char* order : {"PS", "SP", "P", "S", "PSP", "SSP"})
            for (const char* more : {"sslmode=disable", "sslmode=prefer",
                                     "sslmode=disable options='-c default_transaction_read_only=on'"}) {
                const std::string options = std::string("target_session_attrs=") + wanted + ' ' + more;
                const connect_outcome expected = of_libpq.connect(connect_by_libpq, order, options);
                const connect_outcome found = of_tusk.connect(connect_by_tusk, order, options);
                INFO(order << ' ' << options << "\n" << expected.words << "\n" << found.words);
                CHECK(found.describe() == expected.describe());
                if (found.connected) ++connected;
            }
    return connected;
}

std::string found(const std::string& wanted, const std::string& first, const std::string& second) {
    return connect_by_tusk(
               "host=127.0.0.1,127.0.0.1 port=" + first + "," + second +
                   " user=tusk dbname=tusk sslmode=disable gssencmode=disable target_session_attrs=" + wanted,
               question)
        .result;
}

} // namespace

TEST_CASE("Every kind of session is found as libpq finds it before and during and after a failover") {
    forget_environment();
    clusters pair;
    wait_for_streaming(pair);
    const std::string primary = "port " + pair.primary() + ", primary, read-only off";
    const std::string standby = "port " + pair.standby() + ", standby, read-only on";
    for (const auto& [first, second] : {std::pair(pair.primary(), pair.standby()), {pair.standby(), pair.primary()}}) {
        CHECK(found("read-write", first, second) == primary);
        CHECK(found("primary", first, second) == primary);
        CHECK(found("read-only", first, second) == standby);
        CHECK(found("standby", first, second) == standby);
        CHECK(found("prefer-standby", first, second) == standby);
        CHECK(found("any", first, second) == (first == pair.primary() ? primary : standby));
    }
    CHECK(check_all(pair) > 0);

    pair.halt_primary();
    for (const char* wanted : {"read-only", "standby", "prefer-standby", "any"})
        CHECK(found(wanted, pair.primary(), pair.standby()) == standby);
    for (const char* wanted : {"read-write", "primary"})
        CHECK(found(wanted, pair.primary(), pair.standby()) == "no server is of the kind wanted");
    CHECK(check_all(pair) > 0);

    pair.promote_standby();
    const std::string promoted = "port " + pair.standby() + ", primary, read-only off";
    for (const char* wanted : {"read-write", "primary", "prefer-standby", "any"})
        CHECK(found(wanted, pair.primary(), pair.standby()) == promoted);
    for (const char* wanted : {"read-only", "standby"})
        CHECK(found(wanted, pair.primary(), pair.standby()) == "no server is of the kind wanted");
    CHECK(check_all(pair) > 0);
}
