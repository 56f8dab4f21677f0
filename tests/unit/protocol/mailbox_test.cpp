#include "protocol/mailbox.hpp"

#include <tusk/protocol/backend.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace tusk::protocol;
using strings = std::vector<std::string>;

namespace {

/// A message as it was cut from the stream; the bytes belong to this.
class cut_message {
public:
    template <class Message>
    explicit cut_message(const Message& message) {
        byte_writer out(bytes_);
        message.encode(out);
    }
    [[nodiscard]] frame get() const {
        return {static_cast<char>(bytes_.view()[0]), bytes_.view().subspan(frame_header_size)};
    }

private:
    byte_buffer bytes_;
};

template <class Message>
bool file(mailbox& mail, const Message& message) {
    return mail.file(cut_message(message).get());
}

backend::notice_response notice(std::string_view message) {
    return {{{{'S', "NOTICE"}, {'V', "NOTICE"}, {'C', "00000"}, {'M', message}}}};
}

} // namespace

TEST_CASE("a bounded queue hands out its entries oldest first, once") {
    bounded_queue<std::string> queue(3, 100);
    queue.push("a", 1);
    queue.push("b", 1);
    CHECK(queue.size() == 2);
    CHECK(queue.take() == strings{"a", "b"});
    CHECK(queue.size() == 0);
    CHECK(queue.take().empty());
    CHECK(queue.forgotten() == 0);
}

TEST_CASE("a bounded queue of too many entries forgets the oldest, and counts them") {
    bounded_queue<std::string> queue(2, 100);
    for (const char* entry : {"a", "b", "c", "d"}) queue.push(entry, 1);
    CHECK(queue.forgotten() == 2);
    CHECK(queue.take() == strings{"c", "d"});
    CHECK(queue.forgotten() == 2);
}

TEST_CASE("a bounded queue of too many bytes forgets the oldest") {
    bounded_queue<std::string> queue(100, 10);
    queue.push("a", 4);
    queue.push("b", 4);
    queue.push("c", 4);
    CHECK(queue.forgotten() == 1);
    CHECK(queue.take() == strings{"b", "c"});
    // What was taken does not count any more.
    queue.push("d", 10);
    CHECK(queue.forgotten() == 1);
}

TEST_CASE("a bounded queue keeps the latest entry, even one that is too large alone") {
    bounded_queue<std::string> queue(100, 10);
    queue.push("a", 1);
    queue.push("large", 1'000);
    CHECK(queue.forgotten() == 1);
    CHECK(queue.take() == strings{"large"});
}

TEST_CASE("a bounded queue that may hold nothing holds nothing") {
    bounded_queue<std::string> queue(0, 100);
    queue.push("a", 1);
    CHECK(queue.size() == 0);
    CHECK(queue.forgotten() == 1);
}

TEST_CASE("the mailbox files the three asynchronous messages, and no others") {
    mailbox mail;
    CHECK(file(mail, backend::parameter_status{"TimeZone", "UTC"}));
    CHECK(file(mail, notice("look")));
    CHECK(file(mail, backend::notification_response{7, "channel", "payload"}));
    CHECK_FALSE(file(mail, backend::ready_for_query{}));
    CHECK_FALSE(file(mail, backend::error_response{notice("look")}));
    CHECK_FALSE(file(mail, backend::command_complete{"SELECT 1"}));

    CHECK(mail.parameters.at("TimeZone") == "UTC");
    const auto notices = mail.notices.take();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].message == "look");
    const auto notifications = mail.notifications.take();
    REQUIRE(notifications.size() == 1);
    CHECK(notifications[0].channel == "channel");
    CHECK(notifications[0].payload == "payload");
}

TEST_CASE("a parameter that is reported again has the latest value") {
    mailbox mail;
    file(mail, backend::parameter_status{"TimeZone", "UTC"});
    file(mail, backend::parameter_status{"TimeZone", "Asia/Kathmandu"});
    CHECK(mail.parameters.size() == 1);
    CHECK(mail.parameters.at("TimeZone") == "Asia/Kathmandu");
}

TEST_CASE("asynchronous messages that are malformed are a protocol error") {
    mailbox mail;
    for (const char type : {'S', 'N', 'A'}) {
        CAPTURE(type);
        CHECK_THROWS_AS(mail.file({type, as_bytes("x")}), tusk::protocol_error);
        CHECK_THROWS_AS(mail.file({type, {}}), tusk::protocol_error);
    }
    CHECK(mail.parameters.empty());
    CHECK(mail.notices.size() == 0);
    CHECK(mail.notifications.size() == 0);
}

TEST_CASE("a flood of parameters is a protocol error, a flood of values for one is none") {
    mailbox mail;
    for (int i = 0; i < 1'000; ++i) file(mail, backend::parameter_status{"p" + std::to_string(i), "value"});
    for (int i = 0; i < 5'000; ++i) file(mail, backend::parameter_status{"p0", "other"});
    CHECK(mail.parameters.size() == 1'000);
    CHECK_THROWS_AS(file(mail, backend::parameter_status{"one too many", "value"}), tusk::protocol_error);
    CHECK(mail.parameters.size() == 1'000);
}

TEST_CASE("a flood of notices keeps the latest thousand") {
    mailbox mail;
    for (int i = 0; i < 2'500; ++i) file(mail, notice(std::to_string(i)));
    CHECK(mail.notices.forgotten() == 1'500);
    const auto kept = mail.notices.take();
    REQUIRE(kept.size() == 1'000);
    CHECK(kept.front().message == "1500");
    CHECK(kept.back().message == "2499");
}

TEST_CASE("a flood of long notices keeps no more than a few megabytes of them") {
    mailbox mail;
    const std::string text(std::size_t{512} << 10, 'x');
    for (int i = 0; i < 40; ++i) file(mail, notice(text));
    const auto kept = mail.notices.take();
    CHECK(kept.size() >= 4);
    CHECK(kept.size() * text.size() <= std::size_t{4} << 20);
}

TEST_CASE("a flood of long notifications keeps no more than 64 MiB of them") {
    mailbox mail;
    const std::string payload(std::size_t{1} << 20, 'x');
    for (int i = 0; i < 80; ++i) file(mail, backend::notification_response{i, "c", payload});
    const auto kept = mail.notifications.take();
    CHECK(kept.size() == 63); // names and terminators count, too
    CHECK(kept.back().process_id == 79);
}

TEST_CASE("a mailbox that is cleared is as new") {
    mailbox mail;
    file(mail, backend::parameter_status{"TimeZone", "UTC"});
    file(mail, notice("look"));
    file(mail, backend::notification_response{7, "channel", "payload"});
    mail.clear();
    CHECK(mail.parameters.empty());
    CHECK(mail.notices.size() == 0);
    CHECK(mail.notifications.size() == 0);
}
