// What the drivers make of effects once a connection stands: reading, writing, endings and deadlines.
#include "test_exchanges.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/run_every_way.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using namespace std::chrono_literals;

namespace {

/// A driver connected to a mock server.
struct session {
    session(mode how, script plan) : server(std::move(plan)) {
        connect_to(wire, server.place());
        driver.emplace(how, wire, transport::driver_settings{});
    }

    template <class T>
    T run(protocol::exchange<T> conversation, transport::clock::duration time = 10s) {
        return driver->run(ch, std::move(conversation), transport::clock::now() + time);
    }

    mock_server server;
    transport::stream wire;
    protocol::channel ch;
    std::optional<either_driver> driver;
};

delivery delivery_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const operational_error& thrown) {
        return thrown.statement_delivery();
    }
}

template <class Run>
std::exception_ptr error_of(Run run) {
    try {
        run();
    } catch (...) {
        return std::current_exception();
    }
    return {};
}

std::string text_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& thrown) {
        return thrown.what();
    }
}

} // namespace

TEST_CASE("an answer that does not come in time ends the connection") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().expect("question").give("ans").expect_close());
    const std::string request = "question";
    const auto start = transport::clock::now();
    const auto error = error_of([&] { s.run(ask(s.ch, request, 6), 100ms); });
    REQUIRE(error);
    CHECK_THAT(text_of(error), Contains("timed out after") && Contains("ms waiting for the server's answer"));
    CHECK(delivery_of(error) == delivery::sent);
    CHECK(transport::clock::now() - start >= 100ms);
    CHECK(s.ch.state() == protocol::condition::broken);
    CHECK_FALSE(s.wire.is_open());
    CHECK_NOTHROW(s.server.finish());
}

TEST_CASE("a server that never pauses cannot outrun the deadline") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().give(std::string(64u << 20, 'x')));
    // More than any machine copies in that time.
    CHECK_THROWS_WITH(s.run(await_close(), 1ms), Contains("timed out"));
}

TEST_CASE("the end of the stream amid an answer is an error") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().expect("question").give("ans").close());
    const std::string request = "question";
    const auto error = error_of([&] { s.run(ask(s.ch, request, 6)); });
    REQUIRE(error);
    CHECK(text_of(error) == "the server closed the connection unexpectedly");
    CHECK(delivery_of(error) == delivery::sent);
    CHECK(s.ch.state() == protocol::condition::broken);
}

TEST_CASE("a connection that is reset is an error that says so") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().expect("question").reset());
    const std::string request = "question";
    const auto error = error_of([&] { s.run(ask(s.ch, request, 6)); });
    REQUIRE(error);
    CHECK_THAT(text_of(error), Contains("the connection to localhost (127.0.0.1), port") &&
                                   Contains("was lost: Connection reset by peer"));
}

TEST_CASE("megabytes both ways at once do not deadlock") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    // The server reads nothing of the request until the client has taken the whole answer.
    const std::string request(8u << 20, 'q');
    const std::string answer(8u << 20, 'a');
    session s(how, script().give(answer).expect(request).give("end").expect_close());
    CHECK(s.run(ask(s.ch, request, answer.size() + 3)) == answer + "end");
    s.wire.close();
    CHECK_NOTHROW(s.server.finish());
}

TEST_CASE("a server that sends without end and reads nothing is given up") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().give(std::string(32u << 20, 'a')).pause(10s));
    s.ch.limits.data = 1u << 20;
    const std::string request(32u << 20, 'q');
    CHECK_THROWS_AS(s.run(ask(s.ch, request, 1)), protocol_error);
    CHECK(s.ch.state() == protocol::condition::broken);
}

TEST_CASE("the server's last words are read although sending fails") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    // A socket pair, since with TCP the reset might overtake the words.
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    REQUIRE(send(ends[1], "FATAL", 5, 0) == 5);
    close(ends[1]);
    transport::stream wire(ends[0], "the test");
    protocol::channel ch;
    either_driver driver(how, wire, {});
    const std::string request = "question";
    CHECK(driver.run(ch, ask(ch, request, 5)) == "FATAL");
    const auto error = error_of([&] { driver.run(ch, ask(ch, request, 1)); });
    REQUIRE(error);
    CHECK_THAT(text_of(error), Contains("the connection to the test was lost while sending: Broken pipe"));
    CHECK(delivery_of(error) == delivery::not_sent);
    CHECK(ch.state() == protocol::condition::broken);
}

TEST_CASE("what was sent in part may have been applied") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().expect(std::string(1000, 'q')).reset());
    const std::string request(64u << 20, 'q');
    const auto error = error_of([&] { s.run(ask(s.ch, request, 1)); });
    REQUIRE(error);
    CHECK(delivery_of(error) == delivery::sent);
}

TEST_CASE("closing sends what is queued and tells the server") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    session s(how, script().expect("farewell").expect_close());
    s.run(leave(s.ch, "farewell"));
    CHECK_FALSE(s.wire.is_open());
    CHECK_NOTHROW(s.server.finish());
    CHECK_NOTHROW(s.run(leave(s.ch, "again")));
    const std::string request = "question";
    CHECK_THROWS_WITH(s.run(ask(s.ch, request, 1)), "the connection is closed");
}

TEST_CASE("waiting for the server to close drops what still comes") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const bool orderly = GENERATE(true, false);
    script plan;
    plan.give(std::string(1u << 20, 'x')).pause(20ms);
    if (orderly)
        plan.close();
    else
        plan.reset();
    session s(how, std::move(plan));
    CHECK_NOTHROW(s.run(await_close()));
    CHECK_FALSE(s.wire.is_open());
    CHECK(s.ch.input().size() == 0);
}

TEST_CASE("an answer that arrives in pieces is put together") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    script plan;
    plan.expect("question");
    for (const char c : std::string("answer")) plan.give(std::string(1, c)).pause(2ms);
    session s(how, std::move(plan));
    const std::string request = "question";
    CHECK(s.run(ask(s.ch, request, 6)) == "answer");
}
