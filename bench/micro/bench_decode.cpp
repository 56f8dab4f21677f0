// Decoding rows of five types to C++ values: typed, and field by field; and what a hand-written loop for this very row
// would take.
#include "bench/micro/reading.hpp"

#include <tusk/rows.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

namespace {

using micro::reading;
using tusk::protocol::load_big_endian;

/// A decoder of this one row, with the same checks that decode_plan makes: nothing is read beyond the body, and every
/// length is what its type wants.
bool decode_by_hand(tusk::byte_view body, reading& out) {
    constexpr std::size_t in_front_of_label = 2 + 4 + 8 + 4 + 8 + 4;
    constexpr std::size_t behind_label = 4 + 1 + 4 + 8;
    const std::byte* const at = body.data();
    if (body.size() < in_front_of_label + behind_label || load_big_endian<std::uint16_t>(at) != 5) return false;
    const auto length = load_big_endian<std::uint32_t>(at + 26);
    if (body.size() != in_front_of_label + length + behind_label) return false;
    const std::byte* const rest = at + in_front_of_label + length;
    if (load_big_endian<std::int32_t>(at + 2) != 8 || load_big_endian<std::int32_t>(at + 14) != 8 ||
        load_big_endian<std::int32_t>(rest) != 1 || load_big_endian<std::int32_t>(rest + 5) != 8)
        return false;
    out.id = load_big_endian<std::int64_t>(at + 6);
    out.value = load_big_endian<double>(at + 18);
    out.label = {reinterpret_cast<const char*>(at + in_front_of_label), length};
    out.even = rest[4] != std::byte{0};
    out.taken.microseconds = load_big_endian<std::int64_t>(rest + 9);
    return true;
}

void floor(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto result = micro::result(count);
    reading row{};
    for ([[maybe_unused]] auto turn : state) {
        tusk::detail::row_walk walk(result->rows);
        for (tusk::byte_view body; walk.next(body);) {
            if (!decode_by_hand(body, row)) state.SkipWithError("a row that cannot be");
            benchmark::DoNotOptimize(row);
        }
    }
    micro::count_items(state, "row", count);
}
BENCHMARK(floor)->Arg(micro::few_rows)->Arg(micro::many_rows);

template <class Row>
void typed(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto result = micro::result(count);
    for ([[maybe_unused]] auto turn : state)
        for (Row& row : tusk::typed_rows<Row>(result, 0)) benchmark::DoNotOptimize(row);
    micro::count_items(state, "row", count);
}

using as_tuple = std::tuple<std::int64_t, double, std::string_view, bool, tusk::timestamptz>;
BENCHMARK_TEMPLATE(typed, reading)->Arg(micro::few_rows)->Arg(micro::many_rows);
BENCHMARK_TEMPLATE(typed, as_tuple)->Arg(micro::few_rows)->Arg(micro::many_rows);

/// Every column may be NULL, and the text is copied.
struct careful_reading {
    std::optional<std::int64_t> id;
    std::optional<double> value;
    std::optional<std::string> label;
    std::optional<bool> even;
    std::optional<tusk::timestamptz> taken;
};
BENCHMARK_TEMPLATE(typed, careful_reading)->Arg(micro::few_rows)->Arg(micro::many_rows);

/// Not the columns' own types: each field is converted.
using converted = std::tuple<std::int32_t, double, std::string, bool, tusk::timestamptz>;
BENCHMARK_TEMPLATE(typed, converted)->Arg(micro::few_rows);

/// Calls `look` with each row as a view, as a cursor or a stream hands them out.
template <class Look>
void dynamic(benchmark::State& state, Look look) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto result = micro::result(count);
    for ([[maybe_unused]] auto turn : state) {
        tusk::detail::row_walk walk(result->rows);
        for (tusk::byte_view body; walk.next(body);) {
            reading row = look(tusk::row_view(*result->shape, body.data() + 2));
            benchmark::DoNotOptimize(row);
        }
    }
    micro::count_items(state, "row", count);
}

void dynamic_by_position(benchmark::State& state) {
    dynamic(state, [](const tusk::row_view& row) {
        return reading{row[0].as<std::int64_t>(), row[1].as<double>(), row[2].as<std::string_view>(), row[3].as<bool>(),
                       row[4].as<tusk::timestamptz>()};
    });
}
BENCHMARK(dynamic_by_position)->Arg(micro::few_rows);

void dynamic_by_iteration(benchmark::State& state) {
    dynamic(state, [](const tusk::row_view& row) {
        auto field = row.begin();
        return reading{(*field++).as<std::int64_t>(), (*field++).as<double>(), (*field++).as<std::string_view>(),
                       (*field++).as<bool>(), (*field++).as<tusk::timestamptz>()};
    });
}
BENCHMARK(dynamic_by_iteration)->Arg(micro::few_rows);

void dynamic_by_name(benchmark::State& state) {
    dynamic(state, [](const tusk::row_view& row) {
        return reading{row["id"].as<std::int64_t>(), row["value"].as<double>(), row["label"].as<std::string_view>(),
                       row["even"].as<bool>(), row["taken"].as<tusk::timestamptz>()};
    });
}
BENCHMARK(dynamic_by_name)->Arg(micro::few_rows);

/// Integers alone, by name: what a look-up costs beside a field that costs next to nothing.
void integers_by_name(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto result = micro::integer_result(count);
    for ([[maybe_unused]] auto turn : state) {
        tusk::detail::row_walk walk(result->rows);
        std::int64_t sum = 0;
        for (tusk::byte_view body; walk.next(body);) {
            const tusk::row_view row(*result->shape, body.data() + 2);
            sum += row["id"].as<std::int64_t>() + row["height"].as<std::int32_t>() + row["width"].as<std::int32_t>() +
                   row["weight"].as<std::int64_t>();
        }
        benchmark::DoNotOptimize(sum);
    }
    micro::count_items(state, "field", 4 * count);
}
BENCHMARK(integers_by_name)->Arg(micro::few_rows);

} // namespace
