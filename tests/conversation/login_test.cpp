// From the startup message to ReadyForQuery, when no password is asked for: trust, parameters, keys, errors.
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using namespace std::string_literals;
using protocol::condition;

TEST_CASE("a server that trusts lets in whoever comes") {
    check_answers(login_script(session_start()), logging_in({}), asked_nothing);
}

TEST_CASE("user first, then the settings, travel in the startup message as they are") {
    const visitor who{.settings = {{"database", "mountains"}, {"client_encoding", "UTF8"}, {"application_name", ""}}};
    const std::string bytes = "\0\3\0\0user\0anna\0database\0mountains\0client_encoding\0UTF8\0application_name\0\0\0"s;
    const std::string length = int32(static_cast<std::int32_t>(bytes.size() + 4));
    check_answers(script().expect(length + bytes).give(session_start()), logging_in(who), asked_nothing);
}

TEST_CASE("B11: a NUL in a user's name or a setting is refused before a byte is sent") {
    const std::string_view nul("a\0b", 3);
    for (const visitor& who : {visitor{.settings = {{nul, "x"}}}, visitor{.settings = {{"x", nul}}}}) {
        const end how = run_once(script(), logging_in(who));
        CHECK(how.threw<data_error>());
        CHECK(how.sent.empty());
    }
    const conversation as_nobody = [](protocol::channel& ch,
                                      const protocol::endpoint& server) -> protocol::exchange<std::string> {
        auth::login_request request = request_of({});
        request.user = std::string("an\0na", 5);
        static_cast<void>(co_await auth::login(ch, request, server, nullptr));
        co_return "in";
    };
    const end how = run_once(script(), as_nobody);
    CHECK(how.threw<data_error>());
    CHECK(how.sent.empty());
}

TEST_CASE("a server without cancel keys lets in, too") {
    check_answers(login_script(authentication_ok() + ready()), logging_in({}), "none, protocol 3.0, no key");
}

TEST_CASE("B10: with protocol 3.0 a key has exactly four bytes") {
    const auto with = [](std::string_view key) { return authentication_ok() + key_data(42, key) + ready(); };
    check_answers(login_script(with("1234")), logging_in({}), asked_nothing);
    for (const std::size_t size : {0u, 1u, 3u, 5u, 8u, 32u, 256u, 257u}) {
        INFO(size);
        const std::string key = message('K', int32(42) + std::string(size, 'k'));
        check_refused(login_script(authentication_ok() + key + ready()), logging_in({}), "bytes");
    }
}

TEST_CASE("B10: with protocol 3.2 a key has 4 to 256 bytes") {
    const visitor who{.newest = protocol::version_3_2};
    for (const std::size_t size : {4u, 32u, 256u}) {
        const std::string key(size, 'k');
        check_answers(login_script(authentication_ok() + key_data(42, key) + ready(), who), logging_in(who),
                      "none, protocol 3.2, process 42, " + std::to_string(size) + " bytes of key");
    }
    for (const std::size_t size : {0u, 3u, 257u}) {
        const std::string key = message('K', int32(42) + std::string(size, 'k'));
        check_refused(login_script(authentication_ok() + key + ready(), who), logging_in(who), "bytes");
    }
}

TEST_CASE("D12: parameters, notices and notifications between AuthenticationOk and ReadyForQuery are filed") {
    const std::string answer = authentication_ok() + notice("welcome") + parameter_status("search_path", "public") +
                               key_data(42, "1234") + parameter_status("crate_version", "5.4") + notified("news") +
                               parameter_status("search_path", "private") + ready();
    const conversation looking = [](protocol::channel& ch,
                                    const protocol::endpoint& server) -> protocol::exchange<std::string> {
        const conversation login = logging_in({});
        std::string text = co_await login(ch, server);
        text += "; " + ch.mail.parameters["search_path"] + " " + ch.mail.parameters["crate_version"] + " ";
        const auto notices = ch.mail.notices.take();
        text += notices.at(0).message + " " + std::to_string(ch.mail.notifications.size());
        co_return text;
    };
    check_answers(login_script(answer), looking, asked_nothing + "; private 5.4 welcome 1");
}

TEST_CASE("before authentication not even a notice is listened to") {
    for (const std::string& early : {notice("hello"), parameter_status("a", "b"), notified("news")})
        check_refused(login_script(early + session_start()), logging_in({}), "while waiting for the answer to Startup");
}

TEST_CASE("the server's error is what it says, at every stage of a login") {
    const visitor who{.password = "snow"};
    const std::string error = fatal("3D000", "database \"mountains\" does not exist");
    for (const std::string& before :
         {std::string(), authentication_ok(), authentication_ok() + parameter_status("a", "b"),
          authentication_ok() + key_data(1, "1234"), authentication_ok() + key_data(1, "1234") + notice("n")}) {
        const auto plan = login_script(before + error, who);
        check_fails(plan, logging_in(who), "FATAL: database \"mountains\" does not exist", condition::broken);
        CHECK(run_once(plan, logging_in(who)).threw<errors::invalid_catalog_name>());
    }
    script asked = login_script(cleartext_password(), who).expect(from_client::password("snow")).give(error);
    check_fails(asked, logging_in(who), "FATAL: database", condition::broken);
}

TEST_CASE("an error ends a login even when it is not called fatal") {
    check_fails(login_script(failed("28000", "go away")), logging_in({}), "ERROR: go away", condition::broken);
}

TEST_CASE("D1: whatever else comes instead of the first answer breaks the connection") {
    for (const std::string& intruder : every_message()) {
        if (intruder[0] == 'R' || intruder[0] == 'v' || intruder[0] == 'E') continue;
        INFO(intruder[0]);
        check_refused(login_script(intruder + session_start()), logging_in({}));
    }
}

TEST_CASE("D1: after AuthenticationOk only what starts a session may come") {
    for (const std::string& intruder : every_message()) {
        if (std::string_view("ANSKZE").find(intruder[0]) != std::string_view::npos) continue;
        INFO(intruder[0]);
        check_refused(login_script(authentication_ok() + intruder + ready()), logging_in({}), "session to start");
    }
}

TEST_CASE("C1, C2: an impossible length is refused at once during a login") {
    const visitor who{.password = "snow"};
    for (const std::uint32_t length : {0u, 3u, 30'005u, 0x100000u, 0x7fffff00u, 0x80000000u}) {
        INFO(length);
        for (const char type : {'R', 'v', 'E'})
            check_refused(login_script(header(type, length)), logging_in({}), "of length " + std::to_string(length));
        for (const char type : {'R', 'E'}) {
            script plan = login_script(md5_password("salt"), who).expect_message('p').give(header(type, length));
            check_refused(plan, logging_in(who), "of length " + std::to_string(length));
        }
        // ReadyForQuery has not come: nobody is trusted with memory yet.
        for (const char type : {'S', 'K', 'N', 'A', 'E', 'Z', 'D', 'T'})
            check_refused(login_script(authentication_ok() + header(type, length)), logging_in({}),
                          "of length " + std::to_string(length));
    }
}

TEST_CASE("C13: a flood of parameters during the login breaks the connection") {
    std::string flood = authentication_ok();
    for (int i = 0; i < 1'001; ++i) flood += parameter_status("name" + std::to_string(i), "value");
    check_refused(login_script(flood + ready()), logging_in({}), "more than 1000 parameters");
}
