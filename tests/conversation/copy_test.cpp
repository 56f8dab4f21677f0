// G, H and W: a COPY that the caller did not mean to run ends with an error that names it, and the exact answer to it.
#include "tests/conversation/conversations.hpp"
#include "tests/conversation/messages.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::condition;

namespace {

const std::string request = from_client::bind("s") + from_client::execute() + from_client::sync();
const std::string refused = failed("57014", "COPY from stdin failed");
const std::string is_copy_from =
    "this statement is a COPY FROM STDIN, whose data has to be streamed: use INSERT or SELECT here";
const std::string is_copy_to =
    "this statement is a COPY TO STDOUT, whose data has to be streamed: use INSERT or SELECT here";

} // namespace

TEST_CASE("D8: COPY FROM STDIN through execute is refused with CopyFail and a second Sync") {
    // While it waits for data the server drops the Sync that came with Execute ("COPY Operations").
    script plan = session(request, bound() + copy_in());
    plan.expect(from_client::copy_fail() + from_client::sync()).give(refused + ready());
    expect_question(plan);
    check_answers(plan, then_ask(executing(std::nullopt)), is_copy_from + right_answer);
    check_answers(plan, then_ask(executing(1)), is_copy_from + right_answer);
    check_answers(plan, then_ask(streaming(1)), is_copy_from + right_answer);
}

TEST_CASE("D8: COPY FROM STDIN in a script is refused with CopyFail alone") {
    for (const std::string& before : {std::string(), complete("INSERT 0 1"), columns({"a"}) + complete("SELECT 0")}) {
        script plan = session(from_client::query("copy"), before + copy_in());
        plan.expect(from_client::copy_fail()).give(refused + ready());
        check_answers(expect_question(plan), then_ask(querying("copy")), is_copy_from + right_answer);
    }
}

TEST_CASE("D8: COPY TO STDOUT is read to its end, and answered by nothing") {
    const std::string data = copy_out() + copy_data("1\n") + copy_data("2\n") + copy_done() + complete("COPY 2");
    script plan = session(request, bound() + data + ready());
    check_answers(expect_question(plan), then_ask(executing(std::nullopt)), is_copy_to + right_answer);
    script script_plan = session(from_client::query("copy"), data + complete("SET") + ready());
    check_answers(expect_question(script_plan), then_ask(querying("copy")), is_copy_to + right_answer);
}

TEST_CASE("D8: COPY TO STDOUT that fails midway is still told from the statement that was meant") {
    script plan = session(request, bound() + copy_out() + copy_data("1\n") + failed("53100", "disk full") + ready());
    check_answers(expect_question(plan), then_ask(executing(std::nullopt)), is_copy_to + right_answer);
}

TEST_CASE("a replication stream is refused and the connection with it, since nothing can end the stream") {
    for (const auto& [asked, answer, what] :
         {std::tuple(request, bound() + copy_both(), executing(std::nullopt)),
          std::tuple(from_client::query("start"), copy_both(), querying("start"))}) {
        const end how = run_once(session(asked, answer), what);
        CHECK(how.threw<not_supported_error>());
        CHECK(how.state == condition::broken);
        CHECK(how.sent == asked);
    }
}

TEST_CASE("a COPY FROM STDIN that begins while answers are dropped is refused, too") {
    const std::string asked = from_client::query("BEGIN") + from_client::query("copy");
    script plan = session(asked, failed("25006", "not now") + ready() + copy_in());
    plan.expect(from_client::copy_fail()).give(refused + ready());
    check_answers(expect_question(plan), then_ask(querying("copy", true)),
                  "ERROR: not now (SQLSTATE 25006)" + right_answer);
}

TEST_CASE("a replication stream that begins while answers are dropped breaks the connection; the first error is kept") {
    const std::string asked = from_client::query("BEGIN") + from_client::query("start");
    const auto plan = session(asked, failed("25006", "not now") + ready() + copy_both());
    check_fails(plan, querying("start", true), "not now", condition::broken);
}

TEST_CASE("a COPY through executemany breaks the connection, since the sets behind it have become its data") {
    const many what{.sets = 2};
    for (const std::string& begin : {copy_in(), copy_out(), copy_both()}) {
        const std::string asked = set_bytes(what) + set_bytes(what) + from_client::sync();
        const end how = run_once(session(asked, bound() + begin), executing_many(what));
        CHECK(how.threw<not_supported_error>());
        CHECK(how.state == condition::broken);
        CHECK(delivery_of(how) == delivery::sent);
    }
}

TEST_CASE("the beginning of a COPY that is malformed breaks the connection") {
    for (const char type : {'G', 'H', 'W'}) {
        INFO(type);
        const std::vector<std::string> bodies{"", "\x02", "\1" + int16(1) + int16(2), std::string(1, '\0') + int16(2)};
        for (const std::string& body : bodies)
            check_refused(session(request, bound() + message(type, body)), executing(std::nullopt), "malformed Copy");
    }
}
