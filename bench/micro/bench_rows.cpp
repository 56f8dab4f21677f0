// Stepping from row to row, before any field is looked at.
#include "bench/micro/reading.hpp"
#include "protocol/row_stream.hpp"

#include <tusk/protocol/row_window.hpp>

namespace {

using namespace tusk::protocol;

/// The least that can be done: trust every length.
void floor_trusting(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const byte_buffer messages = micro::data_rows(count);
    const std::byte* const end = messages.data() + messages.size();
    for ([[maybe_unused]] auto turn : state)
        for (const std::byte* next = messages.data(); next != end;) {
            const std::size_t size = load_big_endian<std::uint32_t>(next + 1) - std::size_t{4};
            const byte_view body{next + frame_header_size, size};
            benchmark::DoNotOptimize(body);
            next = body.data() + size;
        }
    micro::count_items(state, "row", count);
}
BENCHMARK(floor_trusting)->Arg(micro::few_rows)->Arg(micro::many_rows);

void window(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const byte_buffer messages = micro::data_rows(count);
    for ([[maybe_unused]] auto turn : state) {
        row_window rows(messages.view(), frame_limits().data);
        for (byte_view body; rows.take(body);) benchmark::DoNotOptimize(body);
    }
    micro::count_items(state, "row", count);
}
BENCHMARK(window)->Arg(micro::few_rows)->Arg(micro::many_rows);

/// With every field's length checked, as results that are looked at field by field need it.
void window_and_validation(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const byte_buffer messages = micro::data_rows(count);
    for ([[maybe_unused]] auto turn : state) {
        row_window rows(messages.view(), frame_limits().data);
        for (byte_view body; rows.take(body);) validate_row(body, 5);
    }
    micro::count_items(state, "row", count);
}
BENCHMARK(window_and_validation)->Arg(micro::few_rows)->Arg(micro::many_rows);

/// Through a channel that receives them as a socket would deliver them.
void channel_rows(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const byte_buffer messages = micro::data_rows(count);
    channel ch;
    for ([[maybe_unused]] auto turn : state) {
        row_window rows;
        byte_view body, left = messages.view();
        while (!left.empty()) {
            const auto room = ch.input().prepare();
            const std::size_t received = std::min(room.size(), left.size());
            std::memcpy(room.data(), left.data(), received);
            ch.input().commit(received);
            left = left.subspan(received);
            while (rows.take(body) || take_row(ch, rows, body) == row_step::row) benchmark::DoNotOptimize(body);
        }
    }
    micro::count_items(state, "row", count);
}
BENCHMARK(channel_rows)->Arg(micro::few_rows)->Arg(micro::many_rows);

/// The index that access to rows by number needs, and the first access.
void rows_by_number(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto result = micro::result(count);
    for ([[maybe_unused]] auto turn : state)
        for (std::size_t i = 0; i < count; ++i) benchmark::DoNotOptimize(result->rows.at(i));
    micro::count_items(state, "row", count);
}
BENCHMARK(rows_by_number)->Arg(micro::few_rows)->Arg(micro::many_rows);

} // namespace
