// Getting to a server: addresses, refusals, time.
#include "test_exchanges.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/mock_server.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <netinet/in.h>
#include <pwd.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using protocol::endpoint;
using namespace std::chrono_literals;

namespace {

endpoint local_port(std::uint16_t port) { return {endpoint::family::tcp, "localhost", "127.0.0.1", port}; }

/// A listener that never accepts, whose queue is full: connecting to it neither succeeds nor fails.
class full_listener {
public:
    explicit full_listener(const temporary_directory* directory = nullptr) {
        sockaddr_in ip{};
        ip.sin_family = AF_INET;
        ip.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockaddr_un path{};
        path.sun_family = AF_UNIX;
        if (directory != nullptr) directory->file("full").copy(path.sun_path, sizeof path.sun_path - 1);
        auto* address = directory != nullptr ? reinterpret_cast<sockaddr*>(&path) : reinterpret_cast<sockaddr*>(&ip);
        socklen_t size = directory != nullptr ? sizeof path : sizeof ip;
        sockets.push_back(socket(address->sa_family, SOCK_STREAM, 0));
        REQUIRE(bind(sockets[0], address, size) == 0);
        REQUIRE(listen(sockets[0], 0) == 0);
        getsockname(sockets[0], address, &size);
        port = ntohs(ip.sin_port);
        for (int i = 0; i < 3; ++i) {
            sockets.push_back(socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK, 0));
            static_cast<void>(::connect(sockets.back(), address, size));
        }
    }
    ~full_listener() {
        for (const int each : sockets) close(each);
    }
    full_listener(const full_listener&) = delete;
    full_listener& operator=(const full_listener&) = delete;

    void accept_one() { sockets.push_back(accept(sockets[0], nullptr, nullptr)); }

    std::uint16_t port = 0;
    std::vector<int> sockets;
};

/// Tries one place after the other, and throws the last one's failure.
protocol::exchange<void> connect_to_any(const std::vector<endpoint>& places) {
    std::exception_ptr failure;
    for (const endpoint& place : places) {
        try {
            co_await protocol::connect_to(place);
            co_return;
        } catch (...) {
            failure = std::current_exception();
        }
    }
    std::rethrow_exception(failure);
}

} // namespace

TEST_CASE("a connection is made over TCP and over a Unix socket, and bytes go both ways") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto family = GENERATE(endpoint::family::tcp, endpoint::family::unix_socket);
    INFO(how);
    mock_server server(script().accept().expect("ping").give("pong").expect_close(), {.family = family});
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, {});
    driver.run(ch, test::connect(server.place()));
    CHECK(wire.is_open());
    CHECK_FALSE(wire.encrypted());
    const std::string request = "ping";
    CHECK(driver.run(ch, ask(ch, request, 4)) == "pong");
    driver.run(ch, leave(ch, ""));
    CHECK_FALSE(wire.is_open());
    CHECK_NOTHROW(server.finish());
}

TEST_CASE("a refused connection names the place and says what to check") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, {});
    std::uint16_t port = 0;
    {
        mock_server gone(script().accept());
        port = gone.place().port;
    }
    const endpoint place = local_port(port);
    CHECK_THROWS_WITH(driver.run(ch, test::connect(place)),
                      "could not connect to localhost (127.0.0.1), port " + std::to_string(port) +
                          ": Connection refused. Is a server running there, and does it accept TCP connections?");
    CHECK_FALSE(wire.is_open());
}

TEST_CASE("a socket that is not there, or whose path is too long, names the path") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, {});
    const temporary_directory directory;
    const endpoint missing{endpoint::family::unix_socket, "", directory.file(".s.PGSQL.5432"), 5432};
    CHECK_THROWS_WITH(driver.run(ch, test::connect(missing)),
                      Contains("socket " + missing.address + ": No such file or directory. Is a server running"));
    const endpoint too_long{endpoint::family::unix_socket, "", "/" + std::string(200, 'x'), 5432};
    CHECK_THROWS_WITH(driver.run(ch, test::connect(too_long)), Contains("File name too long"));
}

TEST_CASE("connect_timeout ends an attempt that nobody answers") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const full_listener listener;
    transport::stream wire;
    protocol::channel ch;
    transport::driver_settings settings;
    settings.connect_timeout = 150ms;
    either_driver driver(how, wire, settings);
    const auto start = transport::clock::now();
    const endpoint place = local_port(listener.port);
    CHECK_THROWS_WITH(driver.run(ch, test::connect(place)), Contains("timed out after 150 ms connecting to localhost"));
    CHECK(transport::clock::now() - start >= 150ms);
    CHECK(transport::clock::now() - start < 5s);
    CHECK_FALSE(wire.is_open());
}

TEST_CASE("connect_timeout covers what the exchange does after connecting, too") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    mock_server silent(script().accept().expect_tls_hello().expect_close());
    transport::stream wire;
    protocol::channel ch;
    transport::driver_settings settings;
    settings.connect_timeout = 100ms;
    settings.tls = std::make_shared<const transport::tls_context>(transport::tls_settings{});
    either_driver driver(how, wire, settings);
    CHECK_THROWS_WITH(driver.run(ch, shake_hands(silent.place())),
                      Contains("timed out after 100 ms starting TLS with"));
    CHECK(ch.state() == protocol::condition::broken);
}

TEST_CASE("connect_timeout begins anew for another place, and not for another attempt at the same") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const full_listener listener;
    transport::stream wire;
    protocol::channel ch;
    transport::driver_settings settings;
    settings.connect_timeout = 500ms;
    either_driver driver(how, wire, settings);
    const auto time_for = [&](const std::vector<endpoint>& places) {
        const auto start = transport::clock::now();
        CHECK_THROWS_WITH(driver.run(ch, connect_to_any(places)), Contains("timed out after 500 ms connecting to"));
        return transport::clock::now() - start;
    };
    const endpoint place = local_port(listener.port);
    endpoint other = place;
    other.host = "another name";
    CHECK(time_for({place, place, place}) < 990ms);
    CHECK(time_for({place, other}) >= 1s);
}

TEST_CASE("a Unix socket whose queue is full is tried again until there is room") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const temporary_directory directory;
    full_listener listener(&directory);
    transport::stream wire;
    protocol::channel ch;
    transport::driver_settings settings;
    settings.connect_timeout = 100ms;
    either_driver driver(how, wire, settings);
    const endpoint place{endpoint::family::unix_socket, "", directory.file("full"), 5432};
    CHECK_THROWS_WITH(driver.run(ch, test::connect(place)), Contains("timed out after 100 ms connecting to socket"));
    listener.accept_one();
    CHECK_NOTHROW(driver.run(ch, test::connect(place)));
}

TEST_CASE("a Unix socket must belong to the user whom requirepeer names") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const passwd* const me = getpwuid(geteuid());
    REQUIRE(me != nullptr);
    const auto connect_requiring = [&](const std::string& user) {
        mock_server server(script().accept().expect_close(), {.family = endpoint::family::unix_socket});
        transport::stream wire;
        protocol::channel ch;
        transport::driver_settings settings;
        settings.require_peer = user;
        either_driver(how, wire, settings).run(ch, test::connect(server.place()));
    };
    CHECK_NOTHROW(connect_requiring(me->pw_name));
    CHECK_THROWS_WITH(connect_requiring("somebody else"), Contains("runs as user \"" + std::string(me->pw_name) +
                                                                   "\", but requirepeer demands \"somebody else\""));
}

TEST_CASE("numeric addresses are taken as they are, names are looked up") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, {});
    CHECK(driver.run(ch, first_address("192.0.2.7")) == "192.0.2.7/192.0.2.7/5432");
    CHECK(driver.run(ch, first_address("2001:db8::1")) == "2001:db8::1/2001:db8::1/5432");
    CHECK_THAT(driver.run(ch, first_address("localhost")),
               Catch::Equals("127.0.0.1/localhost/5432") || Catch::Equals("::1/localhost/5432"));
}

TEST_CASE("a name without an address is an error that quotes it") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, {});
    // RFC 6761, section 6.4: "invalid" names nothing, ever.
    CHECK_THROWS_WITH(driver.run(ch, first_address("nobody.invalid")),
                      Contains("could not translate host name \"nobody.invalid\" to an address: "));
    CHECK_THROWS_AS(driver.run(ch, first_address("")), operational_error);
    CHECK_THROWS_AS(driver.run(ch, first_address(std::string("localhost\0.example.com", 22))), operational_error);
    CHECK(ch.state() == protocol::condition::ready);
}
