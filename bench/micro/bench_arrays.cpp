// Binary arrays of a hundred elements to vectors; and the loop that a user of a C library writes for int4[].
#include <tusk/types/array.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>

#include <benchmark/benchmark.h>

#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <vector>

namespace {

constexpr std::size_t length = 100;

/// The value as a server sends it.
template <class T>
tusk::protocol::byte_buffer array_value() {
    std::vector<T> elements;
    for (std::size_t i = 0; i < length; ++i) elements.push_back(static_cast<T>(i * 1001));
    tusk::protocol::byte_buffer value;
    tusk::byte_writer out(value);
    tusk::codec<std::vector<T>>::write_binary(out, elements, tusk::codec<T>::array_type);
    return value;
}

void count_elements(benchmark::State& state) {
    const auto all = static_cast<double>(state.iterations()) * static_cast<double>(length);
    state.counters["element"] = benchmark::Counter(all, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Every length is trusted, as most such loops do.
void int4_by_hand(benchmark::State& state) {
    const tusk::protocol::byte_buffer value = array_value<std::int32_t>();
    for ([[maybe_unused]] auto turn : state) {
        const std::byte* next = value.data();
        const auto number = [&next] {
            std::uint32_t bytes;
            std::memcpy(&bytes, next, sizeof bytes);
            next += sizeof bytes;
            return static_cast<std::int32_t>(ntohl(bytes));
        };
        next += 12; // dimensions, flags, the elements' type
        std::vector<std::int32_t> elements(static_cast<std::size_t>(number()));
        next += 4; // the first subscript
        for (std::int32_t& element : elements) {
            static_cast<void>(number());
            element = number();
        }
        benchmark::DoNotOptimize(elements.data());
        benchmark::ClobberMemory();
    }
    count_elements(state);
}
BENCHMARK(int4_by_hand);

template <class T, class Element>
void array(benchmark::State& state) {
    const tusk::protocol::byte_buffer value = array_value<T>();
    for ([[maybe_unused]] auto turn : state) {
        const auto elements = tusk::codec<std::vector<Element>>::read_binary(value.view(), tusk::codec<T>::array_type);
        benchmark::DoNotOptimize(elements.data());
        benchmark::ClobberMemory();
    }
    count_elements(state);
}
BENCHMARK_TEMPLATE(array, std::int16_t, std::int16_t);
BENCHMARK_TEMPLATE(array, std::int32_t, std::int32_t);
BENCHMARK_TEMPLATE(array, std::int64_t, std::int64_t);
BENCHMARK_TEMPLATE(array, float, float);
BENCHMARK_TEMPLATE(array, double, double);
BENCHMARK_TEMPLATE(array, std::int32_t, std::optional<std::int32_t>);
BENCHMARK_TEMPLATE(array, std::int64_t, std::optional<std::int64_t>);
/// Not the array's own type: each element is converted.
BENCHMARK_TEMPLATE(array, std::int32_t, std::int64_t);

} // namespace
