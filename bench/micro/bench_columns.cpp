// Whole results as columns and as Arrow arrays, and as the vector of structs that one has without them.
#include "bench/micro/reading.hpp"

#include <tusk/arrow.hpp>
#include <tusk/columns.hpp>
#include <tusk/rows.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

namespace {

/// Runs `turn_into`, which turns all rows into something, on few rows and on many.
template <class Make>
void all_rows(benchmark::State& state, Make turn_into) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto result = micro::result(count);
    for ([[maybe_unused]] auto turn : state) {
        auto made = turn_into(result, count);
        benchmark::DoNotOptimize(made);
    }
    micro::count_items(state, "row", count);
}

void vector_of_structs(benchmark::State& state) {
    all_rows(state,
             [](const auto& result, std::size_t) { return tusk::typed_rows<micro::reading>(result, 0).to_vector(); });
}
BENCHMARK(vector_of_structs)->Arg(micro::few_rows)->Arg(micro::many_rows);

void columns(benchmark::State& state) {
    all_rows(state, [](const auto& result, std::size_t) {
        return tusk::typed_columns<std::int64_t, double, std::string_view, bool, tusk::timestamptz>(result, 0);
    });
}
BENCHMARK(columns)->Arg(micro::few_rows)->Arg(micro::many_rows);

/// Not the columns' own types: each field is converted.
void converted_columns(benchmark::State& state) {
    all_rows(state, [](const auto& result, std::size_t) {
        return tusk::typed_columns<std::int32_t, double, std::string, bool, tusk::timestamptz>(result, 0);
    });
}
BENCHMARK(converted_columns)->Arg(micro::few_rows);

void arrow(benchmark::State& state) {
    all_rows(state, [](const auto& result, std::size_t count) { return tusk::rows(result, 0, count).to_arrow(); });
}
BENCHMARK(arrow)->Arg(micro::few_rows)->Arg(micro::many_rows);

} // namespace
