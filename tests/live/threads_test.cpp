// Threads that share one connection: their statements run one after the other, and no answer goes to the wrong thread.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace tusk;
using namespace tusk::test;

namespace {

/// Runs `work(number)` in as many threads at once, and hands on what one of them throws.
template <class Work>
void in_threads(int count, Work work) {
    std::vector<std::exception_ptr> thrown(static_cast<std::size_t>(count));
    std::vector<std::thread> threads;
    for (int number = 0; number < count; ++number)
        threads.emplace_back([&thrown, &work, number] {
            try {
                work(number);
            } catch (...) {
                thrown[static_cast<std::size_t>(number)] = std::current_exception();
            }
        });
    for (std::thread& each : threads) each.join();
    for (const std::exception_ptr& each : thrown)
        if (each) std::rethrow_exception(each);
}

std::string token(int thread, int turn) { return "thread " + std::to_string(thread) + " turn " + std::to_string(turn); }

} // namespace

TEST_CASE("Threads with cursors of their own each get their own answers") {
    connection session = connect_in_autocommit("statement_cache_size=4");
    std::atomic<int> wrong = 0;
    in_threads(4, [&](int thread) {
        auto cursor = session.cursor();
        for (int turn = 0; turn < 300; ++turn) {
            const std::string mine = token(thread, turn);
            // More different statements than the cache holds, so that threads evict each other's.
            cursor.execute(
                "SELECT $1::text, g, " + std::to_string(turn % 3 + 3 * thread) + " FROM generate_series(1, 5) g", mine);
            int rows_seen = 0;
            for (const auto& [answer, n, constant] : cursor.rows<std::string_view, int, int>())
                if (answer != mine || n != ++rows_seen || constant != turn % 3 + 3 * thread) ++wrong;
            if (rows_seen != 5) ++wrong;
        }
    });
    CHECK(wrong == 0);
}

TEST_CASE("Executing, streaming, scripts, errors and executemany mix in any order") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (thread int4, turn int4)");
    std::atomic<int> wrong = 0;
    in_threads(4, [&](int thread) {
        auto cursor = session.cursor();
        for (int turn = 0; turn < 60; ++turn) {
            const std::string mine = token(thread, turn);
            switch ((turn + thread) % 5) {
            case 0:
                if (ask<std::string>(session, "SELECT $1::text", mine) != mine) ++wrong;
                break;
            case 1: {
                int rows_seen = 0;
                for (const row_view row : cursor.stream("SELECT $1::text FROM generate_series(1, 2000)", mine)) {
                    if (row[0].as<std::string_view>() != mine) ++wrong;
                    if (++rows_seen == 1'500 && turn % 2 == 0) break; // leaves the stream in the middle
                }
                break;
            }
            case 2:
                cursor.execute_script("SELECT '" + mine + "'; SELECT " + std::to_string(turn));
                if ((*cursor.fetchone())[0].as<std::string>() != mine) ++wrong;
                break;
            case 3:
                try {
                    cursor.execute("SELECT ($1::text || ' is no number')::int4", mine);
                    ++wrong;
                } catch (const data_error& refused) {
                    if (!contains(refused.what(), mine)) ++wrong;
                }
                break;
            default:
                cursor.executemany("INSERT INTO t VALUES ($1, $2)",
                                   std::vector<std::tuple<int, int>>(20, {thread, turn}));
                if (cursor.rowcount() != 20) ++wrong;
            }
        }
    });
    CHECK(wrong == 0);
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 4 * 12 * 20);
}

TEST_CASE("What is asked of a connection while another thread uses it is answered") {
    connection session = connect_in_autocommit();
    std::atomic<bool> finished = false;
    std::thread busy([&] {
        for (int i = 0; i < 200; ++i) session.execute("SELECT $1::int4", i);
        finished = true;
    });
    int asked = 0;
    int wrong = 0;
    while (!finished) {
        if (session.server_version() < 150000 || session.backend_pid() <= 0) ++wrong;
        if (session.transaction_status() != transaction_status::idle) ++wrong;
        static_cast<void>(session.notices());
        static_cast<void>(session.parameter_status("TimeZone"));
        ++asked;
    }
    busy.join();
    CHECK(asked > 0);
    CHECK(wrong == 0);
}

TEST_CASE("Closing a connection while another thread uses it ends that thread's statements with an error") {
    connection session = connect_in_autocommit();
    std::atomic<int> answered = 0;
    std::atomic<bool> refused = false;
    std::thread busy([&] {
        try {
            while (true) {
                session.execute("SELECT 1");
                ++answered;
            }
        } catch (const interface_error&) {
            refused = true;
        }
    });
    while (answered < 20) std::this_thread::yield();
    session.close();
    busy.join();
    CHECK(refused);
}
