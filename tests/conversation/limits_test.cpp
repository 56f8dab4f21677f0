// C1, C3, C13: how long messages may be, how many may be kept, and that memory follows the bytes, not the promises.
#include "tests/conversation/conversations.hpp"
#include "tests/conversation/messages.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::channel;
using protocol::endpoint;
using protocol::exchange;

namespace {

const std::string request = from_client::bind("s") + from_client::execute() + from_client::sync();

/// `what` on a channel with a limit of its own, and a look at the channel when it is over.
conversation on_channel(std::function<void(channel&)> prepare, conversation what, std::function<void(channel&)> look) {
    return [=](channel& ch, const endpoint& server) -> exchange<std::string> {
        prepare(ch);
        std::exception_ptr failure;
        std::string answer;
        try {
            answer = co_await what(ch, server);
        } catch (...) {
            failure = std::current_exception();
        }
        look(ch);
        if (failure) std::rethrow_exception(failure);
        co_return answer;
    };
}

void nothing(channel&) {}

/// Where a message may stand, and how long it may be.
struct place {
    char type;
    std::size_t longest;
    std::string before;
    conversation what;
};

/// A message of the longest length that is allowed is waited for; one byte more breaks the connection at once.
void check_limit(const place& where) {
    INFO(where.type << " may have " << where.longest << " bytes");
    const auto longest = static_cast<std::uint32_t>(where.longest + 4);
    check_refused(session(request, where.before + header(where.type, longest + 1)), where.what, "of length");
    script allowed = session(request, where.before + header(where.type, longest));
    const end how = run_once(allowed.close(), where.what);
    CHECK(how.error_text() == "the server closed the connection unexpectedly");
}

} // namespace

TEST_CASE("C3: every type of message has its limit") {
    constexpr std::size_t mebibyte = std::size_t{1} << 20;
    for (const char type : {'E', 'N', 'A'}) check_limit({type, mebibyte, bound(), executing(1)});
    for (const char type : {'S', 'C', '2', 'I', 'G', 'H', 'W'})
        check_limit({type, 30'000, type == '2' ? "" : bound(), executing(1)});
    check_limit({'D', (std::size_t{1} << 30) - 1, bound(), executing(1)});
    check_limit({'D', (std::size_t{1} << 30) - 1, bound(), streaming(1)});
}

TEST_CASE("C3: a RowDescription may have 8 MiB") {
    constexpr std::uint32_t longest = (8u << 20) + 4;
    const std::string script_request = from_client::query("script");
    check_refused(session(script_request, header('T', longest + 1)), querying("script"), "of length");
    script allowed = session(script_request, header('T', longest));
    CHECK(run_once(allowed.close(), querying("script")).error_text() ==
          "the server closed the connection unexpectedly");
}

TEST_CASE("C3: messages as long as allowed are read whole") {
    const std::string name(4'000, 'n');
    const texts wide(1'600, name);
    const end described = run_once(
        session(from_client::query("script"), columns(wide) + complete("SELECT 0") + ready()), querying("script"));
    CHECK(described.get() == "SELECT 0");
    const std::string text(1'000'000, 'e');
    const end how = run_once(session(request, bound() + failed("XX000", text) + ready()), executing(1));
    CHECK_THAT(how.error_text(), Catch::Contains(text));
    const end reported = run_once(
        session(request, bound() + parameter_status("x", std::string(29'990, 'v')) + complete("SET") + ready()),
        executing(std::nullopt));
    CHECK(reported.get() == "SET");
}

TEST_CASE("C3: the limit of data can be set, for buffered rows, for streamed ones and for scripts") {
    const auto narrow = [](channel& ch) { ch.limits.data = 100; };
    const std::string longest(94, 'x'); // and two bytes of count, and four of length
    const auto answer = [](const std::string& value) { return row({value}) + complete("SELECT 1") + ready(); };
    for (const conversation& each : {executing(1), streaming(1)}) {
        const conversation what = on_channel(narrow, each, nothing);
        check_answers(session(request, bound() + answer(longest)), what, longest + "; SELECT 1");
        check_refused(session(request, bound() + answer(longest + "x")), what, "'D' of length 105");
    }
    const conversation what = on_channel(narrow, querying("script"), nothing);
    check_refused(session(from_client::query("script"), columns({"a"}) + answer(longest + "x")), what, "'D' of length");
}

TEST_CASE("C1: memory grows with the bytes that arrive, not with the length that is announced") {
    std::size_t capacity = 0;
    const auto measure = [&](channel& ch) { capacity = ch.input().segment().capacity(); };
    script plan = session(request, bound() + header('D', 1u << 30) + std::string(1'000, 'x'));
    plan.close();
    for (const conversation& each : {executing(1), streaming(1)}) {
        CHECK(run_once(plan, on_channel(nothing, each, measure)).error);
        CHECK(capacity <= protocol::input_buffer::usual);
    }
}

TEST_CASE("C13: rows stream through one buffer, however many they are") {
    std::string answer = bound();
    for (int i = 0; i < 100'000; ++i) answer += row({"0123456789"});
    std::size_t capacity = 0;
    const auto measure = [&](channel& ch) { capacity = ch.input().segment().capacity(); };
    const auto plan = session(request, answer + complete("SELECT 100000") + ready());
    const end how = run_once(plan, on_channel(nothing, streaming(1), measure));
    CHECK_THAT(how.get(), Catch::EndsWith("; SELECT 100000"));
    CHECK(how.get().size() == 100'000 * 12 - 2 + 15);
    CHECK(capacity <= protocol::input_buffer::usual);
}

TEST_CASE("C13: a flood of notices keeps the latest and counts the others") {
    std::string flood;
    for (int i = 0; i < 5'000; ++i) flood += notice(std::to_string(i));
    const auto look = [](channel& ch) {
        CHECK(ch.mail.notices.forgotten() == 4'000);
        const auto kept = ch.mail.notices.take();
        REQUIRE(kept.size() == 1'000);
        CHECK(kept.front().message == "4000");
        CHECK(kept.back().message == "4999");
    };
    const auto plan = session(request, bound() + flood + complete("SELECT 0") + ready());
    CHECK(run_once(plan, on_channel(nothing, executing(1), look)).get() == "SELECT 0");
}

TEST_CASE("C13: a flood of long notices is bounded in bytes") {
    const std::string long_one = notice(std::string(1'000'000, 'n'));
    std::string flood;
    for (int i = 0; i < 10; ++i) flood += long_one;
    const auto look = [](channel& ch) { CHECK(ch.mail.notices.size() == 4); };
    const auto plan = session(request, bound() + flood + complete("SELECT 0") + ready());
    CHECK(run_once(plan, on_channel(nothing, executing(1), look)).get() == "SELECT 0");
}

TEST_CASE("C13: a flood of parameters breaks the connection") {
    std::string flood;
    for (int i = 0; i < 1'001; ++i) flood += parameter_status("name" + std::to_string(i), "value");
    check_refused(session(request, bound() + flood), executing(1), "more than 1000 parameters");
    std::string repeated = bound();
    for (int i = 0; i < 5'000; ++i) repeated += parameter_status("name", std::to_string(i));
    const auto look = [](channel& ch) { CHECK(ch.mail.parameters["name"] == "4999"); };
    const auto plan = session(request, repeated + complete("SELECT 0") + ready());
    CHECK(run_once(plan, on_channel(nothing, executing(1), look)).get() == "SELECT 0");
}
