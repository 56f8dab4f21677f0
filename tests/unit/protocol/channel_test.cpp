#include "protocol/channel.hpp"

#include <tusk/protocol/backend.hpp>

#include <catch2/catch.hpp>

#include <cstring>
#include <string>

using namespace tusk::protocol;

namespace {

template <class Message>
std::string encoded(const Message& message) {
    byte_buffer bytes;
    byte_writer out(bytes);
    message.encode(out);
    return std::string(as_text(bytes.view()));
}

void receive(channel& ch, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto room = ch.input().prepare();
        const std::size_t count = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), count);
        ch.input().commit(count);
        bytes.remove_prefix(count);
    }
}

/// A header that announces a body of so many bytes.
std::string header(char type, std::uint32_t length) {
    byte_buffer bytes;
    byte_writer out(bytes);
    out.number(static_cast<std::uint8_t>(type));
    out.number(length);
    return std::string(as_text(bytes.view()));
}

const std::string ready = encoded(backend::ready_for_query{});

/// A channel behind its login.
struct session_channel : channel {
    session_channel() {
        expect_ready(ready_cause::startup);
        receive(*this, ready);
        frame message;
        REQUIRE(next(message, expectation::session_start));
        REQUIRE(current_phase() == phase::session);
    }
};

void check_breaks(channel& ch, std::string_view bytes, expectation expected) {
    receive(ch, bytes);
    frame message;
    CHECK_THROWS_AS(ch.next(message, expected), tusk::protocol_error);
    CHECK(ch.state() == condition::broken);
}

} // namespace

TEST_CASE("next() gives a message when all of it has come, and not before") {
    session_channel ch;
    const std::string bytes = encoded(backend::command_complete{"SELECT 1"});
    frame message;
    for (const char byte : bytes) {
        CHECK_FALSE(ch.next(message, expectation::execute));
        receive(ch, {&byte, 1});
    }
    REQUIRE(ch.next(message, expectation::execute));
    CHECK(message.type == 'C');
    CHECK(backend::command_complete::decode(message.body).tag == "SELECT 1");
    CHECK(ch.input().size() == 0);
}

TEST_CASE("next() files asynchronous messages, and gives the first that is none") {
    session_channel ch;
    receive(ch, encoded(backend::parameter_status{"TimeZone", "UTC"}) +
                    encoded(backend::notification_response{1, "c", ""}) + encoded(backend::parse_complete{}));
    frame message;
    REQUIRE(ch.next(message, expectation::parse));
    CHECK(message.type == '1');
    CHECK(ch.mail.parameters.at("TimeZone") == "UTC");
    CHECK(ch.mail.notifications.size() == 1);
}

TEST_CASE("next_type() looks at the message behind the asynchronous ones, and leaves it where it is") {
    session_channel ch;
    CHECK_FALSE(ch.next_type().has_value());
    receive(ch, encoded(backend::parameter_status{"TimeZone", "UTC"}));
    CHECK_FALSE(ch.next_type().has_value());
    CHECK(ch.mail.parameters.contains("TimeZone"));
    const std::string bytes = encoded(backend::command_complete{"SELECT 1"});
    receive(ch, bytes);
    CHECK(ch.next_type() == 'C');
    CHECK(ch.next_type() == 'C');
    CHECK(ch.input().size() == bytes.size());
}

TEST_CASE("next_type() breaks the channel when an asynchronous message is malformed") {
    session_channel ch;
    receive(ch, header('S', 5) + "x");
    CHECK_THROWS_AS(ch.next_type(), tusk::protocol_error);
    CHECK(ch.state() == condition::broken);
}

TEST_CASE("a length below 4, or above the limit, breaks the channel before anything else arrives") {
    for (const std::uint32_t length : {0U, 3U, 0x8000'0000U, 0xffff'ffffU}) {
        CAPTURE(length);
        session_channel ch;
        check_breaks(ch, header('D', length), expectation::rows);
        CHECK(ch.input().segment().capacity() == input_buffer::smallest);
    }
    session_channel ch;
    check_breaks(ch, header('C', 30'005), expectation::rows);
}

TEST_CASE("the limits are those of the message's type, and can be changed") {
    session_channel ch;
    ch.limits.data = 100;
    receive(ch, header('D', 104));
    frame message;
    CHECK_FALSE(ch.next(message, expectation::rows));
    CHECK(ch.state() == condition::ready);
    session_channel other;
    other.limits.data = 100;
    check_breaks(other, header('D', 105), expectation::rows);
}

TEST_CASE("before the first ReadyForQuery no message may be long") {
    channel ch;
    CHECK(ch.current_phase() == phase::authentication);
    check_breaks(ch, header('E', 30'005), expectation::startup);
    session_channel later;
    receive(later, header('E', 30'005));
    frame message;
    CHECK_FALSE(later.next(message, expectation::parse));
}

TEST_CASE("a type that no message has breaks the channel") {
    session_channel ch;
    check_breaks(ch, header('?', 4), expectation::rows);
}

TEST_CASE("a message that is not legal where it comes breaks the channel") {
    session_channel rows_first;
    check_breaks(rows_first, encoded(backend::data_row{}), expectation::bind);
    session_channel too_early;
    too_early.expect_ready(ready_cause::sync);
    check_breaks(too_early, ready, expectation::parse);
}

TEST_CASE("asynchronous messages are not legal before authentication") {
    channel ch;
    check_breaks(ch, encoded(backend::parameter_status{"TimeZone", "UTC"}), expectation::startup);
    CHECK(ch.mail.parameters.empty());
}

TEST_CASE("an idle session takes news and its own end, and nothing else") {
    const std::string types = "123CDGHIKRTVWZcdnstv";
    for (const char type : types) {
        CAPTURE(type);
        session_channel ch;
        check_breaks(ch, header(type, 4), expectation::idle);
    }
    session_channel ch;
    receive(ch, encoded(backend::parameter_status{"TimeZone", "UTC"}));
    frame message;
    CHECK_FALSE(ch.next(message, expectation::idle));
    receive(ch, encoded(backend::error_response{{{{'V', "FATAL"}, {'M', "shutting down"}}}}));
    CHECK(ch.next(message, expectation::idle));
    CHECK(message.type == 'E');
}

TEST_CASE("a ReadyForQuery that is not owed breaks the channel") {
    session_channel ch;
    check_breaks(ch, ready, expectation::ready);
}

TEST_CASE("a ReadyForQuery with a status that there is not breaks the channel") {
    session_channel ch;
    ch.expect_ready(ready_cause::sync);
    check_breaks(ch, header('Z', 5) + "X", expectation::ready);
}

TEST_CASE("a channel is draining as long as a ReadyForQuery is owed") {
    session_channel ch;
    ch.expect_ready(ready_cause::query);
    ch.expect_ready(ready_cause::sync);
    CHECK(ch.state() == condition::draining);
    CHECK(ch.ready_owed() == 2);
    CHECK(ch.ready_owed_by() == ready_cause::sync);
    receive(ch, encoded(backend::ready_for_query{backend::transaction_status::in_transaction}) +
                    encoded(backend::ready_for_query{backend::transaction_status::failed}));
    frame message;
    REQUIRE(ch.next(message, expectation::ready));
    CHECK(ch.state() == condition::draining);
    CHECK(ch.transaction_status() == backend::transaction_status::in_transaction);
    REQUIRE(ch.next(message, expectation::ready));
    CHECK(ch.state() == condition::ready);
    CHECK(ch.transaction_status() == backend::transaction_status::failed);
}

TEST_CASE("a server that reports parameters without end breaks the channel") {
    session_channel ch;
    std::string flood;
    for (int i = 0; i <= 1'000; ++i) flood += encoded(backend::parameter_status{"p" + std::to_string(i), "x"});
    check_breaks(ch, flood, expectation::idle);
    CHECK(ch.mail.parameters.size() == 1'000);
}

TEST_CASE("output is what was queued and not sent") {
    channel ch;
    byte_writer out = ch.writer();
    out.text("abcdef");
    CHECK(as_text(ch.unsent()) == "abcdef");
    ch.sent(2);
    CHECK(as_text(ch.unsent()) == "cdef");
    CHECK(ch.queued() == 6);
    ch.sent(4);
    CHECK(ch.unsent().empty());
    CHECK(ch.queued() == 0);
}

TEST_CASE("a message that could not be finished is taken back, those in front of it stay") {
    channel ch;
    byte_writer out = ch.writer();
    out.text("whole");
    const std::size_t before = ch.queued();
    out.text("half");
    ch.forget_output(before);
    CHECK(as_text(ch.unsent()) == "whole");
}

TEST_CASE("a secret is overwritten where it lay once it is sent, and no sooner") {
    channel ch;
    byte_writer out = ch.writer();
    out.text("secret");
    ch.wipe_output_when_sent();
    const std::byte* where = ch.unsent().data();
    ch.sent(3);
    CHECK(as_text({where, 6}) == "secret");
    ch.sent(3);
    CHECK(as_text({where, 6}) == std::string(6, '\0'));
}

TEST_CASE("a channel that is reset begins anew, and knows nothing of the connection before") {
    session_channel ch;
    ch.expect_ready(ready_cause::sync);
    ch.writer().text("old");
    receive(ch, encoded(backend::parameter_status{"TimeZone", "UTC"}) + "old");
    frame message;
    CHECK_FALSE(ch.next(message, expectation::draining));
    ch.mark_broken();
    ch.reset();
    CHECK(ch.state() == condition::ready);
    CHECK(ch.current_phase() == phase::authentication);
    CHECK(ch.input().size() == 0);
    CHECK(ch.unsent().empty());
    CHECK(ch.mail.parameters.empty());
}
