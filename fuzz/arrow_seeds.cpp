#include "fuzz/arrow_seeds.hpp"

#include "fuzz/row_types.hpp"

#include <tusk/protocol/backend_query.hpp>
#include <tusk/tusk.hpp>

#include <optional>
#include <utility>

namespace fuzz {

namespace {

using tusk::oid;
using field = std::optional<std::string>;

template <class T>
std::string binary(const T& value) {
    tusk::protocol::byte_buffer bytes;
    tusk::byte_writer out(bytes);
    tusk::codec<T>::write_binary(out, value, tusk::codec<T>::type);
    return std::string(tusk::protocol::as_text(bytes.view()));
}

std::string row(const std::vector<field>& values) {
    tusk::protocol::backend::data_row message;
    for (const field& value : values)
        if (value)
            message.values.emplace_back(tusk::protocol::as_bytes(*value));
        else
            message.values.emplace_back();
    tusk::protocol::byte_buffer bytes;
    tusk::byte_writer out(bytes);
    message.encode(out);
    return std::string(tusk::protocol::as_text(bytes.view()));
}

/// One column: its type, and which type modifier.
using column = std::pair<std::uint8_t, std::uint8_t>;

std::string header(std::uint8_t choice, const std::vector<column>& columns) {
    std::string input{static_cast<char>(choice), static_cast<char>(columns.size() * 2)};
    for (const auto& [type, modifier] : columns) input += {static_cast<char>(type), static_cast<char>(modifier)};
    return input;
}

/// A result of one column: NULL, and these values.
std::string one_column(std::uint8_t choice, column type, const std::vector<std::string>& values) {
    std::string input = header(choice, {type}) + row({std::nullopt});
    for (const std::string& value : values) input += row({value});
    return input;
}
std::string one_column(std::uint8_t choice, oid type, const std::vector<std::string>& values) {
    return one_column(choice, {number_of(type), std::uint8_t{0}}, values);
}

std::vector<arrow_seed> scalars() {
    using tusk::date, tusk::interval, tusk::timestamp, tusk::timestamptz;
    return {
        {"bool", one_column(3, oid::bool_, {binary(true), binary(false)})},
        {"int2", one_column(1, oid::int2, {binary(std::int16_t{-7})})},
        {"int4", one_column(0, oid::int4, {binary(7), binary(-7)})},
        {"int8", one_column(0, oid::int8, {binary(std::int64_t{1} << 60)})},
        {"float8", one_column(2, oid::float8, {binary(0.5), binary(-1e300)})},
        {"text", one_column(4, oid::text, {"Mönch", ""})},
        {"json", one_column(5, oid::jsonb, {"\x01[1]"})},
        {"bytea", one_column(6, oid::bytea, {std::string("\0\xFF", 2)})},
        {"uuid", one_column(0, oid::uuid, {binary(tusk::uuid{})})},
        {"date", one_column(0, oid::date, {binary(date{-1})})},
        {"date_infinity", one_column(0, oid::date, {binary(date{}), binary(date::infinity())})},
        {"time", one_column(0, oid::time, {binary(tusk::time_of_day{1})})},
        {"timestamp", one_column(0, oid::timestamp, {binary(timestamp{1})})},
        {"timestamptz", one_column(8, oid::timestamptz, {binary(timestamptz{-1})})},
        {"interval", one_column(0, oid::interval, {binary(interval{1, 2, 3})})},
        {"interval_large", one_column(0, oid::interval, {binary(interval{1, 2, 3}), binary(interval::infinity())})},
        {"point", one_column(4, {static_cast<std::uint8_t>(number_of(oid::point) | travels_as_text), 0}, {"(1,2)"})},
        {"script", one_column(0, {static_cast<std::uint8_t>(number_of(oid::int4) | travels_as_text), 0}, {"42"})},
    };
}

std::vector<arrow_seed> numerics() {
    const auto number = [](const char* text) { return binary(tusk::numeric::parse(text)); };
    const std::uint8_t type = number_of(oid::numeric);
    return {
        {"numeric", one_column(7, {type, 0}, {number("1.5"), number("-0.00001"), number("10000")})},
        {"numeric_declared", one_column(7, {type, 1}, {number("1.50"), number("-99999999.99")})},
        {"numeric_negative_scale", one_column(7, {type, 2}, {number("12000")})},
        {"numeric_38", one_column(7, {type, 3}, {number("99999999999999999999999999999999999999")})},
        {"numeric_nan", one_column(7, {type, 1}, {number("1.50"), number("NaN")})},
    };
}

std::vector<arrow_seed> arrays() {
    using numerics = std::vector<tusk::numeric>;
    const std::vector<std::optional<int>> ints{1, std::nullopt, 3};
    const std::vector<std::vector<int>> square{{1, 2}, {3, 4}};
    const std::vector<std::string> words{"a b", "NULL", ""};
    const numerics numbers{tusk::numeric::parse("1.5"), tusk::numeric(2)};
    return {
        {"list", one_column(9, oid::int4_array, {binary(std::vector<int>{1, 2}), binary(std::vector<int>{})})},
        {"list_null", one_column(9, oid::int4_array, {binary(ints)})},
        {"list_square", one_column(9, oid::int4_array, {binary(std::vector<int>{1}), binary(square)})},
        {"list_text", one_column(0, oid::text_array, {binary(words)})},
        {"list_numeric", one_column(0, oid::numeric_array, {binary(numbers)})},
        {"list_nan", one_column(0, oid::numeric_array, {binary(numbers), binary(numerics{tusk::numeric::nan()})})},
    };
}

std::vector<arrow_seed> tables() {
    const auto plain = [](std::vector<oid> types) {
        std::vector<column> columns;
        for (const oid type : types) columns.emplace_back(number_of(type), 0);
        return columns;
    };
    const std::string reading = row({binary(std::int64_t{1}), binary(0.5), "K2", binary(true), std::nullopt});
    const std::string failed = row(std::vector<field>(5));
    const std::string pair = row({binary(1), "K2"});
    return {
        {"readings", header(12, plain({oid::int8, oid::float8, oid::text, oid::bool_, oid::timestamptz})) + reading +
                         failed + reading},
        {"pairs", header(10, plain({oid::int4, oid::text})) + pair + pair},
        {"pairs_swapped", header(11, plain({oid::text, oid::int4})) + row({"K2", binary(1)})},
        {"too_short_a_row", header(10, plain({oid::int4, oid::text})) + pair + row({binary(1)})},
        {"no_columns", header(13, {}) + row({}) + row({})},
        {"no_rows", header(10, plain({oid::int4, oid::text}))},
    };
}

} // namespace

std::vector<arrow_seed> arrow_seeds() {
    std::vector<arrow_seed> all;
    for (auto* part : {scalars, numerics, arrays, tables})
        for (arrow_seed& each : part()) all.push_back(std::move(each));
    return all;
}

} // namespace fuzz
