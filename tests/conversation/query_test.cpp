// The simple protocol: scripts of several statements, answered in text.
#include "tests/conversation/conversations.hpp"
#include "tests/conversation/messages.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::condition;

namespace {

const std::string request = from_client::query("script");
const std::string rows_of_two = columns({"a", "b"}) + row({"1", "one"}) + row({"2", std::nullopt});

} // namespace

TEST_CASE("a script answers once for each of its statements") {
    const auto answer =
        rows_of_two + complete("SELECT 2") + complete("INSERT 0 1") + columns({"x"}) + complete("SELECT 0") + ready();
    check_answers(session(request, answer), querying("script"), "1|one, 2|NULL; SELECT 2 / INSERT 0 1 / SELECT 0");
}

TEST_CASE("an empty script answers nothing") {
    check_answers(session(request, empty_query() + ready()), querying("script"), "");
}

TEST_CASE("BEGIN goes in front of a script as a Query of its own, in the same burst") {
    const auto answer = complete("BEGIN") + ready('T') + rows_of_two + complete("SELECT 2") + ready('T');
    check_answers(session(from_client::query("BEGIN") + request, answer), querying("script", true),
                  "1|one, 2|NULL; SELECT 2");
}

TEST_CASE("a BEGIN that fails is the error, and what the script answers is dropped") {
    script plan = session(from_client::query("BEGIN") + request,
                          failed("25P02", "no") + ready('E') + rows_of_two + complete("SELECT 2") + ready('I'));
    check_answers(expect_question(plan), then_ask(querying("script", true)),
                  "ERROR: no (SQLSTATE 25P02)" + right_answer);
}

TEST_CASE("an error anywhere in a script is the server's, and the connection stays in step") {
    const std::vector<std::string> beginnings{"",
                                              complete("INSERT 0 1"),
                                              columns({"a", "b"}),
                                              rows_of_two,
                                              rows_of_two + complete("SELECT 2"),
                                              rows_of_two + complete("SELECT 2") + columns({"x"})};
    for (const std::string& before : beginnings) {
        script plan = session(request, before + failed("42P01", "no such table") + ready());
        check_answers(expect_question(plan), then_ask(querying("script")),
                      "ERROR: no such table (SQLSTATE 42P01)" + right_answer);
    }
}

TEST_CASE("an error that ends the session ends a script") {
    check_fails(session(request, rows_of_two + fatal("57P02", "crash")), querying("script"), "FATAL: crash",
                condition::broken);
}

TEST_CASE("D3: rows before their description, and after their end, are refused in a script") {
    check_refused(session(request, row({"1"})), querying("script"), "DataRow");
    check_refused(session(request, rows_of_two + complete("SELECT 2") + row({"1", "2"})), querying("script"),
                  "DataRow");
}

TEST_CASE("a second description amid the rows is refused") {
    check_refused(session(request, rows_of_two + columns({"c"})), querying("script"), "RowDescription");
}

TEST_CASE("D2: a script that ends before anything was answered is refused") {
    check_refused(session(request, ready()), querying("script"), "ReadyForQuery");
    check_refused(session(request, rows_of_two + ready()), querying("script"), "ReadyForQuery");
}

TEST_CASE("C4, C5, C6: malformed rows and descriptions are refused in a script") {
    check_refused(session(request, columns({"a"}) + row({"1", "2"})), querying("script"), "2 fields for 1 columns");
    check_refused(session(request, columns({"a"}) + message('D', int16(1) + int32(-2))), querying("script"), "-2");
    check_refused(session(request, message('T', int16(2))), querying("script"), "RowDescription");
    check_refused(session(request, message('C', "no terminator")), querying("script"), "CommandComplete");
}

TEST_CASE("a script with a NUL is refused before a byte is sent, and the connection stays usable") {
    script plan = script().after_login();
    const std::string nul("select 1\0; drop", 15);
    const auto how = run_once(expect_question(plan), then_ask(querying(nul, true)));
    CHECK_THAT(how.get(), Catch::EndsWith(right_answer));
    CHECK(how.sent == from_client::query("select token"));
}

TEST_CASE("terminating says goodbye and closes, and cannot fail on a connection that is lost") {
    const auto plan = script().after_login().expect(from_client::terminate()).expect_close();
    const auto ends = every_way(plan, terminating());
    for (const end& each : ends.intact) CHECK(each.get() == "closed");
    for (const end& each : ends.disturbed) {
        INFO(each.way);
        CHECK((each.value == "closed" || each.threw<operational_error>()));
    }
}
