// OAUTHBEARER: a token that is taken, one that is turned away, and servers that do neither.
#include "auth/oauth.hpp"
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>
#include <tusk/protocol/frontend.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::condition;

namespace {

const std::string token = "token.of-anna~4711==";
const std::string challenge =
    R"({"status":"invalid_token","openid-configuration":"https://id.example/.well-known","scope":"db"})";
const auto tls = handshake("hash");

visitor answering(std::string text) {
    visitor who;
    who.ask_token = [=](const protocol::endpoint&, bool) { return auth::secret(text); };
    return who;
}
const visitor anna = answering(token);

std::string token_message() {
    const std::string text = "n,,\x01"
                             "auth=Bearer " +
                             token + "\x01\x01";
    return encoded(protocol::frontend::sasl_initial_response{"OAUTHBEARER", protocol::as_bytes(text)});
}
const std::string dummy = message('p', "\x01");

/// A server that has anna's token and answers so.
script token_answered_by(const std::string& answer) {
    return login_script(sasl({"OAUTHBEARER"}), anna).expect(token_message()).give(answer);
}
/// One that turns it away, and answers so when she has nothing more to say.
script refusal_followed_by(const std::string& answer, const std::string& why = challenge) {
    return token_answered_by(sasl_continue(why)).expect(dummy).give(answer);
}

} // namespace

TEST_CASE("a token lets in over TLS") {
    check_answers(token_answered_by(session_start()), logging_in(anna, tls),
                  "oauth, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("a token goes through a Unix socket, which does not leave the computer") {
    const conversation through_socket = [](protocol::channel& ch,
                                           const protocol::endpoint&) -> protocol::exchange<std::string> {
        protocol::endpoint socket;
        socket.kind = protocol::endpoint::family::unix_socket;
        socket.address = "/run/postgresql/.s.PGSQL.5432";
        const conversation login = logging_in(anna);
        co_return co_await login(ch, socket);
    };
    CHECK(run_once(token_answered_by(session_start()), through_socket).get() ==
          "oauth, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("a token is never sent in the clear, and not even asked for") {
    visitor who;
    bool asked = false;
    who.ask_token = [&asked](const protocol::endpoint&, bool) {
        asked = true;
        return auth::secret(token);
    };
    check_turned_away(login_script(sasl({"OAUTHBEARER"}), who), logging_in(who), "set sslmode=verify-full",
                      startup_of());
    CHECK_FALSE(asked);
}

TEST_CASE("without a function that has a token the server is turned away") {
    const visitor nobody{.password = "snow"};
    check_turned_away(login_script(sasl({"OAUTHBEARER"}), nobody), logging_in(nobody, tls),
                      "set connect_options::oauth_token", startup_of());
}

TEST_CASE("what is no token is not sent") {
    for (const auto& [text, words] : {std::pair("", "let it throw when it has none"),
                                      {"two words", "no bearer token"},
                                      {"a\x01host=evil", "no bearer token"},
                                      {"a=b", "no bearer token"}}) {
        const visitor who = answering(text);
        check_turned_away(login_script(sasl({"OAUTHBEARER"}), who), logging_in(who, tls), words, startup_of());
        if (*text != '\0')
            CHECK_THAT(run_once(login_script(sasl({"OAUTHBEARER"}), who), logging_in(who, tls)).error_text(),
                       !Catch::Contains(text));
    }
}

TEST_CASE("a token that is turned away: the server's error, with what its challenge said") {
    const auto plan = refusal_followed_by(fatal("28000", "OAuth bearer authentication failed for user \"anna\""));
    check_fails(plan, logging_in(anna, tls), "FATAL: OAuth bearer authentication failed for user \"anna\"",
                condition::broken);
    const end how = run_once(plan, logging_in(anna, tls));
    CHECK(how.threw<errors::invalid_authorization_specification>());
    CHECK_THAT(how.error_text(),
               Catch::Contains("with status \"invalid_token\"; it wants one for the scope \"db\" from the issuer "
                               "described at \"https://id.example/.well-known\"."));
    CHECK_THAT(how.error_text(), !Catch::Contains(token));
}

TEST_CASE("C14: a challenge cannot steer a terminal") {
    const auto plan = refusal_followed_by(fatal("28000", "no"), R"({"status":"\u001b[2J\u009b1m\u0000"})");
    CHECK_THAT(run_once(plan, logging_in(anna, tls)).error_text(), Catch::Contains("\"\\x1b[2J\\xc2\\x9b1m\\x00\""));
}

TEST_CASE("a server that has turned a token away may not let in after all") {
    const std::vector<std::string> answers{session_start(), sasl_continue(challenge), sasl_final("x"),
                                           cleartext_password(), sasl({"OAUTHBEARER"})};
    for (const std::string& answer : answers)
        check_refused(refusal_followed_by(answer), logging_in(anna, tls), "after it had turned the token away");
}

TEST_CASE("a challenge that is malformed ends the login") {
    for (const char* why : {"", "invalid_token", "{}", R"({"status":1})", R"({"status":"a","status":"a"})"})
        check_refused(token_answered_by(sasl_continue(why)), logging_in(anna, tls), "challenge is malformed");
}

TEST_CASE("B3: whatever else comes instead of a verdict on the token is refused") {
    const std::vector<std::string> requests{cleartext_password(), md5_password("salt"), sasl({"SCRAM-SHA-256"}),
                                            sasl_final("x"),      authentication(7),    authentication(8, "x"),
                                            authentication(99),   sasl({"OAUTHBEARER"})};
    for (const std::string& intruder : requests)
        check_refused(token_answered_by(intruder), logging_in(anna, tls), "broke off the OAUTHBEARER login");
    check_refused(token_answered_by(message('R')), logging_in(anna, tls), "without a code");
    for (const std::string& intruder : every_message())
        if (intruder[0] != 'R' && intruder[0] != 'E')
            check_refused(token_answered_by(intruder), logging_in(anna, tls), "next step of authentication");
}

TEST_CASE("B5: channel_binding=require sends no token") {
    visitor who = anna;
    who.channel_binding = auth::channel_binding_policy::require;
    check_turned_away(login_script(sasl({"OAUTHBEARER"}), who), logging_in(who, tls), "channel_binding=require",
                      startup_of());
}

TEST_CASE("B12: a transcript shows neither the token nor the challenge") {
    std::string lines;
    protocol::transcript trace([&](std::string_view line) { lines.append(line).append("\n"); });
    const conversation traced = [&](protocol::channel& ch,
                                    const protocol::endpoint& server) -> protocol::exchange<std::string> {
        ch.trace = &trace;
        const conversation login = logging_in(anna, tls);
        co_return co_await login(ch, server);
    };
    static_cast<void>(run_once(refusal_followed_by(fatal("28000", "no")), traced));
    CHECK_THAT(lines, Catch::Contains("OAUTHBEARER") && Catch::Contains("<redacted>"));
    CHECK_THAT(lines, !Catch::Contains(token) && !Catch::Contains("invalid_token"));
}
