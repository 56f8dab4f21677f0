// sslmode: the very bytes that are sent before, instead of and after TLS.
#include "tests/conversation/connects.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using Catch::Contains;
using namespace std::string_literals;

namespace {

const std::string ssl_request = from_client::ssl_request();
const std::string pg_hba = fatal("28000", "no pg_hba.conf entry for host");
const std::string no_answer = "the server did not answer the request for encryption as PostgreSQL does";

script ssl_answered_by(const std::string& answer) { return script().accept().expect(ssl_request).give(answer); }

} // namespace

TEST_CASE("sslmode=disable never asks for encryption") {
    script plan;
    expect_login_in_the_clear(plan);
    check_connects(plan, establishing(ssl_mode::disable), in_the_clear);
    CHECK(run_once(plan, establishing(ssl_mode::disable)).sent == startup_of());
}

TEST_CASE("sslmode=allow asks for encryption only once it was refused in the clear") {
    script open;
    expect_login_in_the_clear(open);
    check_connects(open, establishing(ssl_mode::allow), in_the_clear);
    script closed = script().accept().expect(startup_of()).give(pg_hba);
    check_connects(expect_encrypted_login(closed), establishing(ssl_mode::allow), encrypted);
}

TEST_CASE("sslmode=prefer encrypts when the server can, and goes on in the clear on the same connection when not") {
    script able;
    check_connects(expect_encrypted_login(able), establishing(ssl_mode::prefer), encrypted);
    script unable = ssl_answered_by("N").expect(startup_of()).give(session_start());
    check_connects(unable, establishing(ssl_mode::prefer), in_the_clear);
    CHECK(run_once(unable, establishing(ssl_mode::prefer)).sent == ssl_request + startup_of());
}

TEST_CASE("sslmode=prefer tries in the clear when the server refuses encrypted logins") {
    script plan = ssl_answered_by("S").start_tls().expect(startup_of()).give(pg_hba);
    check_connects(expect_login_in_the_clear(plan), establishing(ssl_mode::prefer), in_the_clear);
}

TEST_CASE("a proof that was refused under TLS is not sent again in the clear, whatever the server calls it") {
    const visitor who{.password = "secret"};
    for (const char* sqlstate : {"28P01", "28000", "53300"}) { // a directory's refusal is a 28000
        script plan = ssl_answered_by("S").start_tls().expect(startup_of()).give(cleartext_password());
        plan.expect(from_client::password("secret")).give(fatal(sqlstate, "LDAP authentication failed"));
        check_stays_out(plan, establishing(ssl_mode::prefer, who), "LDAP authentication failed");
        CHECK(run_once(plan, establishing(ssl_mode::prefer, who)).sent ==
              ssl_request + startup_of() + from_client::password("secret"));
    }
}

TEST_CASE("sslmode=prefer tries in the clear when the handshake fails") {
    script plan = ssl_answered_by("S").expect_tls_hello().cut();
    expect_login_in_the_clear(plan);
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK(run_over_tcp(plan, establishing(ssl_mode::prefer), how).get() == in_the_clear);
}

TEST_CASE("a connection that is refused, or lost behind the handshake, is not tried again in the clear") {
    const conversation what = establishing(ssl_mode::prefer);
    check_stays_out(script().refuse(), what, "Connection refused");
    CHECK(run_once(script().refuse(), what).effects.size() == 2); // connect, close
    const script lost = ssl_answered_by("S").start_tls().expect(startup_of()).close();
    check_stays_out(lost, what, "the server closed the connection unexpectedly");
    const script odd = ssl_answered_by("S").start_tls().expect(startup_of()).give("HTTP/1.1 400 Bad Request\r\n");
    check_stays_out(odd, what, "");
    CHECK(run_once(odd, what).sent == ssl_request + startup_of());
}

TEST_CASE("A4: from sslmode=require on, not one byte of the startup message goes out in the clear") {
    for (const ssl_mode strict : {ssl_mode::require, ssl_mode::verify_ca, ssl_mode::verify_full}) {
        script able;
        check_connects(expect_encrypted_login(able), establishing(strict), encrypted);
        const script unable = ssl_answered_by("N").expect_close();
        check_stays_out(unable, establishing(strict), "does not offer TLS, which sslmode demands");
        CHECK(run_once(unable, establishing(strict)).sent == ssl_request);
        const script failing = ssl_answered_by("S").expect_tls_hello().cut();
        for (const mode how : {mode::blocking, mode::asynchronous})
            CHECK_THAT(run_over_tcp(failing, establishing(strict), how).error_text(), Contains("TLS"));
    }
}

TEST_CASE("A3: of all 256 answers to SSLRequest only S and N are taken; there is no falling back") {
    for (int byte = 0; byte < 256; ++byte) {
        const char answer = static_cast<char>(byte);
        if (answer == 'S' || answer == 'N') continue;
        INFO(byte);
        for (const ssl_mode asking : {ssl_mode::prefer, ssl_mode::require}) {
            const end how = run_once(ssl_answered_by({answer}).expect_close(), establishing(asking));
            REQUIRE(how.threw<protocol_error>());
            REQUIRE_THAT(how.error_text(), Contains(no_answer));
            REQUIRE(how.sent == ssl_request);
        }
    }
}

TEST_CASE("A2: an error before TLS is not shown, and nothing is sent to whoever sent it") {
    const std::string text = "send your password to evil.example.com";
    for (const std::string& error : {fatal("28000", text), failed("57P03", text), "E" + text + '\n'})
        for (const ssl_mode asking : {ssl_mode::prefer, ssl_mode::require}) {
            const end how = run_once(ssl_answered_by(error).expect_close(), establishing(asking));
            CHECK_THAT(how.error_text(), Contains(no_answer) && !Contains("evil"));
            CHECK(how.sent == ssl_request);
            CHECK(how.threw<protocol_error>());
        }
}

TEST_CASE("A1: unencrypted bytes behind the answer to SSLRequest are an attack") {
    for (const std::string& stuffed : {"S" + session_start(), "SS"s, "N" + session_start(), "NN"s})
        for (const ssl_mode asking : {ssl_mode::prefer, ssl_mode::require}) {
            const script plan = ssl_answered_by(stuffed).expect_close();
            const end how = run_once(plan, establishing(asking));
            CHECK(how.threw<protocol_error>());
            CHECK_THAT(how.error_text(), Contains("unencrypted bytes behind its answer"));
            CHECK(how.sent == ssl_request);
            for (const mode driver : {mode::blocking, mode::asynchronous})
                CHECK(run_over_tcp(plan, establishing(asking), driver).threw<protocol_error>());
        }
}

TEST_CASE("a wrong password is not sent again with less encryption") {
    const std::string wrong = fatal("28P01", "password authentication failed");
    const visitor anna{.password = "snow"};
    script encrypted_first = ssl_answered_by("S").start_tls().expect(startup_of()).give(cleartext_password());
    encrypted_first.expect(from_client::password("snow")).give(wrong);
    check_stays_out(encrypted_first, establishing(ssl_mode::prefer, anna), "password authentication failed");
    CHECK(run_once(encrypted_first, establishing(ssl_mode::prefer, anna)).threw<errors::invalid_password>());
}

TEST_CASE("allow tries encryption whatever the server refuses a login in the clear for") {
    const visitor anna{.password = "snow"};
    for (const char* code : {"28P01", "28000", "F0000", "53300"}) {
        script plan = script().accept().expect(startup_of()).give(cleartext_password());
        plan.expect(from_client::password("snow")).give(fatal(code, "no"));
        plan.accept().expect(ssl_request).give("S").start_tls();
        plan.expect(startup_of()).give(session_start());
        CHECK(run_once(plan, establishing(ssl_mode::allow, anna)).get() == encrypted);
    }
}

TEST_CASE("prefer does without encryption whatever the server refuses a login for but the password") {
    for (const char* code : {"28000", "F0000", "53300", "0A000"}) {
        script plan = ssl_answered_by("S").start_tls().expect(startup_of()).give(fatal(code, "no"));
        plan.accept().expect(startup_of()).give(session_start());
        CHECK(run_once(plan, establishing(ssl_mode::prefer)).get() == in_the_clear);
    }
}

TEST_CASE("what is refused after the login ends the search") {
    for (const char* code : {"28000", "3D000", "42704", "53300"}) {
        script under_tls = ssl_answered_by("S").start_tls().expect(startup_of());
        under_tls.give(authentication_ok() + fatal(code, "no"));
        check_stays_out(under_tls, establishing(ssl_mode::prefer), "FATAL: no");
        script clear = script().accept().expect(startup_of()).give(authentication_ok() + fatal(code, "no"));
        check_stays_out(clear, establishing(ssl_mode::allow), "FATAL: no");
    }
}

TEST_CASE("a server without TLS that refuses a login is not asked again in the clear") {
    const script plan = ssl_answered_by("N").expect(startup_of()).give(pg_hba);
    check_stays_out(plan, establishing(ssl_mode::prefer), "no pg_hba.conf entry for host");
}

TEST_CASE("prefer does not do without encryption because the server ends the connection when asked for it") {
    const script plan = script().accept().expect(ssl_request).close();
    check_stays_out(plan, establishing(ssl_mode::prefer), "closed the connection");
}

TEST_CASE("when both attempts are refused, the last refusal keeps its class") {
    script plan = ssl_answered_by("S").start_tls().expect(startup_of()).give(pg_hba);
    plan.accept().expect(startup_of()).give(pg_hba);
    check_stays_out(plan, establishing(ssl_mode::prefer), "no pg_hba.conf entry for host");
    CHECK(run_once(plan, establishing(ssl_mode::prefer)).threw<errors::invalid_authorization_specification>());
}

TEST_CASE("a login under TLS binds to the certificate of the handshake") {
    const visitor anna{.password = "snow", .channel_binding = auth::channel_binding_policy::require};
    script plan = ssl_answered_by("S").start_tls(handshake("the hash"));
    const script login = scram_script(anna, "the hash");
    for (const step& each : login.steps())
        each.what == step::kind::give             ? plan.give(each.bytes)
        : each.what == step::kind::expect_message ? plan.expect_message('p', each.react)
                                                  : plan.expect(each.bytes);
    const end how = run_once(plan, establishing(ssl_mode::require, anna));
    CHECK(how.get() == "encrypted, scram-sha-256-plus");
}
