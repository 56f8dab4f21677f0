// What the benchmarks of rows read: a row of five types, as a server sends it in binary, some 62 bytes on the wire.
#pragma once

#include <tusk/column.hpp>
#include <tusk/detail/result_set.hpp>
#include <tusk/protocol/backend_query.hpp>
#include <tusk/types/timestamp.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace micro {

struct reading {
    std::int64_t id;
    double value;
    std::string_view label;
    bool even;
    tusk::timestamptz taken;
};

/// `count` rows as DataRow messages, one behind the other.
inline tusk::protocol::byte_buffer data_rows(std::size_t count) {
    using namespace tusk::protocol;
    byte_buffer messages;
    byte_writer out(messages);
    for (std::size_t i = 0; i < count; ++i) {
        const auto id = static_cast<std::int64_t>(i);
        const std::string label = "reading " + std::to_string(i % 1000);
        std::array<std::byte, 8> id_bytes, value_bytes, taken_bytes;
        const std::array<std::byte, 1> even_bytes{i % 2 == 0 ? std::byte{1} : std::byte{0}};
        store_big_endian(id_bytes.data(), id);
        store_big_endian(value_bytes.data(), std::sqrt(static_cast<double>(i)));
        store_big_endian(taken_bytes.data(), std::int64_t{1'000'000} * id);
        backend::data_row{{id_bytes, value_bytes, as_bytes(label), even_bytes, taken_bytes}}.encode(out);
    }
    return messages;
}

inline tusk::column column(const char* name, tusk::oid type) {
    tusk::column made;
    made.name = name;
    made.type_code = type;
    made.wire_format = tusk::format::binary;
    return made;
}

inline std::shared_ptr<const tusk::row_shape> shape() {
    return std::make_shared<const tusk::row_shape>(std::vector<tusk::column>{
        column("id", tusk::oid::int8), column("value", tusk::oid::float8), column("label", tusk::oid::text),
        column("even", tusk::oid::bool_), column("taken", tusk::oid::timestamptz)});
}

/// Such messages as a kept result.
inline std::shared_ptr<const tusk::detail::result_set>
result(std::shared_ptr<const tusk::row_shape> shape, const tusk::protocol::byte_buffer& messages, std::size_t count) {
    const auto segment = tusk::protocol::segment_ref::allocate(messages.size());
    std::memcpy(segment.data(), messages.data(), messages.size());
    auto made = std::make_shared<tusk::detail::result_set>();
    made->shape = std::move(shape);
    made->rows.add(segment, {segment.data(), messages.size()}, count);
    made->rows.finish();
    return made;
}

inline std::shared_ptr<const tusk::detail::result_set> result(std::size_t count) {
    return result(shape(), data_rows(count), count);
}

/// Rows of two int8 and two int4.
inline std::shared_ptr<const tusk::detail::result_set> integer_result(std::size_t count) {
    using namespace tusk::protocol;
    byte_buffer messages;
    byte_writer out(messages);
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::byte, 8> long_one;
        std::array<std::byte, 4> short_one;
        store_big_endian(long_one.data(), static_cast<std::int64_t>(i));
        store_big_endian(short_one.data(), static_cast<std::int32_t>(i));
        backend::data_row{{long_one, short_one, short_one, long_one}}.encode(out);
    }
    auto shape = std::make_shared<const tusk::row_shape>(
        std::vector<tusk::column>{column("id", tusk::oid::int8), column("height", tusk::oid::int4),
                                  column("width", tusk::oid::int4), column("weight", tusk::oid::int8)});
    return result(std::move(shape), messages, count);
}

/// Shows how long one of them takes: `items` were processed in each iteration.
inline void count_items(benchmark::State& state, const char* what, std::size_t items) {
    const auto all = static_cast<double>(state.iterations()) * static_cast<double>(items);
    state.SetItemsProcessed(static_cast<std::int64_t>(all));
    state.counters[what] = benchmark::Counter(all, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// As many rows as lie in the cache that a socket has just written to, and as many as do not.
inline constexpr std::int64_t few_rows = 4'000;
inline constexpr std::int64_t many_rows = 1'000'000;

} // namespace micro
