// Passwords in the clear and hashed by MD5, methods that tusk does not have, and what channel_binding=require forbids.
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using auth::channel_binding_policy;
using protocol::condition;

namespace {

const visitor anna{.password = "snow"};
const visitor forgetful{};
const visitor strict{.password = "snow", .channel_binding = channel_binding_policy::require};

} // namespace

TEST_CASE("a password is sent in the clear to a server that asks for it so") {
    script plan = login_script(cleartext_password(), anna);
    plan.expect(from_client::password("snow")).give(session_start());
    check_answers(plan, logging_in(anna), "password, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("a password is hashed with the user's name and the server's salt") {
    // md5(md5("snow" + "anna") + "salt"), by coreutils' md5sum.
    script plan = login_script(md5_password("salt"), anna);
    plan.expect(from_client::password("md513eed25ca1b8707a926fcd1f3e92ac4b")).give(session_start());
    check_answers(plan, logging_in(anna), "md5, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("a wrong password is the server's error, with its class") {
    for (const std::string& method : {cleartext_password(), md5_password("salt")}) {
        script plan = login_script(method, anna).expect_message('p');
        plan.give(fatal("28P01", "password authentication failed for user \"anna\""));
        check_fails(plan, logging_in(anna), "password authentication failed", condition::broken);
        CHECK(run_once(plan, logging_in(anna)).threw<errors::invalid_password>());
    }
}

TEST_CASE("without a password none is sent, not even an empty one") {
    for (const std::string& method : {cleartext_password(), md5_password("salt"), sasl({"SCRAM-SHA-256"})})
        check_turned_away(login_script(method), logging_in(forgetful),
                          "the server asks for the password of user \"anna\", but none was given", startup_of());
}

TEST_CASE("B5: channel_binding=require sends nothing secret to a server that does not ask for bound SCRAM") {
    const auto tls = handshake("hash of the certificate");
    const std::vector<std::string> requests{authentication_ok(), cleartext_password(), md5_password("salt"),
                                            sasl({"SCRAM-SHA-256"})};
    for (const std::string& method : requests) {
        check_turned_away(login_script(method + session_start()), logging_in(strict), "channel_binding=require",
                          startup_of());
        check_turned_away(login_script(method + session_start()), logging_in(strict, tls), "channel_binding=require",
                          startup_of());
    }
}

TEST_CASE("A12: methods that tusk does not have are refused by name") {
    for (const auto& [code, name] : {std::pair(2, "Kerberos V5"), {7, "GSSAPI"}, {9, "SSPI"}}) {
        check_turned_away(login_script(authentication(code), anna), logging_in(anna),
                          std::string("the server asks for ") + name + " authentication", startup_of());
        CHECK(run_once(login_script(authentication(code), anna), logging_in(anna)).threw<not_supported_error>());
    }
    for (const int code : {-1, 1, 4, 6, 8, 11, 12, 13, 14, 0x7fffffff})
        check_refused(login_script(authentication(code, "data"), anna), logging_in(anna),
                      "unknown authentication method " + std::to_string(code));
}

TEST_CASE("C6: authentication requests that are longer or shorter than they should be are refused") {
    const std::vector<std::string> malformed{
        message('R'),
        message('R', "abc"),
        authentication(0, "x"),
        authentication(3, "x"),
        authentication(5),
        authentication(5, "sal"),
        authentication(5, "salty"),
        authentication(10),
        authentication(10, "SCRAM-SHA-256"),
        authentication(10, std::string("SCRAM-SHA-256\0", 14)),
        authentication(10, std::string("\0", 1)),
        authentication(10, std::string("SCRAM-SHA-256\0\0x", 16)),
    };
    for (const std::string& request : malformed) {
        INFO(show(request));
        check_refused(login_script(request + session_start(), anna), logging_in(anna));
        CHECK(run_once(login_script(request, anna), logging_in(anna)).sent == startup_of());
    }
}

TEST_CASE("B8: a server that never stops asking is given up after 64 answers") {
    script plan = script().expect(startup_of());
    for (int i = 0; i < 64; ++i) plan.give(cleartext_password()).expect(from_client::password("snow"));
    plan.give(cleartext_password());
    check_refused(plan, logging_in(anna), "after 64 answers");
}

TEST_CASE("B3: a method may follow another, but nothing is over before AuthenticationOk") {
    script plan = login_script(cleartext_password(), anna).expect(from_client::password("snow"));
    for (const std::string& intruder : every_message()) {
        if (intruder[0] == 'R' || intruder[0] == 'E') continue;
        INFO(intruder[0]);
        script changed = plan;
        check_refused(changed.give(intruder + ready()), logging_in(anna), "next step of authentication");
    }
}
