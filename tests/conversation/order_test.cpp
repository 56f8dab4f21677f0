// Every message at every place of a conversation: what is legal there, and what breaks the connection.
#include "tests/conversation/messages.hpp"
#include "tests/conversation/recorded.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;

namespace {

bool is_one_of(char type, std::string_view types) { return types.find(type) != std::string_view::npos; }

/// Calls `look` with every conversation and every place in it.
template <class Look>
void at_every_place(Look look) {
    for (const recorded& each : recorded_conversations())
        for (std::size_t place = 0; place < each.messages.size(); ++place) {
            INFO(each.name << ", message " << place);
            look(each, place);
        }
}

} // namespace

TEST_CASE("the recorded conversations run every way, and every disturbance of them is noticed") {
    for (const recorded& each : recorded_conversations()) {
        INFO(each.name);
        check_answers(session(each.request, each.bytes()), each.what, each.answer);
    }
}

TEST_CASE("D12: asynchronous messages between any two messages change nothing") {
    const std::string all = notice("n") + parameter_status("TimeZone", "UTC") + notified("news", "x");
    for (const std::string& news : {notice("n"), parameter_status("TimeZone", "UTC"), notified("news"), all})
        at_every_place([&](const recorded& each, std::size_t place) {
            const script plan = session(each.request, each.with(place, news));
            for (const std::size_t chunk : {0u, 1u, 7u}) {
                const end how = run_simulated(plan, each.what, "", {.chunk = chunk});
                REQUIRE(how.get() == each.answer);
                REQUIRE(how.state == protocol::condition::ready);
            }
        });
}

TEST_CASE("D12: what comes between is filed, not lost") {
    at_every_place([](const recorded& each, std::size_t place) {
        const script plan =
            session(each.request, each.with(place, notice("watch") + parameter_status("a", "b") + notified("c", "d")));
        const conversation looking = [&](protocol::channel& ch,
                                         const protocol::endpoint& server) -> protocol::exchange<std::string> {
            std::string answer = co_await each.what(ch, server);
            const auto notices = ch.mail.notices.take();
            const auto news = ch.mail.notifications.take();
            if (notices.size() != 1 || news.size() != 1) co_return "lost";
            answer +=
                " " + notices[0].message + " " + ch.mail.parameters["a"] + " " + news[0].channel + news[0].payload;
            co_return answer;
        };
        REQUIRE(run_once(plan, looking).get() == each.answer + " watch b cd");
    });
}

TEST_CASE("D1: any message where the flow has no place for it breaks the connection") {
    at_every_place([](const recorded& each, std::size_t place) {
        for (const std::string& intruder : every_message()) {
            if (is_one_of(intruder[0], "ANS") || is_one_of(intruder[0], each.messages[place].legal_types)) continue;
            // COPY and a suspended portal have words of their own.
            if (is_one_of(intruder[0], "GHWs") && is_one_of('C', each.messages[place].legal_types)) continue;
            INFO("intruder " << intruder[0]);
            check_refused(session(each.request, each.with(place, intruder)), each.what);
            check_refused(session(each.request, each.with(place, intruder, 1)), each.what);
        }
    });
}

TEST_CASE("D1: a message that is left out is noticed at once") {
    at_every_place([](const recorded& each, std::size_t place) {
        if (place + 1 == each.messages.size()) return;
        if (is_one_of(each.messages[place + 1].bytes[0], each.messages[place].legal_types)) return; // a row less
        check_refused(session(each.request, each.with(place, "", 1)), each.what);
    });
}

TEST_CASE("D1: a type that no message has breaks the connection wherever it comes") {
    at_every_place([](const recorded& each, std::size_t place) {
        for (int byte = 0; byte < 256; ++byte) {
            const char type = static_cast<char>(byte);
            if (!protocol::backend_message_name(type).empty()) continue;
            INFO("type " << byte);
            check_refused(session(each.request, each.with(place, message(type))), each.what);
        }
    });
}

TEST_CASE("D2: ReadyForQuery with any other status byte breaks the connection") {
    for (const recorded& each : recorded_conversations()) {
        const std::size_t last = each.messages.size() - 1;
        for (int byte = 0; byte < 256; ++byte) {
            const char status = static_cast<char>(byte);
            if (is_one_of(status, "ITE")) continue;
            INFO(each.name << ", status " << byte);
            const std::string bad = message('Z', {&status, 1});
            check_refused(session(each.request, each.with(last, bad, 1)), each.what, "its status byte is");
        }
    }
}

TEST_CASE("C1, C2: an impossible length breaks the connection wherever it comes, before its body does") {
    at_every_place([](const recorded& each, std::size_t place) {
        const char type = each.messages[place].bytes[0];
        for (const std::uint32_t length : {0u, 1u, 2u, 3u, 0x40000004u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
            INFO("length " << length);
            check_refused(session(each.request, each.with(place, header(type, length), 1)), each.what,
                          "of length " + std::to_string(length));
        }
    });
}

TEST_CASE("malformed asynchronous messages break the connection wherever they come") {
    at_every_place([](const recorded& each, std::size_t place) {
        for (const std::string& bad : {message('N'), message('N', "M"), message('A', "x"), message('S', "no end"),
                                       message('S', std::string("a\0b", 3)), message('N', std::string("\0x", 2))})
            check_refused(session(each.request, each.with(place, bad)), each.what, "malformed");
    });
}

TEST_CASE("malformed errors break the connection wherever they come") {
    at_every_place([](const recorded& each, std::size_t place) {
        for (const std::string& bad : {message('E'), message('E', "Mtext"), message('E', std::string("\0x", 2))})
            check_refused(session(each.request, each.with(place, bad)), each.what, "malformed ErrorResponse");
    });
}
