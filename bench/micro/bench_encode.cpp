// Parameters: the Bind message of one statement, and the values that take longest to write and to read.
#include "bench/micro/reading.hpp"
#include "client/bind.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/chrono.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/text.hpp>

#include <numeric>

namespace {

using tusk::codec;
using tusk::oid;
using tusk::protocol::byte_buffer;
using tusk::protocol::byte_writer;

/// Four parameters, as `execute(sql, id, value, label, taken)` passes them.
void bind_four(benchmark::State& state) {
    tusk::client::prepared_statement statement;
    statement.name = "tusk_1";
    statement.parameters = {{oid::int8}, {oid::float8}, {oid::text}, {oid::timestamptz}};
    statement.result_formats = {tusk::format::binary};
    tusk::protocol::channel ch;
    const std::int64_t id = 42;
    const double value = 8848.86;
    const std::string_view label = "reading 42";
    const tusk::timestamptz taken{1'000'000};
    for ([[maybe_unused]] auto turn : state) {
        tusk::client::queue_bind(ch, statement, std::array<tusk::parameter, 4>{id, value, label, taken});
        benchmark::DoNotOptimize(ch.unsent().data());
        ch.sent(ch.unsent().size());
    }
    micro::count_items(state, "bind", 1);
}
BENCHMARK(bind_four);

template <class T>
byte_buffer encoded(const T& value) {
    byte_buffer buffer;
    byte_writer out(buffer);
    codec<T>::write_binary(out, value, codec<T>::type);
    return buffer;
}

template <class T>
void write(benchmark::State& state, const T& value) {
    byte_buffer buffer;
    for ([[maybe_unused]] auto turn : state) {
        buffer.clear();
        byte_writer out(buffer);
        codec<T>::write_binary(out, value, codec<T>::type);
        benchmark::DoNotOptimize(buffer.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(buffer.size()));
}

template <class T>
void read(benchmark::State& state, const T& value) {
    const byte_buffer bytes = encoded(value);
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(codec<T>::read_binary(bytes.view(), codec<T>::type));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

const tusk::numeric price = tusk::numeric::parse("8848.86");
const tusk::numeric long_numeric = tusk::numeric::parse("31415926535897932384626433832795028841971.693993751058209749");
const tusk::sys_microseconds instant{std::chrono::seconds(1'700'000'000)};

const std::vector<std::int32_t>& thousand_integers() {
    static const std::vector<std::int32_t> made = [] {
        std::vector<std::int32_t> counted(1'000);
        std::iota(counted.begin(), counted.end(), 0);
        return counted;
    }();
    return made;
}

BENCHMARK_CAPTURE(write, numeric, price);
BENCHMARK_CAPTURE(write, long_numeric, long_numeric);
BENCHMARK_CAPTURE(write, sys_time, instant);
BENCHMARK_CAPTURE(write, thousand_integers, thousand_integers());
BENCHMARK_CAPTURE(read, numeric, price);
BENCHMARK_CAPTURE(read, long_numeric, long_numeric);
BENCHMARK_CAPTURE(read, sys_time, instant);
BENCHMARK_CAPTURE(read, thousand_integers, thousand_integers());

void numeric_to_text(benchmark::State& state) {
    for ([[maybe_unused]] auto turn : state) benchmark::DoNotOptimize(price.to_string());
}
BENCHMARK(numeric_to_text);

void numeric_from_text(benchmark::State& state) {
    for ([[maybe_unused]] auto turn : state) benchmark::DoNotOptimize(tusk::numeric::parse("8848.86"));
}
BENCHMARK(numeric_from_text);

} // namespace
