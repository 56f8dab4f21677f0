// Bind and Execute, buffered and row by row.
#include "tests/conversation/conversations.hpp"
#include "tests/conversation/messages.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <limits>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::condition;
using namespace std::string_literals;

namespace {

const std::string request = from_client::bind("s") + from_client::execute() + from_client::sync();

} // namespace

TEST_CASE("rows come whole and in order, NULL is told from the empty text") {
    const auto answer =
        bound() + row({"1", "one"}) + row({"2", std::nullopt}) + row({"3", ""}) + complete("SELECT 3") + ready();
    check_answers(session(request, answer), executing(2), "1|one, 2|NULL, 3|; SELECT 3");
    check_answers(session(request, answer), streaming(2), "1|one, 2|NULL, 3|; SELECT 3");
}

TEST_CASE("a statement without rows answers its tag") {
    check_answers(session(request, bound() + complete("UPDATE 7") + ready()), executing(std::nullopt), "UPDATE 7");
    check_answers(session(request, bound() + complete("SELECT 0") + ready()), executing(1), "SELECT 0");
    check_answers(session(request, bound() + empty_query() + ready()), executing(std::nullopt), "");
}

TEST_CASE("BEGIN and the closing of old statements share the burst") {
    const protocol::preamble front{{"old"}, true};
    const auto burst = from_client::close_statement("old") + from_client::command("BEGIN") + request;
    const auto answer =
        closed() + parsed() + bound() + complete("BEGIN") + bound() + row({"1"}) + complete("SELECT 1") + ready('T');
    check_answers(session(burst, answer), executing(1, front), "1; SELECT 1");
    check_answers(session(burst, answer), streaming(1, front), "1; SELECT 1");
}

TEST_CASE("D4: rows of one statement never show up in the next") {
    script plan = session(request, bound() + row({"token-1"}) + row({"token-2"}) + complete("SELECT 2") + ready());
    plan.expect(request).give(bound() + row({"token-3"}) + complete("SELECT 1") + ready());
    check_answers(plan, both(executing(1), executing(1)), "token-1, token-2; SELECT 2 | token-3; SELECT 1");
    check_answers(plan, both(streaming(1), executing(1)), "token-1, token-2; SELECT 2 | token-3; SELECT 1");
    check_answers(plan, both(streaming_one_row(1), streaming(1)), "token-1 | token-3; SELECT 1");
}

TEST_CASE("an error at any step of executing is the server's, and the connection stays in step") {
    const std::string failure = failed("22012", "division by zero");
    for (const std::string& before :
         {std::string(), bound(), bound() + row({"1"}), bound() + row({"1"}) + row({"2"})}) {
        script plan = session(request, before + failure + ready());
        expect_question(plan);
        const std::string expected = "ERROR: division by zero (SQLSTATE 22012)" + right_answer;
        check_answers(plan, then_ask(executing(1)), expected);
        check_answers(plan, then_ask(streaming(1)), expected);
    }
    const auto how = run_once(session(request, bound() + failure + ready('E')), executing(1));
    CHECK(how.threw<errors::division_by_zero>());
    CHECK(delivery_of(how) == delivery::answered);
}

TEST_CASE("an error while the rest of a stream is dropped is not the next statement's") {
    script plan = session(request, bound() + row({"1"}) + row({"2"}) + failed("40001", "late") + ready());
    check_answers(expect_question(plan), then_ask(streaming_one_row(1)), "1" + right_answer);
}

TEST_CASE("a second error behind the first is dropped: the first says what happened") {
    script plan = session(request, failed("26000", "no such statement") + failed("08P01", "out of step") + ready());
    check_answers(expect_question(plan), then_ask(executing(1)),
                  "ERROR: no such statement (SQLSTATE 26000)" + right_answer);
}

TEST_CASE("a fatal error behind the first keeps the first, and the channel is broken") {
    const auto plan = session(request, failed("22012", "division by zero") + fatal("57P01", "shutting down"));
    check_fails(plan, executing(1), "division by zero", condition::broken);
}

TEST_CASE("a server that sends an error and closes without ReadyForQuery is believed, and the channel is broken") {
    script plan = session(request, bound() + failed("XX000", "out of luck"));
    check_fails(plan.close(), executing(1), "ERROR: out of luck (SQLSTATE XX000)", condition::broken);
}

TEST_CASE("a FATAL that came while the session was idle is the next statement's error") {
    script plan = session(request, bound() + complete("SELECT 0") + ready() + fatal("57P05", "idle for too long"));
    plan.expect(request).close();
    const auto ends = run_once(plan, both(executing(1), executing(1)));
    CHECK(ends.threw<errors::idle_session_timeout>());
    CHECK(ends.state == condition::broken);
}

TEST_CASE("D1: an answer that comes while the session is idle is not taken for the next statement's") {
    for (const std::string& stale : {bound() + row({"stale"}) + complete("SELECT 1") + ready(), ready(), parsed(),
                                     failed("XX000", "for whom?") + ready()}) {
        script plan = session(request, bound() + complete("SELECT 0") + ready() + stale);
        plan.expect(request).give(bound() + row({"fresh"}) + complete("SELECT 1") + ready());
        const auto how = run_once(plan, both(executing(1), executing(1)));
        INFO((how.error ? how.error_text() : *how.value));
        CHECK(how.error);
        CHECK(how.state == condition::broken);
    }
}

TEST_CASE("C5: a row with more or fewer fields than columns is refused") {
    for (const std::string& bad : {row({}), row({"1"}), row({"1", "2", "3"})}) {
        const auto plan = session(request, bound() + row({"1", "2"}) + bad + complete("SELECT 2") + ready());
        check_refused(plan, executing(2), "fields for 2 columns");
        check_refused(plan, streaming(2), "fields for 2 columns");
    }
}

TEST_CASE("C4: a negative length other than NULL's is refused") {
    for (const std::int32_t length : {-2, -3, -65'536, std::numeric_limits<std::int32_t>::min()}) {
        const auto plan = session(request, bound() + message('D', int16(1) + int32(length)));
        check_refused(plan, executing(1), "length " + std::to_string(length));
        check_refused(plan, streaming(1), "length " + std::to_string(length));
    }
}

TEST_CASE("C6: fields that do not add up to the row are refused") {
    const std::vector<std::string> bodies{"",
                                          "\x01",
                                          int16(1),
                                          int16(1) + "\0\0"s,
                                          int16(1) + int32(2) + "x",
                                          int16(1) + int32(1) + "xy",
                                          int16(1) + int32(0x7fffffff) + "x",
                                          int16(1) + int32(-1) + "x"};
    for (const std::string& body : bodies) {
        INFO(show(body));
        check_refused(session(request, bound() + message('D', body)), executing(1), "DataRow");
        check_refused(session(request, bound() + message('D', body)), streaming(1), "DataRow");
    }
}

TEST_CASE("D3: rows for a statement that has none are refused") {
    const auto plan = session(request, bound() + row({"1"}) + complete("SELECT 1") + ready());
    check_refused(plan, executing(std::nullopt), "DataRow ('D') while waiting for the answer to Execute");
}

TEST_CASE("D3: after an error nothing but the end of the cycle may come; the first error is kept") {
    for (const std::string& after : {row({"1"}), complete("SELECT 1"), bound(), parsed(), columns({"x"}), copy_in(),
                                     copy_data("x"), suspended()}) {
        INFO(show(after));
        const auto plan =
            session(request, bound() + row({"0"}) + failed("22012", "division by zero") + after + ready());
        for (const auto& how : {run_once(plan, executing(1)), run_once(plan, streaming(1))}) {
            CHECK(how.threw<errors::division_by_zero>());
            CHECK(how.state == condition::broken);
        }
    }
}

TEST_CASE("an Execute without a row limit is not suspended") {
    const auto plan = session(request, bound() + row({"1"}) + suspended() + ready());
    check_refused(plan, executing(1), "no row limit was set");
    check_refused(plan, streaming(1), "no row limit was set");
}

TEST_CASE("tags are kept as they are") {
    for (const char* tag : {"SELECT 0", "INSERT 0 3", "CREATE TABLE", "", "LISTEN", "SELECT 99999999999999999999",
                            "UPDATE -1", "something new"})
        check_answers(session(request, bound() + complete(tag) + ready()), executing(std::nullopt), tag);
    check_refused(session(request, bound() + message('C', "SELECT 1") + ready()), executing(std::nullopt),
                  "CommandComplete");
}
