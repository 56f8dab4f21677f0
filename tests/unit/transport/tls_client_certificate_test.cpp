// Our own certificate in the handshake: asked for or not, shown or not, believed or not.
#include "test_exchanges.hpp"
#include "tls_handshake.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

using namespace tusk;
using namespace tusk::test;
using namespace std::chrono_literals;
using Catch::Contains;
using transport::tls_settings;
using transport::tls_version;
using transport::verification;

namespace {

tls_settings showing(const certificate& mine, bool demand = false) {
    tls_settings settings;
    settings.client_certificate.text = mine.pem();
    settings.client_key.text = mine.key_pem();
    settings.demand_certificate_request = demand;
    return settings;
}

mock_server_options asking() { return {.client_authority = shared_trust().authority}; }

/// What a client is told that sends `question` after its handshake. With TLS 1.3 the server judges its certificate only
/// then.
std::string answer_after_handshake(mode how, const mock_server_options& behaviour, const tls_settings& settings,
                                   const std::string& question = "question") {
    mock_server server(script().accept().start_tls().expect(question).give("answer").expect_close(), behaviour);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with(settings));
    try {
        return driver.run(ch, ask_over_tls(ch, server.place(), question, 6), transport::clock::now() + 10s);
    } catch (const operational_error& error) {
        return error.what();
    }
}

} // namespace

TEST_CASE("a certificate is shown to a server that asks for one") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto newest = GENERATE(tls_version::tls_1_2, tls_version::tls_1_3);
    tls_settings settings = showing(shared_trust().issue_for("alice"));
    settings.maximum_version = newest;
    const auto shown = shake(how, asking(), settings);
    REQUIRE(shown.session);
    CHECK(shown.session->certificate_requested);
    CHECK(shown.session->certificate_sent);

    const auto unasked = shake(how, {}, settings);
    REQUIRE(unasked.session);
    CHECK_FALSE(unasked.session->certificate_requested);
    CHECK_FALSE(unasked.session->certificate_sent);

    const auto empty_handed = shake(how, asking(), {.maximum_version = newest});
    REQUIRE(empty_handed.session);
    CHECK(empty_handed.session->certificate_requested);
    CHECK_FALSE(empty_handed.session->certificate_sent);
}

TEST_CASE("the certificates behind the first are shown as its chain") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate middle = shared_trust().authority.issue({.common_name = "middle authority", .authority = true});
    const certificate mine = middle.issue({.common_name = "alice"});
    mock_server_options strict = asking();
    strict.certificate_demanded = true;
    tls_settings settings = showing(mine);
    CHECK_THAT(answer_after_handshake(how, strict, settings), Contains("alert unknown ca"));
    settings.client_certificate.text = mine.pem() + middle.pem();
    CHECK(answer_after_handshake(how, strict, settings) == "answer");
}

TEST_CASE("a certificate file that does not exist is no certificate") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    tls_settings settings;
    settings.client_certificate.file = shared_trust().directory.file("missing.crt");
    settings.client_key.file = shared_trust().directory.file("missing.key");
    const auto result = shake(how, asking(), settings);
    REQUIRE(result.session);
    CHECK_FALSE(result.session->certificate_sent);
    settings.client_certificate.file = shared_trust().file + "/below-a-file.crt";
    CHECK(shake(how, asking(), settings).session);
}

TEST_CASE("a server that does not believe the certificate, or misses one, is understood") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto newest = GENERATE(tls_version::tls_1_2, tls_version::tls_1_3);
    mock_server_options strict = asking();
    strict.certificate_demanded = true;
    const auto told = [&](tls_settings settings) {
        settings.maximum_version = newest;
        return answer_after_handshake(how, strict, settings);
    };
    const auto blames_certificate = Contains("The server does not accept this client's certificate, or demands one: "
                                             "sslcert must name");
    CHECK_THAT(told(showing(certificate::self_signed({.common_name = "alice"}))), blames_certificate);
    const certificate expired =
        shared_trust().authority.issue({.common_name = "alice", .valid_from_days = -9, .valid_until_days = -2});
    CHECK_THAT(told(showing(expired)), Contains("alert certificate expired") && blames_certificate);
    CHECK(told(showing(shared_trust().issue_for("alice"))) == "answer");
    // Older versions have no alert of its own for a certificate that is missing.
    // The server is gone before everything is sent, and its alert is what counts.
    CHECK_THAT(answer_after_handshake(how, strict, showing(expired), std::string(8u << 20, 'q')), blames_certificate);
    CHECK_THAT(told({}), newest == tls_version::tls_1_3 ? Contains("alert certificate required")
                                                        : Contains("alert handshake failure"));
}

TEST_CASE("a server that must ask for our certificate is refused when it does not, or when we have none") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate mine = shared_trust().issue_for("alice");
    CHECK(shake(how, asking(), showing(mine, true)).session);
    CHECK_THAT(shake(how, {}, showing(mine, true)).error,
               Contains("the server did not ask for this client's certificate, as sslcertmode=require demands"));
    CHECK_THAT(shake(how, asking(), {.demand_certificate_request = true}).error,
               Contains("sslcertmode=require demands that this client shows a certificate, but it has none"));
    CHECK_THAT(shake(how, {}, {.demand_certificate_request = true}).error, Contains("the server did not ask"));
}
