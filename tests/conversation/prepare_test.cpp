// Parse and Describe: what they send, what they answer, and how they fail.
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

const std::string request =
    from_client::parse("s", "select $1, $2") + from_client::describe_statement("s") + from_client::sync();

conversation preparing_s() { return preparing("s", "select $1, $2"); }

} // namespace

TEST_CASE("a statement with rows is prepared in one burst, and its parameters and columns are known") {
    const auto answer = parsed() + parameters({oid::int4, oid::text}) + columns({"id", "name"}) + ready();
    check_answers(session(request, answer), preparing_s(), "parameters: 23 25; columns: id name");
}

TEST_CASE("a statement without parameters and rows has neither") {
    const auto answer = parsed() + parameters({}) + no_data() + ready();
    check_answers(session(request, answer), preparing_s(), "parameters:; no columns");
}

TEST_CASE("types that the caller pins travel in Parse") {
    const auto pinned = from_client::parse("", "select $1, $2", {oid::none, oid::int8}) +
                        from_client::describe_statement("") + from_client::sync();
    const auto answer = parsed() + parameters({oid::text, oid::int8}) + columns({"a", "b"}) + ready();
    check_answers(session(pinned, answer), preparing("", "select $1, $2", {oid::none, oid::int8}),
                  "parameters: 25 20; columns: a b");
}

TEST_CASE("what goes in front of a statement shares its burst") {
    const auto burst =
        from_client::close_statement("old") + from_client::close_statement("older") + from_client::command("BEGIN");
    const auto answer = closed() + closed() + parsed() + bound() + complete("BEGIN") + parsed() + parameters({}) +
                        no_data() + ready('T');
    check_answers(session(burst + request, answer), preparing("s", "select $1, $2", {}, {{"old", "older"}, true}),
                  "parameters:; no columns");
}

TEST_CASE("an error at any step of preparing is the server's, and the connection stays in step") {
    const std::string failure = failed("42601", "syntax error");
    const std::vector<std::string> answers{
        failure + ready(),
        parsed() + failure + ready(),
        parsed() + parameters({}) + failure + ready(),
        parsed() + parameters({}) + no_data() + failure + ready(),
    };
    for (const std::string& answer : answers) {
        script plan = session(request, answer);
        check_answers(expect_question(plan), then_ask(preparing_s()),
                      "ERROR: syntax error (SQLSTATE 42601)" + right_answer);
        CHECK(run_once(session(request, answer), preparing_s()).threw<errors::syntax_error>());
    }
}

TEST_CASE("an error in the preamble is the server's, and the connection stays in step") {
    const auto burst = from_client::close_statement("old") + from_client::command("BEGIN") + request;
    const std::string failure = failed("25006", "not now");
    for (const std::string& before : {std::string(), closed(), closed() + parsed(), closed() + parsed() + bound()}) {
        script plan = session(burst, before + failure + ready());
        check_answers(expect_question(plan), then_ask(preparing("s", "select $1, $2", {}, {{"old"}, true})),
                      "ERROR: not now (SQLSTATE 25006)" + right_answer);
    }
}

TEST_CASE("an error that ends the session leaves a broken channel, whether or not the server closes at once") {
    const std::string last_words = fatal("57P01", "terminating connection");
    for (const std::string& before : {std::string(), parsed(), parsed() + parameters({})}) {
        const auto plan = session(request, before + last_words);
        check_fails(plan, preparing_s(), "FATAL: terminating connection (SQLSTATE 57P01)", condition::broken);
        CHECK(run_once(plan, preparing_s()).threw<errors::admin_shutdown>());
    }
}

TEST_CASE("a name or query with a NUL is refused before a byte is sent, and the connection stays usable") {
    const std::string nul("a\0b", 3);
    for (const auto& [name, sql] : {std::pair<std::string, std::string>(nul, "x"), {"s", nul}}) {
        script plan = script().after_login();
        const auto ends = every_way(expect_question(plan), then_ask(preparing(name, sql)));
        for (const end& each : ends.intact) {
            INFO(each.way);
            CHECK_THAT(each.get(), Catch::EndsWith(right_answer));
        }
    }
}

TEST_CASE("C7: a count above what the message can hold is refused without allocating for it") {
    const std::string huge = message('t', int16(-1)); // 65,535 parameters in an empty list
    check_refused(session(request, parsed() + huge), preparing_s(), "65535 parameters");
    const std::string wide = message('T', int16(-1) + std::string(18, '\0'));
    check_refused(session(request, parsed() + parameters({}) + wide), preparing_s(), "65535 columns");
}

TEST_CASE("C6: a body that is longer or shorter than its contents is refused") {
    const std::string zero = int16(0);
    check_refused(session(request, message('1', "x")), preparing_s());
    check_refused(session(request, parsed() + message('t', zero + "x")), preparing_s(), "ParameterDescription");
    check_refused(session(request, parsed() + message('t', "\x01")), preparing_s(), "ParameterDescription");
    check_refused(session(request, parsed() + parameters({}) + message('T', zero + "x")), preparing_s());
    check_refused(session(request, parsed() + parameters({}) + message('n', "x")), preparing_s());
    check_refused(session(request, parsed() + parameters({}) + no_data() + message('Z')), preparing_s());
    check_refused(session(request, parsed() + parameters({}) + no_data() + message('Z', "II")), preparing_s());
}
