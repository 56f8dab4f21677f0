// Where a password comes from: a function of the caller's, the password file, the parameter; or keys instead of it.
#include "tests/conversation/connects.hpp"
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;

namespace {

auth::secret_source answering(std::string text) {
    return [=](const protocol::endpoint&, bool) { return auth::secret(text); };
}

/// A server that asks for a password in the clear and gets this one.
script expecting(const std::string& password, const visitor& who) {
    script plan = login_script(cleartext_password(), who);
    return plan.expect(from_client::password(password)).give(session_start());
}

/// One that gets any and refuses it.
script refusing(const std::string& request, const visitor& who, const std::string& sqlstate = "28P01") {
    return login_script(request, who).expect_message('p').give(fatal(sqlstate, "go away"));
}

const std::string by_password = "password, protocol 3.0, process 42, 4 bytes of key";
const std::string from_file = "The password came from the file \"/home/anna/.pgpass\".";

/// What a function of the caller's throws.
struct vault_is_closed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace

TEST_CASE("a password is asked of the caller's function first, then of the file, then of the parameter") {
    visitor who{.password = "parameter"};
    check_answers(expecting("parameter", who), logging_in(who), by_password);
    who.file_password = "file";
    check_answers(expecting("file", who), logging_in(who), by_password);
    who.ask_password = answering("function");
    check_answers(expecting("function", who), logging_in(who), by_password);
    who.ask_password = answering("");
    check_answers(expecting("file", who), logging_in(who), by_password);
    who.file_password.clear();
    check_answers(expecting("parameter", who), logging_in(who), by_password);
    who.password.clear();
    check_turned_away(login_script(cleartext_password(), who), logging_in(who), "but none was given: set password",
                      startup_of());
}

TEST_CASE("the caller's function serves every method that needs a password") {
    visitor who;
    who.ask_password = answering("snow");
    script plan = login_script(md5_password("salt"), who);
    plan.expect(from_client::password("md513eed25ca1b8707a926fcd1f3e92ac4b")).give(session_start());
    check_answers(plan, logging_in(who), "md5, protocol 3.0, process 42, 4 bytes of key");
    check_answers(scram_script(who), logging_in(who), "scram-sha-256, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("the caller's function is told whereto the password goes, and asked each time a server wants one") {
    std::string told;
    visitor who;
    who.ask_password = [&told](const protocol::endpoint& server, bool encrypted) {
        told += server.describe() + (encrypted ? " by TLS; " : " in the clear; ");
        return auth::secret("snow");
    };
    const conversation to_mountains = [&](protocol::channel& ch,
                                          const protocol::endpoint&) -> protocol::exchange<std::string> {
        protocol::endpoint server;
        server.host = "db.example";
        server.address = "192.0.2.7";
        server.port = 5433;
        const conversation login = logging_in(who, handshake("hash"));
        co_return co_await login(ch, server);
    };
    script plan = login_script(cleartext_password(), who).expect(from_client::password("snow"));
    plan.give(cleartext_password()).expect(from_client::password("snow")).give(session_start());
    static_cast<void>(run_once(plan, to_mountains).get());
    CHECK(told == "db.example (192.0.2.7), port 5433 by TLS; db.example (192.0.2.7), port 5433 by TLS; ");
}

TEST_CASE("nobody is asked for a password that no server wants") {
    visitor who;
    who.ask_password = [](const protocol::endpoint&, bool) -> auth::secret { throw vault_is_closed("asked"); };
    check_answers(login_script(session_start()), logging_in(who), asked_nothing);
}

TEST_CASE("what the caller's function throws leaves connecting as it is, and nothing else is tried") {
    visitor who;
    who.ask_password = [](const protocol::endpoint&, bool) -> auth::secret { throw vault_is_closed("at night"); };
    script plan = script().accept().expect(startup_of()).give(cleartext_password()).expect_close();
    const end how = run_once(plan, establishing(ssl_mode::disable, who, {{"", "127.0.0.1", 1}, {"", "127.0.0.2", 2}}));
    CHECK(how.threw<vault_is_closed>());
    CHECK(how.error_text() == "at night");

    who.ask_password = [](const protocol::endpoint&, bool) -> auth::secret { throw operational_error("no answer"); };
    const end again =
        run_once(plan, establishing(ssl_mode::disable, who, {{"", "127.0.0.1", 1}, {"", "127.0.0.2", 2}}));
    CHECK(again.error_text() == "no answer");

    who.ask_password = [](const protocol::endpoint&, bool) -> auth::secret { throw 42; };
    const end number = run_once(plan, establishing(ssl_mode::disable, who));
    CHECK_THROWS_AS(number.get(), int);
}

TEST_CASE("a server that wants what it shall not get is not asked again elsewhere") {
    const visitor forgetful;
    script plan = script().accept().expect(startup_of()).give(cleartext_password()).expect_close();
    const end how =
        run_once(plan, establishing(ssl_mode::disable, forgetful, {{"", "127.0.0.1", 1}, {"", "127.0.0.2", 2}}));
    CHECK_THAT(how.error_text(), Catch::Contains("but none was given: set password"));
}

TEST_CASE("a refused password's error says that it came from the password file") {
    visitor who{.password = "parameter", .file_password = "file"};
    for (const std::string& request : {cleartext_password(), md5_password("salt"), sasl({"SCRAM-SHA-256"})}) {
        const end how = run_once(refusing(request, who), logging_in(who));
        CHECK(how.threw<errors::invalid_password>());
        CHECK_THAT(how.error_text(), Catch::Contains("FATAL: go away") && Catch::Contains(from_file));
    }
    const end role = run_once(refusing(cleartext_password(), who, "28000"), logging_in(who));
    CHECK(role.threw<errors::invalid_authorization_specification>());
    CHECK_THAT(role.error_text(), Catch::Contains(from_file));
}

TEST_CASE("an error that has nothing to do with the password file does not name it") {
    const visitor who{.password = "parameter", .file_password = "file"};
    const auto text = [](const script& plan, const visitor& whose) {
        return run_once(plan, logging_in(whose)).error_text();
    };
    CHECK_THAT(text(refusing(cleartext_password(), who, "53300"), who), !Catch::Contains("pgpass"));
    CHECK_THAT(text(login_script(fatal("28000", "no entry"), who), who), !Catch::Contains("pgpass"));
    script late = login_script(cleartext_password(), who).expect_message('p');
    late.give(authentication_ok() + fatal("3D000", "no database"));
    CHECK_THAT(text(late, who), !Catch::Contains("pgpass"));
    const visitor without{.password = "parameter"};
    CHECK_THAT(text(refusing(cleartext_password(), without), without), !Catch::Contains("pgpass"));
    visitor asking = who;
    asking.ask_password = answering("function");
    CHECK_THAT(text(refusing(cleartext_password(), asking), asking), !Catch::Contains("pgpass"));
}

TEST_CASE("SCRAM's keys log in without a password, and nobody is asked for one") {
    visitor who;
    const auth::secret password("snow");
    who.scram_keys =
        auth::derive_scram_keys(auth::hash_algorithm::sha256, auth::pbkdf2(auth::hash_algorithm::sha256, password,
                                                                           protocol::as_bytes("salt of the alps"), 10));
    who.ask_password = [](const protocol::endpoint&, bool) -> auth::secret { throw vault_is_closed("asked"); };
    check_answers(scram_script(who), logging_in(who), "scram-sha-256, protocol 3.0, process 42, 4 bytes of key");
    check_answers(scram_script(who, "hash"), logging_in(who, handshake("hash")),
                  "scram-sha-256-plus, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("SCRAM's keys are no password for other methods") {
    visitor who;
    who.scram_keys = auth::scram_keys{auth::digest(32), auth::digest(32)};
    check_turned_away(login_script(cleartext_password(), who), logging_in(who), "but none was given", startup_of());
}
