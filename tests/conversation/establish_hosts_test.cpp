// Several hosts and addresses: which is tried when, and what is said when none will do. And the cancel request.
#include "tests/conversation/connects.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using Catch::Contains;
using protocol::endpoint;

namespace {

using hosts = std::vector<transport::connect_plan::host>;

const hosts two_hosts{{"db1", "", 5432}, {"db2", "", 5433}};
const std::string starting = fatal("57P03", "the database system is starting up");
const std::string wrong_password = fatal("28P01", "password authentication failed");

endpoint at(std::string host, std::string address) {
    return {endpoint::family::tcp, std::move(host), std::move(address), 5432};
}

conversation to(const hosts& tried, ssl_mode mode = ssl_mode::disable) { return establishing(mode, {}, tried); }

} // namespace

TEST_CASE("the first host that answers is taken") {
    script plan;
    expect_login_in_the_clear(plan);
    check_connects(plan, to(two_hosts), "in the clear, none, db1 (192.0.2.1), port 5432", played::in_simulation);
}

TEST_CASE("after a host that refuses the connection, or has no address, the next is tried") {
    for (script plan : {script().refuse(), script().resolve({}), script().refuse("No route to host")})
        check_connects(expect_login_in_the_clear(plan), to(two_hosts), "in the clear, none, db2 (192.0.2.1), port 5433",
                       played::in_simulation);
}

TEST_CASE("a server that is starting or stopping is passed over") {
    script plan = script().accept().expect(startup_of()).give(starting);
    check_connects(expect_login_in_the_clear(plan), to(two_hosts), "in the clear, none, db2 (192.0.2.1), port 5433",
                   played::in_simulation);
    script encrypted_plan = script().accept().expect(from_client::ssl_request()).give("S").start_tls();
    encrypted_plan.expect(startup_of()).give(starting);
    check_connects(expect_encrypted_login(encrypted_plan), to(two_hosts, ssl_mode::prefer),
                   "encrypted, none, db2 (192.0.2.1), port 5433", played::in_simulation);
}

TEST_CASE("a server that ends the connection during the login is passed over") {
    script plan = script().accept().expect(startup_of()).close();
    check_connects(expect_login_in_the_clear(plan), to(two_hosts), "in the clear, none, db2 (192.0.2.1), port 5433",
                   played::in_simulation);
}

TEST_CASE("a server without TLS is passed over when sslmode demands it") {
    script plan = script().accept().expect(from_client::ssl_request()).give("N").expect_close();
    check_connects(expect_encrypted_login(plan), to(two_hosts, ssl_mode::require),
                   "encrypted, none, db2 (192.0.2.1), port 5433", played::in_simulation);
}

TEST_CASE("all addresses of a host are tried, in the order of the look-up") {
    script plan = script().resolve({at("db1", "2001:db8::1"), at("db1", "192.0.2.7"), at("db1", "192.0.2.8")});
    expect_login_in_the_clear(plan.refuse());
    check_connects(plan, to(two_hosts), "in the clear, none, db1 (192.0.2.7), port 5432", played::in_simulation);
}

TEST_CASE("a wrong password, or a server that speaks something else, ends the search") {
    const script wrong = script().accept().expect(startup_of()).give(wrong_password);
    check_stays_out(wrong, to(two_hosts), "password authentication failed", played::in_simulation);
    CHECK(run_once(wrong, to(two_hosts)).threw<errors::invalid_password>());
    const script odd = script().accept().expect(startup_of()).give(ready());
    check_stays_out(odd, to(two_hosts), "protocol error: ReadyForQuery", played::in_simulation);
}

TEST_CASE("the server's own refusal keeps its class, and says what was tried before it") {
    script plan = script().refuse("Connection refused").accept().expect(startup_of()).give(wrong_password);
    const end how = run_once(plan, to(two_hosts));
    CHECK(how.threw<errors::invalid_password>());
    CHECK(how.error_text() ==
          "FATAL: password authentication failed (SQLSTATE 28P01)\nWhat to do: check user and password; the server's "
          "pg_hba.conf says which method it applies\nTried before that:\n"
          "  db1 (192.0.2.1), port 5432: could not connect to db1 (192.0.2.1), port 5432: Connection refused");
}

TEST_CASE("when no attempt succeeds, all are listed with their reasons, in order") {
    script plan = script().refuse("Connection refused").resolve({}).accept().expect(startup_of()).close();
    const hosts three{{"db1", "", 1}, {"db2", "", 2}, {"db3", "", 3}};
    const end how = run_once(plan, to(three));
    CHECK(how.threw<operational_error>());
    CHECK(how.error_text() ==
          "no connection, after 3 attempts:\n"
          "  db1 (192.0.2.1), port 1: could not connect to db1 (192.0.2.1), port 1: Connection refused\n"
          "  db2: simulated failure to resolve the name\n"
          "  db3 (192.0.2.1), port 3: the server closed the connection unexpectedly");
}

TEST_CASE("a single attempt's error is thrown as it is, and says that nothing was sent") {
    const end how = run_once(script().refuse(), to({{"db1", "", 1}}));
    CHECK(how.error_text() == "could not connect to db1 (192.0.2.1), port 1: Connection refused");
    CHECK(delivery_of(how) == delivery::not_sent);
}

TEST_CASE("hostaddr spares the look-up of the name") {
    script plan;
    expect_login_in_the_clear(plan);
    simulated_server server(plan);
    protocol::channel ch;
    protocol::exchange_state state(ch);
    const conversation what = to({{"db1", "192.0.2.99", 5432}});
    auto running = what(ch, simulated_place());
    protocol::effect first = running.start(state);
    CHECK(first == protocol::effect::connect);
    server.drive(state, first);
    REQUIRE(server.targets().size() == 1);
    CHECK(server.targets()[0].host == "db1");
    CHECK(server.targets()[0].address == "192.0.2.99");
}

TEST_CASE("hostaddr must be numeric, and is no name to verify a certificate by") {
    const end how = run_once(script(), to({{"db1", "localhost", 5432}}));
    CHECK(how.threw<operational_error>());
    CHECK(how.error_text() ==
          "connection parameter hostaddr: \"localhost\" is no numeric address: give a name in host");
    script plan;
    expect_login_in_the_clear(plan);
    check_connects(plan, to({{"", "192.0.2.99", 5432}}), "in the clear, none, 192.0.2.99, port 5432",
                   played::in_simulation);
}

TEST_CASE("a Unix socket is never asked for encryption, whatever the sslmode") {
    for (const char* folder : {"/run/postgresql", "@abstract"})
        for (const ssl_mode mode : {ssl_mode::disable, ssl_mode::allow, ssl_mode::prefer, ssl_mode::require,
                                    ssl_mode::verify_ca, ssl_mode::verify_full}) {
            script plan;
            expect_login_in_the_clear(plan);
            const end how = run_once(plan, to({{folder, "", 5432}}, mode));
            CHECK(how.get() == "in the clear, none, socket " + std::string(folder) + "/.s.PGSQL.5432");
            CHECK(how.sent == startup_of());
        }
    const script refused = script().accept().expect(startup_of()).give(fatal("28000", "no pg_hba.conf entry"));
    check_stays_out(refused, to({{"/run/postgresql", "", 5432}}, ssl_mode::prefer), "no pg_hba.conf entry",
                    played::in_simulation);
}

TEST_CASE("what the server said in one attempt is forgotten in the next") {
    script plan = script().accept().expect(startup_of());
    plan.give(authentication_ok() + parameter_status("server_version", "1.0") + parameter_status("old", "1") +
              starting);
    expect_login_in_the_clear(plan);
    const conversation looking = [](protocol::channel& ch, const endpoint& server) -> protocol::exchange<std::string> {
        const conversation connect = to(two_hosts);
        std::string text = co_await connect(ch, server);
        text += "; " + ch.mail.parameters["server_version"] + " " + std::to_string(ch.mail.parameters.count("old"));
        co_return text;
    };
    check_connects(plan, looking, "in the clear, none, db2 (192.0.2.1), port 5433; 15.20 0", played::in_simulation);
}

TEST_CASE("cancelling shows the key on a connection of its own, and waits until the server has taken note") {
    const script plan = script().accept().expect(from_client::cancel_request(42, "1234")).close();
    check_stays_out(script().refuse(), cancelling(false), "Connection refused", played::in_simulation);
    for (const std::size_t chunk : {0u, 1u})
        CHECK(run_simulated(plan, cancelling(false), "", {.chunk = chunk}).get() == "cancelled");
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK(run_over_tcp(plan, cancelling(false), how).get() == "cancelled");
}

TEST_CASE("B10: the key of an encrypted session is shown under encryption only") {
    script plan = script().accept().expect(from_client::ssl_request()).give("S").start_tls();
    plan.expect(from_client::cancel_request(42, "1234")).close();
    CHECK(run_once(plan, cancelling(true)).get() == "cancelled");
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK(run_over_tcp(plan, cancelling(true), how).get() == "cancelled");
    for (const char* answer : {"N", "E", "SS", "NN", "\x15"}) {
        const end how = run_once(script().accept().expect(from_client::ssl_request()).give(answer), cancelling(true));
        CHECK(how.threw<operational_error>());
        CHECK(how.sent == from_client::ssl_request());
    }
}
