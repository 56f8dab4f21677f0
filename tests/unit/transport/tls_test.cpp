// TLS against servers that are what they should be, and against others.
#include "test_exchanges.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/run_every_way.hpp"
#include "tls_handshake.hpp"
#include "transport/certificate.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using namespace std::chrono_literals;
using transport::verification;

namespace {

/// A handshake with a server that shows `identity` to a client that asks for `host`.
handshake shake_with(mode how, const certificate& identity, const std::string& host, transport::tls_settings settings) {
    return shake(how, {.identity = identity, .host = host}, std::move(settings));
}

} // namespace

TEST_CASE("bytes go both ways over TLS, in small and in large amounts") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const std::string answer(3u << 20, 'a');
    mock_server server(script().accept().start_tls().expect("question").give(answer).expect_close());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with({}));
    CHECK(driver.run(ch, ask_over_tls(ch, server.place(), "question", answer.size()), transport::clock::now() + 10s) ==
          answer);
    CHECK(wire.encrypted());
    driver.run(ch, leave(ch, ""));
    CHECK_NOTHROW(server.finish()); // the goodbye was TLS's own: anything else would have failed there
}

TEST_CASE("megabytes both ways at once do not deadlock over TLS either") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const std::string request(8u << 20, 'q');
    const std::string answer(8u << 20, 'a');
    mock_server server(script().accept().start_tls().give(answer).expect(request).give("end").expect_close());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with({}));
    CHECK(driver.run(ch, ask_over_tls(ch, server.place(), request, answer.size() + 3), transport::clock::now() + 30s) ==
          answer + "end");
    wire.shut_down();
    CHECK_NOTHROW(server.finish());
}

TEST_CASE("the handshake tells version, cipher and end point hash") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate identity = shared_trust().authority.issue({.common_name = "", .dns_names = {"localhost"}});
    const auto result = shake_with(how, identity, "localhost", shared_trust().settings(verification::chain_and_name));
    REQUIRE(result.session);
    CHECK(result.session->version == "TLSv1.3");
    CHECK_THAT(result.session->cipher, Contains("TLS_"));
    CHECK(result.session->end_point_hash == transport::end_point_hash(identity.x509()));
    CHECK(result.session->end_point_hash.size() == 32);
}

TEST_CASE("a certificate with an Ed25519 key works and has no end point hash") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate identity = certificate::self_signed({.common_name = "db", .key = "ED25519"});
    const auto result = shake_with(how, identity, "localhost", {});
    REQUIRE(result.session);
    CHECK(result.session->end_point_hash.empty());
}

TEST_CASE("verify-full wants the certificate to name the host of this attempt") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto shake_full = [&](const certificate_contents& contents, const std::string& host) {
        return shake_with(how, shared_trust().authority.issue(contents), host,
                          shared_trust().settings(verification::chain_and_name));
    };
    CHECK(shake_full({.common_name = "", .dns_names = {"db.example.com"}}, "db.example.com").session);
    CHECK(shake_full({.common_name = "", .dns_names = {"*.example.com"}}, "db.example.com").session);
    CHECK(shake_full({.common_name = "", .ip_addresses = {"127.0.0.1"}}, "127.0.0.1").session);
    CHECK_THAT(shake_full({.common_name = "", .dns_names = {"db.example.com"}}, "localhost").error,
               Contains("could not start TLS with localhost (127.0.0.1)") &&
                   Contains("the server's certificate is for \"db.example.com\", not for \"localhost\""));
    CHECK_THAT(shake_full({.common_name = "", .dns_names = {"db.example.com"}}, "").error,
               Contains("only an address was given"));
}

TEST_CASE("verify-ca wants a trusted authority and no name") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate identity = shared_trust().authority.issue({.common_name = "", .dns_names = {"other.example"}});
    CHECK(shake_with(how, identity, "localhost", shared_trust().settings(verification::chain)).session);
}

TEST_CASE("certificates that nobody trusted has signed, or that have expired, are refused from verify-ca on") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto level = GENERATE(verification::chain, verification::chain_and_name);
    const auto refused = [&](const certificate& identity) {
        const auto result = shake_with(how, identity, "localhost", shared_trust().settings(level));
        CHECK_FALSE(result.session);
        CHECK_THAT(result.error, Contains("certificate verify failed: "));
        return result.error;
    };
    const certificate_contents localhost{.common_name = "", .dns_names = {"localhost"}};
    const certificate stranger = certificate::self_signed({.common_name = "other authority", .authority = true});
    CHECK_THAT(refused(stranger.issue(localhost)), Contains("unable to get local issuer certificate"));
    CHECK_THAT(refused(certificate::self_signed(localhost)), Contains("self-signed certificate"));
    CHECK_THAT(refused(shared_trust().authority.issue(
                   {.common_name = "", .dns_names = {"localhost"}, .valid_from_days = -9, .valid_until_days = -2})),
               Contains("certificate has expired"));
}

TEST_CASE("without verification any certificate will do") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate expired =
        certificate::self_signed({.common_name = "x", .valid_from_days = -9, .valid_until_days = -2});
    CHECK(shake_with(how, expired, "localhost", {}).session);
}

TEST_CASE("require_alpn wants the server to confirm the protocol") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate identity = certificate::self_signed({.common_name = "db"});
    const auto confirmed = shake(how, {.identity = identity}, {.require_alpn = true});
    REQUIRE(confirmed.session);
    CHECK(confirmed.session->application_protocol == "postgresql");
    const mock_server_options silent{.identity = identity, .confirm_alpn = false};
    CHECK_THAT(shake(how, silent, {.require_alpn = true}).error,
               Contains("did not confirm by ALPN") && Contains("sslnegotiation=direct needs PostgreSQL 17"));
    const auto unconfirmed = shake(how, silent, {});
    REQUIRE(unconfirmed.session);
    CHECK(unconfirmed.session->application_protocol.empty());
}

TEST_CASE("a stream cut off without TLS's closing alert is no orderly end") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    mock_server server(script().accept().start_tls().expect("question").give("ans").cut());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with({}));
    CHECK_THROWS_WITH(driver.run(ch, ask_over_tls(ch, server.place(), "question", 6)),
                      Contains("was cut off: it ended without TLS's closing alert"));
    CHECK(ch.state() == protocol::condition::broken);
}

TEST_CASE("what the server said before it went is read though sending to it failed") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    mock_server server(script().accept().start_tls().give("farewell").cut());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with({}));
    const std::string request(8u << 20, 'q');
    CHECK(driver.run(ch, ask_over_tls(ch, server.place(), request, 8), transport::clock::now() + 10s) == "farewell");
    CHECK_THROWS_WITH(driver.run(ch, ask(ch, "", 1), transport::clock::now() + 10s), Contains("was cut off"));
}

TEST_CASE("an orderly end amid an answer is an error as in plain text") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    mock_server server(script().accept().start_tls().expect("question").give("ans").close());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with({}));
    CHECK_THROWS_WITH(driver.run(ch, ask_over_tls(ch, server.place(), "question", 6)),
                      "the server closed the connection unexpectedly");
}

TEST_CASE("a server that closes, or speaks something else, during the handshake is told from one that is down") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto error_with = [&](script plan) -> std::string {
        mock_server server(std::move(plan));
        transport::stream wire;
        protocol::channel ch;
        either_driver driver(how, wire, with({}));
        try {
            static_cast<void>(driver.run(ch, shake_hands(server.place()), transport::clock::now() + 5s));
        } catch (const operational_error& error) {
            return error.what();
        }
        return "no error";
    };
    CHECK_THAT(error_with(script().accept().expect_tls_hello().cut()),
               Contains("the server closed the connection during the TLS handshake"));
    CHECK_THAT(error_with(script().accept().give("HTTP/1.1 400 Bad Request\r\n\r\n").pause(5s)),
               Contains("wrong version number. What answered does not speak TLS"));
}

namespace {

// As the negotiation would do it that does not look behind the server's 'S'.
protocol::exchange<void> careless_negotiation(protocol::channel& ch, const protocol::endpoint& place) {
    co_await protocol::connect_to(place);
    ch.writer().text("SSLRequest");
    co_await protocol::flush(ch);
    co_await protocol::fill();
    ch.input().consume(1);
    co_await protocol::start_tls();
}

} // namespace

TEST_CASE("plain text behind the server's answer is refused before the handshake") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    mock_server server(script().accept().expect("SSLRequest").give("Sinjected").expect_close());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with({}));
    CHECK_THROWS_AS(driver.run(ch, careless_negotiation(ch, server.place())), protocol_error);
    CHECK_FALSE(wire.is_open());
    CHECK_NOTHROW(server.finish()); // not one byte of a handshake was sent
}

TEST_CASE("a connection that was given no TLS settings cannot start TLS") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    mock_server server(script().accept().expect_close());
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, {});
    CHECK_THROWS_AS(driver.run(ch, shake_hands(server.place())), interface_error);
    CHECK_FALSE(wire.is_open());
}
