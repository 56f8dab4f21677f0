// What a program is told when it does not get a connection.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tusk;
using namespace tusk::test;
using namespace std::chrono_literals;

namespace {

/// A TCP socket of our own on a free port of 127.0.0.1: it listens, and never accepts nor answers.
class local_port {
public:
    local_port() : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (bind(descriptor_, generic, size) != 0 || listen(descriptor_, 5) != 0 ||
            getsockname(descriptor_, generic, &size) != 0)
            throw std::runtime_error("no port to listen on");
        number_ = std::to_string(ntohs(address.sin_port));
    }
    local_port(const local_port&) = delete;
    local_port& operator=(const local_port&) = delete;
    ~local_port() { ::close(descriptor_); }

    [[nodiscard]] const std::string& number() const noexcept { return number_; }

private:
    int descriptor_;
    std::string number_;
};

/// A port that somebody listened on until a moment ago.
std::string dead_port() { return local_port().number(); }

std::string live_port() { return std::to_string(the_server().port); }

template <class Error>
Error refusal_of(const std::string& conninfo) {
    return thrown_by<Error>([&] { static_cast<void>(connect(conninfo)); });
}

} // namespace

TEST_CASE("A wrong password is invalid_password, whatever the method and the way") {
    for (const char* role : {"tusk_clear", "tusk_md5", "tusk_scram"})
        for (const std::string& uri : {the_server().uri(role, "wrong-word", "sslmode=disable"),
                                       the_server().uri(role, "wrong-word", the_server().verified_tls()),
                                       the_server().socket_uri(role, "wrong-word")}) {
            const auto refused = refusal_of<errors::invalid_password>(uri);
            INFO(refused.what());
            CHECK(refused.sqlstate() == "28P01");
            REQUIRE(refused.report() != nullptr);
            CHECK(refused.report()->severity_unlocalised == "FATAL");
            CHECK(contains(refused.what(), "password authentication failed"));
            CHECK(contains(refused.what(), role));
            CHECK_FALSE(contains(refused.what(), "wrong-word"));
            CHECK_NOTHROW(dynamic_cast<const operational_error&>(refused));
        }
}

TEST_CASE("A password that is asked for but was not given says which keyword to set") {
    for (const char* role : {"tusk_clear", "tusk_md5", "tusk_scram"}) {
        const auto refused = refusal_of<operational_error>("host=" + the_server().socket_dir + " port=" + live_port() +
                                                           " dbname=tusk user=" + role);
        CHECK(contains(refused.what(), role));
        CHECK(contains(refused.what(), "set password"));
    }
}

TEST_CASE("A database that does not exist is invalid_catalog_name, an operational error") {
    const auto refused =
        refusal_of<errors::invalid_catalog_name>("host=" + the_server().socket_dir + " port=" + live_port() +
                                                 " user=tusk password=secret-tusk dbname=no_such_one");
    CHECK(refused.sqlstate() == "3D000");
    CHECK(contains(refused.what(), "no_such_one"));
    CHECK(dynamic_cast<const operational_error*>(&static_cast<const error&>(refused)) != nullptr);
}

TEST_CASE("A role that does not exist is refused with the server's own words") {
    const auto refused = refusal_of<operational_error>(the_server().uri("nobody_here", "x", "sslmode=disable"));
    CHECK(refused.sqlstate() == "28000");
    CHECK(contains(refused.what(), "nobody_here"));
}

TEST_CASE("A bad setting at startup is the server's error, after the login") {
    const auto refused =
        refusal_of<database_error>(the_server().socket_uri("tusk", "secret-tusk", "options=-c%20no_such_setting%3D1"));
    CHECK(refused.sqlstate() == "42704");
    CHECK(contains(refused.what(), "no_such_setting"));
}

TEST_CASE("A dead port names host and port, and asks whether a server runs there") {
    const std::string port = dead_port();
    for (const char* mode : {"disable", "prefer", "require"}) {
        const auto refused =
            refusal_of<operational_error>("host=127.0.0.1 port=" + port + " user=tusk password=x sslmode=" + mode);
        INFO(refused.what());
        CHECK(contains(refused.what(), "127.0.0.1"));
        CHECK(contains(refused.what(), port));
        CHECK(contains(refused.what(), "Is a server running"));
        CHECK(refused.statement_delivery() == delivery::not_sent);
    }
}

TEST_CASE("A socket that does not exist names its path") {
    const auto refused =
        refusal_of<operational_error>("host=" + the_server().socket_dir + " port=1 user=tusk password=x");
    CHECK(contains(refused.what(), the_server().socket_dir + "/.s.PGSQL.1"));
}

TEST_CASE("A host name that does not resolve is named") {
    const auto refused = refusal_of<operational_error>("host=no-such-host.invalid user=tusk password=x");
    CHECK(contains(refused.what(), "no-such-host.invalid"));
}

TEST_CASE("An unknown keyword is a programming error that guesses what was meant") {
    const auto refused = refusal_of<programming_error>("hots=localhost user=tusk");
    CHECK(contains(refused.what(), "hots"));
    CHECK(contains(refused.what(), "host"));
}

TEST_CASE("Several hosts are tried in order until one answers") {
    connection session = connect("host=127.0.0.1," + the_server().socket_dir + " port=" + dead_port() + "," +
                                 live_port() + " user=tusk password=secret-tusk dbname=tusk");
    CHECK(is_usable(session));
    connection by_address = connect("host=localhost,localhost hostaddr=127.0.0.1,127.0.0.1 port=" + dead_port() + "," +
                                    live_port() + " user=tusk password=secret-tusk dbname=tusk sslmode=verify-full " +
                                    "sslrootcert=" + the_server().ca_file);
    CHECK(by_address.encrypted());
}

TEST_CASE("When no host answers, every attempt is listed") {
    const std::string first = dead_port();
    const auto refused = refusal_of<operational_error>("host=127.0.0.1," + the_server().socket_dir + " port=" + first +
                                                       ",1 user=tusk password=secret-tusk");
    CHECK(contains(refused.what(), first));
    CHECK(contains(refused.what(), ".s.PGSQL.1"));
}

TEST_CASE("A wrong password is not tried on the next host") {
    const auto refused =
        refusal_of<errors::invalid_password>("host=" + the_server().socket_dir + ",127.0.0.1 port=" + live_port() +
                                             "," + dead_port() + " user=tusk password=wrong dbname=tusk");
    CHECK(refused.sqlstate() == "28P01");
}

TEST_CASE("connect_timeout ends the wait for a listener that never answers") {
    local_port silent;
    for (const char* mode : {"disable", "require"}) {
        const auto begun = std::chrono::steady_clock::now();
        const auto refused = refusal_of<operational_error>("host=127.0.0.1 port=" + silent.number() +
                                                           " user=tusk password=x connect_timeout=1 sslmode=" + mode);
        const auto waited = std::chrono::steady_clock::now() - begun;
        CHECK(waited >= 900ms);
        CHECK(waited < 10s);
        CHECK(contains(refused.what(), "timed out after 1 s"));
    }
}

TEST_CASE("A listener that never answers is left for the next host") {
    local_port silent;
    connection session = connect("host=127.0.0.1,127.0.0.1 port=" + silent.number() + "," + live_port() +
                                 " user=tusk password=secret-tusk dbname=tusk connect_timeout=1 sslmode=disable");
    CHECK(is_usable(session));
}
