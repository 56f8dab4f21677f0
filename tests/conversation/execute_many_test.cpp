// One statement for many sets of parameters: all of them take effect or none does.
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

const std::string one_done = bound() + complete("INSERT 0 1");

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

std::string sets_and_sync(const many& what) { return times(what.sets, set_bytes(what)) + from_client::sync(); }

const std::string trouble = "the source of parameters failed";
const std::string rolled_back = parsed() + bound() + complete("ROLLBACK");

} // namespace

TEST_CASE("many sets share one Sync, and their counts are added up") {
    const many what{.sets = 3};
    const auto answer = one_done + bound() + complete("INSERT 0 5") + bound() + complete("CREATE TABLE") + ready();
    check_answers(session(sets_and_sync(what), answer), executing_many(what), "6 affected");
}

TEST_CASE("no sets are a Sync and nothing else") {
    check_answers(session(from_client::sync(), ready()), executing_many({}), "0 affected");
}

TEST_CASE("what stands in front of no sets is answered all the same") {
    const many what{.front = {{"old"}, true}};
    const auto burst = from_client::close_statement("old") + from_client::command("BEGIN") + from_client::sync();
    const auto answer = closed() + parsed() + bound() + complete("BEGIN") + ready('T');
    check_answers(session(burst, answer), executing_many(what), "0 affected");
}

TEST_CASE("rows that nobody asked for, and empty statements, count nothing") {
    const many what{.sets = 2};
    const auto answer = bound() + row({"1"}) + row({"2"}) + complete("INSERT 0 2") + bound() + empty_query() + ready();
    check_answers(session(sets_and_sync(what), answer), executing_many(what), "2 affected");
}

TEST_CASE("BEGIN and the closing of old statements come before the first set") {
    const many what{.sets = 1, .front = {{"old"}, true}};
    const auto burst = from_client::close_statement("old") + from_client::command("BEGIN") + sets_and_sync(what);
    const auto answer = closed() + parsed() + bound() + complete("BEGIN") + one_done + ready('T');
    check_answers(session(burst, answer), executing_many(what), "1 affected");
}

TEST_CASE("a set that fails ends all, and the connection stays in step") {
    const many what{.sets = 3};
    for (const std::string& before : {std::string(), bound(), one_done, one_done + one_done, times(3, one_done)}) {
        script plan = session(sets_and_sync(what), before + failed("23505", "duplicate key") + ready());
        check_answers(expect_question(plan), then_ask(executing_many(what)),
                      "ERROR: duplicate key (SQLSTATE 23505)" + right_answer);
    }
}

TEST_CASE("D2: a pipeline that ends before all of its sets were answered is refused") {
    const many what{.sets = 3};
    for (const std::string& before : {std::string(), bound(), one_done, one_done + one_done})
        check_refused(session(sets_and_sync(what), before + ready()), executing_many(what), "ReadyForQuery");
}

TEST_CASE("more sets than fit a batch are sent in several, whether the server answers early or at the end") {
    const many what{.sets = 5, .size = 40'000};
    const std::string two = times(2, set_bytes(what));
    const std::string last = set_bytes(what) + from_client::sync();
    const conversation run = executing_many(what);
    script early = script().after_login();
    early.expect(two)
        .give(times(2, one_done))
        .expect(two)
        .give(times(2, one_done))
        .expect(last)
        .give(one_done + ready());
    script late = script().after_login();
    late.expect(two + two + last).give(times(5, one_done) + ready());
    for (const script& plan : {early, late})
        for (const mode how : {mode::blocking, mode::asynchronous}) {
            CHECK(run_once(plan, run).get() == "5 affected");
            CHECK(run_over_tcp(plan, run, how).get() == "5 affected");
        }
}

TEST_CASE("a set that fails before the last one is sent stops the sending") {
    // The first set does not fit the sockets' buffers, so that the error is there before it is sent.
    const many what{.sets = 1'000, .size = 32u << 20};
    script plan = script().after_login();
    plan.give(bound() + failed("23505", "duplicate key")).expect_messages("BES").give(ready());
    expect_question(plan);
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK(run_over_tcp(plan, then_ask(executing_many(what)), how).get() ==
              "ERROR: duplicate key (SQLSTATE 23505)" + right_answer);
}

TEST_CASE("D6: a source that throws outside a transaction has what ran rolled back; its exception leaves") {
    const many what{.sets = 3, .throwing = 2};
    script plan = session(times(2, set_bytes(what)) + from_client::command("ROLLBACK") + from_client::sync(),
                          times(2, one_done) + rolled_back + ready());
    check_answers(expect_question(plan), then_ask(executing_many(what)), trouble + right_answer);
    CHECK(run_once(plan, executing_many(what)).threw<std::domain_error>());
}

TEST_CASE("D6: a source that throws at once leaves the connection in step") {
    const many what{.sets = 3, .throwing = 0};
    script plan = session(from_client::command("ROLLBACK") + from_client::sync(), rolled_back + ready());
    check_answers(expect_question(plan), then_ask(executing_many(what)), trouble + right_answer);
}

TEST_CASE("D6: a source that throws inside a transaction leaves the transaction to its owner") {
    const many what{.sets = 3, .throwing = 1, .front = {{}, true}};
    script plan = session(from_client::command("BEGIN") + set_bytes(what) + from_client::sync(),
                          parsed() + bound() + complete("BEGIN") + one_done + ready('T'));
    check_answers(expect_question(plan), then_ask(executing_many(what)), trouble + right_answer);

    const many second{.sets = 3, .throwing = 1};
    for (const char status : {'T', 'E'}) {
        script inside = session(from_client::query("begin"), complete("BEGIN") + ready(status));
        inside.expect(set_bytes(second) + from_client::sync()).give(one_done + ready(status));
        check_answers(inside, both(querying("begin"), executing_many(second)), "BEGIN | " + trouble);
    }
}

TEST_CASE("D6: a source that throws is the error even when a set failed, too") {
    const many what{.sets = 3, .throwing = 2};
    script plan = session(times(2, set_bytes(what)) + from_client::command("ROLLBACK") + from_client::sync(),
                          one_done + failed("23505", "duplicate key") + ready());
    check_answers(expect_question(plan), then_ask(executing_many(what)), trouble + right_answer);
}

TEST_CASE("a server that dies midway leaves a broken channel, and not even its last words are lost") {
    const many what{.sets = 3};
    check_fails(session(sets_and_sync(what), one_done + fatal("57P02", "crash")), executing_many(what), "FATAL: crash",
                condition::broken);
    script silent = session(sets_and_sync(what), one_done + bound());
    silent.close();
    check_fails(silent, executing_many(what), "the server closed the connection unexpectedly", condition::broken);
}

TEST_CASE("an Execute without a row limit is not suspended among many either") {
    const many what{.sets = 1};
    check_refused(session(sets_and_sync(what), bound() + suspended() + ready()), executing_many(what), "no row limit");
}
