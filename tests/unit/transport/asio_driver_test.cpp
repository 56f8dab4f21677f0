// What only the asynchronous driver does: completion tokens, executors, cancellation.
#include "test_exchanges.hpp"
#include "tests/support/run_every_way.hpp"
#include "transport/asio_driver.hpp"

#include <tusk/error.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_future.hpp>
#include <catch2/catch.hpp>

// Debian's Asio 1.22 has no awaitable under clang.
#if defined(__GNUC__) && !defined(__clang__)
#define TUSK_TEST_AWAITABLE 1
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/use_awaitable.hpp>
#endif

#include <chrono>
#include <future>
#include <poll.h>
#include <string>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using namespace std::chrono_literals;

namespace {

const std::string question = "question";
const std::size_t answer_size = 6;
const std::string nothing;

/// Pauses before each wait amid an answer.
transport::receive_pace pausing(transport::clock::duration time) {
    return {1, transport::clock::duration::max(), time};
}

/// An exchange whose answer comes in two portions, the second one when it is asked for.
struct slow_answer {
    mock_server server{script().expect("question").give("ans").expect("go").give("wer").expect_close()};
    asio::io_context loop;
    transport::stream wire;
    protocol::channel ch;
    transport::asio_driver driver;
    std::string answer{};
    std::exception_ptr failure{};
    int calls = 0;

    explicit slow_answer(transport::receive_pace pace) : driver(loop.get_executor(), wire, {}, pace) {
        connect_to(wire, server.place());
    }
    auto handler() {
        return [this](std::exception_ptr thrown, std::string text) {
            failure = thrown;
            answer = std::move(text);
            ++calls;
        };
    }
    /// Runs the loop until the first portion is read, when the driver waits for the second or pauses before.
    void read_first() {
        while (ch.input().size() < 3) loop.poll();
    }
    /// Has the second portion come, up to the socket.
    void fetch_second() {
        static_cast<void>(wire.write_some(protocol::as_bytes("go")));
        pollfd socket{wire.native_handle(), POLLIN, 0};
        REQUIRE(poll(&socket, 1, 10'000) == 1);
    }
};

script answers() { return script().expect("question").give("answer").expect_close(); }

} // namespace

TEST_CASE("the handler is not called before the initiating function returns") {
    mock_server server{script()};
    asio::io_context loop;
    transport::stream wire;
    connect_to(wire, server.place());
    protocol::channel ch;
    transport::asio_driver driver(loop.get_executor(), wire);
    bool called = false;
    driver.async_run(ch, leave(ch, nothing), transport::no_deadline, [&](std::exception_ptr failure) {
        CHECK_FALSE(failure);
        called = true;
    });
    CHECK_FALSE(called);
    CHECK(loop.run() >= 1);
    CHECK(called);
}

TEST_CASE("a future gives the result, or throws the exchange's error") {
    mock_server server(answers());
    asio::thread_pool pool(2);
    transport::stream wire;
    connect_to(wire, server.place());
    protocol::channel ch;
    transport::asio_driver driver(pool.get_executor(), wire);
    auto answer = driver.async_run(ch, ask(ch, question, answer_size), transport::no_deadline, asio::use_future);
    CHECK(answer.get() == "answer");
    auto none = driver.async_run(ch, ask(ch, question, answer_size), transport::clock::now() + 50ms, asio::use_future);
    CHECK_THROWS_AS(none.get(), operational_error);
    pool.join();
}

#ifdef TUSK_TEST_AWAITABLE
TEST_CASE("a coroutine awaits the result") {
    mock_server server(answers());
    asio::io_context loop;
    transport::stream wire;
    connect_to(wire, server.place());
    protocol::channel ch;
    transport::asio_driver driver(loop.get_executor(), wire);
    std::string answer;
    bool threw = false;
    const auto talk = [&]() -> asio::awaitable<void> {
        auto conversation = ask(ch, question, answer_size);
        answer = co_await driver.async_run(ch, std::move(conversation), transport::no_deadline, asio::use_awaitable);
        auto farewell = leave(ch, nothing);
        co_await driver.async_run(ch, std::move(farewell), transport::no_deadline, asio::use_awaitable);
        auto too_late = ask(ch, question, answer_size);
        try {
            co_await driver.async_run(ch, std::move(too_late), transport::no_deadline, asio::use_awaitable);
        } catch (const operational_error&) {
            threw = true;
        }
    };
    asio::co_spawn(loop, talk(), asio::detached);
    loop.run();
    CHECK(answer == "answer");
    CHECK(threw);
}
#endif

TEST_CASE("the handler runs in its own executor") {
    mock_server server(answers());
    asio::io_context loop;
    asio::io_context own;
    auto work = asio::make_work_guard(loop);
    std::thread background([&] { loop.run(); });
    {
        transport::stream wire;
        connect_to(wire, server.place());
        protocol::channel ch;
        transport::asio_driver driver(loop.get_executor(), wire);
        std::thread::id ran_in;
        driver.async_run(ch, ask(ch, question, answer_size), transport::no_deadline,
                         asio::bind_executor(own.get_executor(), [&](std::exception_ptr failure, std::string) {
                             CHECK_FALSE(failure);
                             ran_in = std::this_thread::get_id();
                         }));
        own.run();
        CHECK(ran_in == std::this_thread::get_id());
    }
    work.reset();
    background.join();
}

TEST_CASE("a terminal cancellation ends the exchange and the connection") {
    mock_server server(script().expect("question").expect_close());
    asio::io_context loop;
    transport::stream wire;
    connect_to(wire, server.place());
    protocol::channel ch;
    transport::asio_driver driver(loop.get_executor(), wire);
    asio::cancellation_signal signal;
    std::exception_ptr failure;
    driver.async_run(
        ch, ask(ch, question, answer_size), transport::clock::now() + 10s,
        asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, std::string) { failure = thrown; }));
    asio::steady_timer timer(loop, 50ms);
    timer.async_wait([&](std::error_code) { signal.emit(asio::cancellation_type::terminal); });
    loop.run();
    REQUIRE(failure);
    CHECK_THROWS_WITH(std::rethrow_exception(failure), "the operation was cancelled");
    CHECK(ch.state() == protocol::condition::broken);
    CHECK_NOTHROW(server.finish());
}

TEST_CASE("a cancellation after the end changes nothing") {
    mock_server server(answers());
    asio::io_context loop;
    transport::stream wire;
    connect_to(wire, server.place());
    protocol::channel ch;
    transport::asio_driver driver(loop.get_executor(), wire);
    asio::cancellation_signal signal;
    int calls = 0;
    driver.async_run(ch, ask(ch, question, answer_size), transport::no_deadline,
                     asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, std::string answer) {
                         CHECK_FALSE(thrown);
                         CHECK(answer == "answer");
                         ++calls;
                         signal.emit(asio::cancellation_type::terminal);
                     }));
    loop.run();
    signal.emit(asio::cancellation_type::terminal);
    CHECK(calls == 1);
    CHECK(wire.is_open());
}

TEST_CASE("a loop that is destroyed amid an exchange takes the exchange with it") {
    mock_server server(script().expect("question").expect_close());
    transport::stream wire;
    connect_to(wire, server.place());
    protocol::channel ch;
    auto loop = std::make_unique<asio::io_context>();
    auto driver = std::make_unique<transport::asio_driver>(loop->get_executor(), wire);
    const auto token = std::make_shared<int>(0);
    driver->async_run(ch, ask(ch, question, answer_size), transport::no_deadline,
                      [token](std::exception_ptr, std::string) { FAIL("nothing was to complete"); });
    loop->poll();
    CHECK(token.use_count() == 2);
    driver.reset();
    loop.reset();
    CHECK(token.use_count() == 1);
    wire.close();
}

TEST_CASE("amid a quick answer the driver lets the server get ahead before it waits") {
    slow_answer test(pausing(50ms));
    test.driver.async_run(test.ch, ask(test.ch, question, answer_size), transport::no_deadline, test.handler());
    test.read_first();
    const auto paused = transport::clock::now();
    test.fetch_second();
    test.loop.run();
    CHECK(test.answer == "answer");
    CHECK(test.calls == 1);
    CHECK(transport::clock::now() - paused >= 40ms); // the pause began a little before
}

TEST_CASE("nothing is received in a pause, and other work is done") {
    slow_answer test(pausing(1h));
    test.driver.async_run(test.ch, ask(test.ch, question, answer_size), transport::no_deadline, test.handler());
    test.read_first();
    test.fetch_second();
    bool other_work = false;
    asio::post(test.loop, [&] { other_work = true; });
    for (int i = 0; i < 100; ++i) test.loop.poll();
    CHECK(other_work);
    CHECK(test.ch.input().size() == 3);
    CHECK(test.calls == 0);
}

TEST_CASE("the first wait for an answer is made without a pause") {
    slow_answer test(pausing(1h));
    const std::size_t first_portion = 3;
    test.driver.async_run(test.ch, ask(test.ch, question, first_portion), transport::no_deadline, test.handler());
    test.loop.run();
    CHECK(test.answer == "ans");
}

TEST_CASE("the deadline ends an exchange in a pause") {
    slow_answer test(pausing(1h));
    test.driver.async_run(test.ch, ask(test.ch, question, answer_size), transport::clock::now() + 50ms, test.handler());
    test.loop.run(); // does not wait for the end of the pause
    REQUIRE(test.failure);
    CHECK_THROWS_WITH(std::rethrow_exception(test.failure), Contains("timed out after 50 ms"));
    CHECK(test.calls == 1);
    CHECK(test.ch.state() == protocol::condition::broken);
}

TEST_CASE("a terminal cancellation ends an exchange in a pause") {
    slow_answer test(pausing(1h));
    asio::cancellation_signal signal;
    test.driver.async_run(test.ch, ask(test.ch, question, answer_size), transport::no_deadline,
                          asio::bind_cancellation_slot(signal.slot(), test.handler()));
    test.read_first();
    signal.emit(asio::cancellation_type::terminal);
    test.loop.run();
    REQUIRE(test.failure);
    CHECK_THROWS_WITH(std::rethrow_exception(test.failure), "the operation was cancelled");
    CHECK(test.calls == 1);
}

TEST_CASE("an exchange after one that paused begins without a pause") {
    slow_answer test(pausing(20ms));
    test.driver.async_run(test.ch, ask(test.ch, question, answer_size), transport::no_deadline, test.handler());
    test.read_first();
    test.fetch_second();
    test.loop.run();
    CHECK(test.answer == "answer");
    test.loop.restart();
    test.driver.async_run(test.ch, leave(test.ch, nothing), transport::no_deadline,
                          [&](std::exception_ptr thrown) { test.failure = thrown; });
    test.loop.run();
    CHECK_FALSE(test.failure);
    CHECK_NOTHROW(test.server.finish());
}

TEST_CASE("many connections run in several threads without a strand") {
    constexpr int connections = 8;
    constexpr int rounds = 50;
    asio::thread_pool pool(4);
    struct client {
        client(asio::thread_pool& pool, const script& plan) : server(plan), driver(pool.get_executor(), wire) {
            connect_to(wire, server.place());
        }
        void go() {
            driver.async_run(ch, ask(ch, question, answer_size), transport::clock::now() + 10s,
                             [this](std::exception_ptr failure, std::string answer) {
                                 if (failure || answer != "answer" || ++done == rounds)
                                     finished.set_value();
                                 else
                                     go();
                             });
        }
        mock_server server;
        transport::stream wire;
        protocol::channel ch;
        transport::asio_driver driver;
        int done = 0;
        std::promise<void> finished;
    };
    script plan;
    for (int i = 0; i < rounds; ++i) plan.expect("question").give("answer");
    std::vector<std::unique_ptr<client>> clients;
    for (int i = 0; i < connections; ++i) clients.push_back(std::make_unique<client>(pool, plan));
    for (auto& each : clients) each->go();
    for (auto& each : clients) each->finished.get_future().wait();
    pool.join();
    for (auto& each : clients) CHECK(each->done == rounds);
}
