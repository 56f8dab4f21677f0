// B9: what answers is no PostgreSQL server, or one that is too short of memory to speak the protocol.
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace std::string_literals;
using Catch::Contains;

namespace {

end answered_by(const std::string& text) { return run_once(login_script(text), logging_in({})); }

} // namespace

TEST_CASE("B9: a text instead of the protocol is shown") {
    for (const std::string& text :
         {"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"s, "SSH-2.0-OpenSSH_9.2\r\n"s,
          "220 mail.example.com ESMTP\r\n"s, "+OK POP3 ready\r\n"s,
          "could not fork new process: Cannot allocate memory\n"s, "too many clients already"s}) {
        const end how = answered_by(text);
        INFO(how.error_text());
        CHECK(how.threw<operational_error>());
        CHECK_FALSE(how.threw<protocol_error>());
        CHECK_THAT(how.error_text(), Contains("this is no answer of a PostgreSQL server, check host and port: " +
                                              escape_control_characters(text)));
        CHECK(how.state == protocol::condition::broken);
    }
}

TEST_CASE("B9: PostgreSQL's own error from before protocol 3.0 is shown as the server's word") {
    const end how = answered_by("Ecould not fork new process for connection: Cannot allocate memory\n\0"s);
    CHECK(how.threw<operational_error>());
    CHECK_THAT(how.error_text(), Contains("the server turned the connection away: could not fork new process for "
                                          "connection: Cannot allocate memory"));
}

TEST_CASE("B9: a text that arrives in pieces, over any driver, is an error in any case") {
    const auto plan = login_script("HTTP/1.1 400 Bad Request\r\n\r\n");
    const auto ends = every_way(plan, logging_in({}));
    for (const auto& all : {ends.intact, ends.disturbed})
        for (const end& each : all) {
            INFO(each.way);
            CHECK(each.threw<operational_error>());
        }
}

TEST_CASE("C14: control characters in a foreign text cannot steer a terminal") {
    const end how = answered_by("HTTP/1.1 \xc2\x9b[2J 200\r\n"s);
    CHECK_THAT(how.error_text(), Contains("\\xc2\\x9b[2J") && !Contains("\xc2\x9b"));
    const end escape = answered_by("HTTP/1.1 \x1b[2J 200\r\n"s);
    CHECK(escape.threw<protocol_error>());
    CHECK_THAT(escape.error_text(), !Contains("\x1b"));
}

TEST_CASE("B9: at most 30,000 bytes of a foreign text are shown") {
    const end how = answered_by("HTTP" + std::string(15'000'000, 'x'));
    CHECK(how.threw<operational_error>());
    CHECK(how.error_text().size() < 30'100);
}

TEST_CASE("B9: bytes that are neither the protocol nor text are refused without showing them") {
    for (const std::string& bytes : {"\x16\x03\x01\x02\0\x01"s, "J\0\0\0\x0a"s + "8.0.36\0"s, std::string(5, '\0'),
                                     "\xff\xff\xff\xff\xff"s, "E\0\0\1"s + "\0x"s}) {
        INFO(show(bytes));
        script plan = login_script(bytes);
        const end how = run_once(plan.close(), logging_in({}));
        CHECK(how.threw<operational_error>());
        CHECK_THAT(how.error_text(), !Contains("8.0.36"));
    }
}

TEST_CASE("C14: control characters in the server's error stay in its report, and not in what()") {
    const std::string text = "bad \x1b[31m news\r";
    const end how = answered_by(from_server::fatal("28000", text));
    CHECK_THAT(how.error_text(), Contains("\\x1b[31m news\\x0d"));
    try {
        static_cast<void>(how.get());
        FAIL("the login succeeded");
    } catch (const database_error& thrown) {
        REQUIRE(thrown.report() != nullptr);
        CHECK(thrown.report()->message == text);
    }
}
