#include "tests/support/arrow_reader.hpp"

#include <tusk/types/array_wire.hpp>
#include <tusk/types/bytea.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/interval.hpp>
#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>
#include <tusk/types/uuid.hpp>

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

namespace tusk::test {

namespace {

using text_of_value = std::string (*)(const ArrowArray& array, std::int64_t position);

constexpr std::int64_t day_2000 = 10'957; // counted from 1970
constexpr std::int64_t microseconds_2000 = day_2000 * 86'400'000'000;

template <class T>
std::string written(const T& value) {
    protocol::byte_buffer buffer;
    byte_writer out(buffer);
    codec<T>::write_text(out, value, codec<T>::type);
    return std::string(protocol::as_text(buffer.view()));
}

template <class Number>
std::string integer(const ArrowArray& array, std::int64_t position) {
    return std::to_string(arrow_number<Number>(array, 1, position));
}
template <class Number>
std::string floating(const ArrowArray& array, std::int64_t position) {
    return written(arrow_number<Number>(array, 1, position));
}
template <class Time>
std::string time(const ArrowArray& array, std::int64_t position) {
    return Time{arrow_number<std::int64_t>(array, 1, position) - microseconds_2000}.to_string();
}

template <class Offset>
std::string_view part(const ArrowArray& array, std::int64_t position) {
    const auto begin = arrow_number<Offset>(array, 1, position);
    const auto end = arrow_number<Offset>(array, 1, position + 1);
    return {static_cast<const char*>(array.buffers[2]) + begin, static_cast<std::size_t>(end - begin)};
}
template <class Offset>
std::string characters(const ArrowArray& array, std::int64_t position) {
    return std::string(part<Offset>(array, position));
}
template <class Offset>
std::string bytes(const ArrowArray& array, std::int64_t position) {
    return written<std::span<const std::byte>>(protocol::as_bytes(part<Offset>(array, position)));
}

std::string truth(const ArrowArray& array, std::int64_t position) { return arrow_bit(array, 1, position) ? "t" : "f"; }
std::string date_text(const ArrowArray& array, std::int64_t position) {
    const std::int64_t days = arrow_number<std::int32_t>(array, 1, position) - day_2000;
    return date{static_cast<std::int32_t>(days)}.to_string();
}
std::string time_of_day_text(const ArrowArray& array, std::int64_t position) {
    return time_of_day{arrow_number<std::int64_t>(array, 1, position)}.to_string();
}
std::string uuid_text(const ArrowArray& array, std::int64_t position) {
    return arrow_number<uuid>(array, 1, position).to_string();
}
std::string interval_text(const ArrowArray& array, std::int64_t position) {
    struct month_day_nano {
        std::int32_t months, days;
        std::int64_t nanoseconds;
    };
    const auto span = arrow_number<month_day_nano>(array, 1, position);
    return interval{span.months, span.days, span.nanoseconds / 1'000}.to_string();
}

std::string decimal_text(arrow_int128 number, int scale) {
    const bool negative = number < 0;
    std::string digits;
    for (int i = 0; i <= scale || number != 0; ++i, number /= 10) {
        if (i == scale && scale != 0) digits += '.';
        const auto digit = static_cast<int>(number % 10);
        digits += static_cast<char>('0' + (negative ? -digit : digit));
    }
    if (negative) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

using texts = std::vector<std::optional<std::string>>;

std::string list_text(std::span<const std::optional<std::string>> elements) {
    protocol::byte_buffer buffer;
    byte_writer out(buffer);
    const array_dimension length{static_cast<std::int32_t>(elements.size()), 1};
    detail::array_text_writer writer(out, elements.empty() ? std::span<const array_dimension>() : std::span(&length, 1),
                                     ',');
    for (const auto& element : elements)
        if (element)
            writer.element(*element);
        else
            writer.null();
    return std::string(protocol::as_text(buffer.view()));
}

template <class Offset>
texts lists(const ArrowSchema& schema, const ArrowArray& array) {
    const texts elements = arrow_texts(*schema.children[0], *array.children[0]);
    texts all;
    for (std::int64_t i = 0; i < array.length; ++i) {
        const auto begin = static_cast<std::size_t>(arrow_number<Offset>(array, 1, i));
        const auto end = static_cast<std::size_t>(arrow_number<Offset>(array, 1, i + 1));
        if (arrow_is_null(array, i))
            all.emplace_back();
        else
            all.emplace_back(list_text(std::span(elements).subspan(begin, end - begin)));
    }
    return all;
}

text_of_value text_of(const std::string& format) {
    static const std::map<std::string, text_of_value> known{
        {"b", truth},
        {"s", integer<std::int16_t>},
        {"i", integer<std::int32_t>},
        {"l", integer<std::int64_t>},
        {"I", integer<std::uint32_t>},
        {"f", floating<float>},
        {"g", floating<double>},
        {"u", characters<std::int32_t>},
        {"U", characters<std::int64_t>},
        {"z", bytes<std::int32_t>},
        {"Z", bytes<std::int64_t>},
        {"w:16", uuid_text},
        {"tdD", date_text},
        {"ttu", time_of_day_text},
        {"tsu:", time<timestamp>},
        {"tsu:UTC", time<timestamptz>},
        {"tin", interval_text},
    };
    return known.at(format);
}

} // namespace

texts arrow_texts(const ArrowSchema& schema, const ArrowArray& array) {
    const std::string format = schema.format;
    if (format == "+l") return lists<std::int32_t>(schema, array);
    if (format == "+L") return lists<std::int64_t>(schema, array);
    const auto decimal = parse_decimal_format(format);
    const text_of_value text = decimal ? nullptr : text_of(format);
    texts all;
    for (std::int64_t i = 0; i < array.length; ++i) {
        if (arrow_is_null(array, i))
            all.emplace_back();
        else if (decimal)
            all.emplace_back(decimal_text(arrow_number<arrow_int128>(array, 1, i), decimal->scale));
        else
            all.emplace_back(text(array, i));
    }
    return all;
}

} // namespace tusk::test
