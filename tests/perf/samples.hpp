// The rows that the kernels read: generated, always the same, kept as a connection keeps what it receives.
#pragma once

#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk::perf {

using test::binary;
using test::make_column;

/// A kept result, and the bytes of its DataRow messages where they lie.
struct sample {
    std::shared_ptr<const detail::result_set> result;
    byte_view messages;
};

/// A result of `count` rows with these columns; `row_at(i)` gives the fields of row i.
template <class RowAt>
[[nodiscard]] sample make_sample(std::vector<column> columns, std::size_t count, RowAt row_at) {
    protocol::byte_buffer messages;
    byte_writer out(messages);
    for (std::size_t i = 0; i < count; ++i) {
        const auto length = out.begin_message('D');
        out.text(test::row_body(row_at(i)));
        out.end_length(length);
    }
    const auto segment = protocol::segment_ref::allocate(messages.size());
    std::memcpy(segment.data(), messages.data(), messages.size());
    const auto result = std::make_shared<detail::result_set>();
    result->shape = test::make_shape(std::move(columns));
    const byte_view kept(segment.data(), messages.size());
    result->rows.add(segment, kept, count);
    result->rows.finish();
    return {result, kept};
}

/// Five types mixed: what a table of measurements looks like.
struct reading {
    std::int64_t id;
    double value;
    std::string_view label;
    bool even;
    timestamptz taken;
};

enum class nulls : bool { none, some };

/// \param which with `some`, every third row has a NULL
[[nodiscard]] inline sample readings(std::size_t count, nulls which = nulls::none) {
    return make_sample(
        {make_column("id", oid::int8), make_column("value", oid::float8), make_column("label", oid::text),
         make_column("even", oid::bool_), make_column("taken", oid::timestamptz)},
        count, [which](std::size_t i) {
            const auto id = static_cast<std::int64_t>(i);
            test::fields row{binary(id), binary(static_cast<double>(i) / 8), "reading " + std::to_string(i % 1000),
                             binary(i % 2 == 0), binary(timestamptz{1'000'000 * id})};
            if (which == nulls::some && i % 3 == 0) row[1] = std::nullopt;
            return row;
        });
}

/// Twelve columns, like a catalogue's.
using wide = std::tuple<std::int32_t, std::string_view, std::int32_t, std::int16_t, bool, std::string_view, bool,
                        double, std::int64_t, std::int32_t, std::string_view, std::int64_t>;

[[nodiscard]] inline sample wide_rows(std::size_t count) {
    const std::vector<oid> types{oid::int4,  oid::text,   oid::int4, oid::int2, oid::bool_, oid::text,
                                 oid::bool_, oid::float8, oid::int8, oid::int4, oid::text,  oid::int8};
    std::vector<column> columns;
    for (const oid type : types) columns.push_back(make_column("column " + std::to_string(columns.size()), type));
    return make_sample(std::move(columns), count, [](std::size_t i) {
        const auto number = static_cast<std::int32_t>(i);
        const std::string name = "name " + std::to_string(i % 500);
        return test::fields{binary(number),
                            name,
                            binary(number + 1),
                            binary(std::int16_t{4}),
                            binary(i % 3 == 0),
                            name + "_in",
                            binary(true),
                            binary(0.5),
                            binary(std::int64_t{number}),
                            binary(-number),
                            std::string("x"),
                            binary(std::int64_t{-1})};
    });
}

/// int4[] of a hundred elements each.
[[nodiscard]] inline sample arrays(std::size_t count) {
    return make_sample({make_column("series", oid::int4_array)}, count, [](std::size_t i) {
        std::vector<std::int32_t> series(100);
        for (std::size_t k = 0; k < series.size(); ++k) series[k] = static_cast<std::int32_t>(i * k);
        return test::fields{binary(series)};
    });
}

/// Integers as text, which is what scripts and other pooled ways to ask yield.
[[nodiscard]] inline sample texts(std::size_t count) {
    return make_sample({make_column("id", oid::int8, format::text)}, count,
                       [](std::size_t i) { return test::fields{std::to_string(i * 1'000'003)}; });
}

} // namespace tusk::perf
