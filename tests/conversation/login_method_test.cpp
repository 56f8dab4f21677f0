// B7: what require_auth allows a server to ask for, and that nothing is sent to one that asks for anything else.
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using auth::auth_method;
using auth::method_set;

namespace {

visitor allowing(std::initializer_list<auth_method> methods) {
    visitor who{.password = "snow"};
    who.allowed = method_set();
    for (const auth_method each : methods) who.allowed.insert(each);
    return who;
}

visitor forbidding(auth_method method) {
    visitor who{.password = "snow"};
    who.allowed.erase(method);
    return who;
}

/// What a server that asks for `method` sends first.
std::string request_for(auth_method method) {
    switch (method) {
    case auth_method::none: return session_start();
    case auth_method::password: return cleartext_password();
    case auth_method::md5: return md5_password("salt");
    case auth_method::gss: return authentication(7);
    case auth_method::sspi: return authentication(9);
    case auth_method::scram: return sasl({"SCRAM-SHA-256"});
    case auth_method::oauth: return sasl({"OAUTHBEARER"});
    }
    return {};
}

const std::vector<auth_method> every_method{auth_method::none, auth_method::password, auth_method::md5,
                                            auth_method::gss,  auth_method::sspi,     auth_method::scram,
                                            auth_method::oauth};

void check_not_allowed(auth_method method, const visitor& who) {
    INFO(auth::name_of(method) << " when allowed: " << who.allowed.names());
    check_turned_away(login_script(request_for(method), who), logging_in(who, handshake("hash")),
                      "but require_auth allows only " + who.allowed.names(), startup_of());
}

} // namespace

TEST_CASE("B7: a server that asks for a method that is not allowed gets nothing") {
    for (const auth_method asked : every_method) {
        check_not_allowed(asked, forbidding(asked));
        for (const auth_method allowed : every_method)
            if (allowed != asked) check_not_allowed(asked, allowing({allowed}));
    }
}

TEST_CASE("B7: the error says what the server asked for") {
    for (const auto& [method, words] : {std::pair(auth_method::none, "the server asks for no proof of identity"),
                                        {auth_method::password, "the server asks for a password in the clear"},
                                        {auth_method::md5, "the server asks for an MD5 password"},
                                        {auth_method::gss, "the server asks for GSSAPI authentication"},
                                        {auth_method::sspi, "the server asks for SSPI authentication"},
                                        {auth_method::scram, "the server asks for a SCRAM login"},
                                        {auth_method::oauth, "the server asks for an OAuth token"}}) {
        const visitor who = forbidding(method);
        check_turned_away(login_script(request_for(method), who), logging_in(who, handshake("hash")), words,
                          startup_of());
    }
}

TEST_CASE("B7: a method that is allowed is carried out") {
    const visitor by_password = allowing({auth_method::password});
    script plan = login_script(cleartext_password(), by_password);
    plan.expect(from_client::password("snow")).give(session_start());
    check_answers(plan, logging_in(by_password), "password, protocol 3.0, process 42, 4 bytes of key");

    const visitor by_scram = allowing({auth_method::scram});
    check_answers(scram_script(by_scram), logging_in(by_scram),
                  "scram-sha-256, protocol 3.0, process 42, 4 bytes of key");
    check_answers(scram_script(by_scram, "hash"), logging_in(by_scram, handshake("hash")),
                  "scram-sha-256-plus, protocol 3.0, process 42, 4 bytes of key");

    const visitor by_nothing = allowing({auth_method::none});
    check_answers(login_script(session_start()), logging_in(by_nothing), asked_nothing);
}

TEST_CASE("B7: what is allowed must be carried through: a server cannot start it and then let in") {
    const visitor who = allowing({auth_method::none, auth_method::scram});
    const auto started = scram_script(who, {}, {.to_first = [](const std::string&) { return session_start(); }});
    check_refused(started, logging_in(who), "it did not prove that it knows the password");
}

TEST_CASE("B7: a second method is judged like the first") {
    const visitor who = allowing({auth_method::md5});
    script plan = login_script(md5_password("salt"), who).expect_message('p').give(cleartext_password());
    const end how = run_once(plan, logging_in(who));
    CHECK_THAT(how.error_text(), Catch::Contains("a password in the clear, but require_auth allows only md5"));
    CHECK(how.sent.find("snow") == std::string::npos);
}

TEST_CASE("A12: GSSAPI and SSPI may be allowed, and are refused by name all the same") {
    const visitor who = allowing({auth_method::gss, auth_method::sspi});
    for (const auth_method method : {auth_method::gss, auth_method::sspi}) {
        const end how = run_once(login_script(request_for(method), who), logging_in(who));
        CHECK(how.threw<not_supported_error>());
        CHECK_THAT(how.error_text(), Catch::Contains("which tusk does not do"));
    }
}

TEST_CASE("B5, B7: channel_binding=require is asked for besides") {
    visitor who = allowing({auth_method::password, auth_method::scram, auth_method::none});
    who.channel_binding = auth::channel_binding_policy::require;
    for (const auth_method method : {auth_method::none, auth_method::password, auth_method::scram})
        check_turned_away(login_script(request_for(method), who), logging_in(who, handshake("hash")),
                          "channel_binding=require", startup_of());
    check_answers(scram_script(who, "hash"), logging_in(who, handshake("hash")),
                  "scram-sha-256-plus, protocol 3.0, process 42, 4 bytes of key");
}
