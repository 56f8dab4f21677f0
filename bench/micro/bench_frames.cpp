// Cutting the byte stream into messages: what every message but a row costs before anybody looks inside.
#include "bench/micro/reading.hpp"
#include "protocol/channel.hpp"

#include <tusk/protocol/backend.hpp>

#include <cstring>

namespace {

using namespace tusk::protocol;

/// What a server answers to a thousand small statements.
constexpr std::size_t statements = 1'000;
constexpr std::size_t messages_each = 3;

byte_buffer answers() {
    byte_buffer messages;
    byte_writer out(messages);
    for (std::size_t i = 0; i < statements; ++i) {
        backend::bind_complete{}.encode(out);
        backend::command_complete{"INSERT 0 1"}.encode(out);
        backend::parameter_status{"TimeZone", "Europe/Zurich"}.encode(out);
    }
    return messages;
}

void receive(channel& ch, byte_view bytes) {
    while (!bytes.empty()) {
        const auto room = ch.input().prepare();
        const std::size_t count = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), count);
        ch.input().commit(count);
        bytes = bytes.subspan(count);
    }
}

/// Header, limit, legality, and the filing of asynchronous messages; the copy into the buffer included.
void channel_next(benchmark::State& state) {
    const byte_buffer messages = answers();
    channel ch;
    frame message;
    for ([[maybe_unused]] auto turn : state) {
        receive(ch, messages.view());
        while (ch.next(message, expectation::draining)) benchmark::DoNotOptimize(message);
    }
    micro::count_items(state, "message", statements * messages_each);
}
BENCHMARK(channel_next);

/// The header alone.
void frame_header(benchmark::State& state) {
    const byte_buffer messages = answers();
    const frame_limits limits;
    for ([[maybe_unused]] auto turn : state)
        for (std::size_t at = 0; at < messages.size();) {
            const auto header = read_frame_header(messages.data() + at, phase::session, limits);
            benchmark::DoNotOptimize(header);
            at += frame_header_size + header.body_size;
        }
    micro::count_items(state, "message", statements * messages_each);
}
BENCHMARK(frame_header);

/// The copy alone, to be taken off the first.
void copy_into_buffer(benchmark::State& state) {
    const byte_buffer messages = answers();
    channel ch;
    for ([[maybe_unused]] auto turn : state) {
        receive(ch, messages.view());
        ch.input().consume(ch.input().size());
    }
    micro::count_items(state, "message", statements * messages_each);
}
BENCHMARK(copy_into_buffer);

} // namespace
