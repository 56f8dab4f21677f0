#include "types/date_time_text.hpp"

#include <tusk/types/timetz.hpp>

#include <cstdlib>

namespace tusk {

namespace {

constexpr std::size_t wire_size = sizeof(std::int64_t) + sizeof(std::int32_t);
constexpr std::int64_t microseconds_per_second = 1'000'000;

constexpr bool is_time(time_of_day_tz value) noexcept {
    return value.microseconds >= 0 && value.microseconds <= time_of_day::end_of_day;
}
constexpr bool is_offset(std::int32_t seconds) noexcept {
    return seconds > -time_of_day_tz::offset_limit && seconds < time_of_day_tz::offset_limit;
}

void require_valid(time_of_day_tz value) {
    if (!is_time(value))
        detail::throw_out_of_range(std::to_string(value.microseconds) + " microseconds",
                                   "a time of day (00:00:00 to 24:00:00)");
    if (!is_offset(value.offset))
        detail::throw_out_of_range(std::to_string(value.offset) + " seconds",
                                   "a time zone's offset (less than 16 hours)");
}

} // namespace

std::string time_of_day_tz::to_string() const {
    std::string text;
    detail::append_time(text, static_cast<std::uint64_t>(microseconds));
    text += offset < 0 ? '-' : '+';
    const auto distance = static_cast<std::uint64_t>(std::llabs(offset));
    detail::append_padded(text, distance / 3600, 2);
    if (distance % 3600 == 0) return text;
    text += ':';
    detail::append_padded(text, distance / 60 % 60, 2);
    if (distance % 60 == 0) return text;
    text += ':';
    detail::append_padded(text, distance % 60, 2);
    return text;
}

time_of_day_tz time_of_day_tz::parse(std::string_view text) {
    detail::date_time_reader reader(text, oid::timetz);
    const std::int64_t time = reader.time();
    const auto offset = static_cast<std::int32_t>(reader.offset() / microseconds_per_second);
    reader.finish();
    return {time, offset};
}

time_of_day_tz codec<time_of_day_tz>::read_binary(byte_view bytes, oid column) {
    detail::require_size(bytes, wire_size, column);
    const auto time = protocol::load_big_endian<std::int64_t>(bytes.data());
    // The server counts seconds west of Greenwich.
    const auto west = protocol::load_big_endian<std::int32_t>(bytes.data() + sizeof time);
    if (!is_offset(west)) detail::throw_malformed(column, "its time zone is 16 hours or more from Greenwich");
    const time_of_day_tz value{time, -west};
    if (!is_time(value)) detail::throw_malformed(column, "it is not between 00:00:00 and 24:00:00");
    return value;
}

void codec<time_of_day_tz>::write_binary(byte_writer& out, time_of_day_tz value, oid) {
    require_valid(value);
    out.number(value.microseconds);
    out.number(-value.offset);
}

void codec<time_of_day_tz>::write_text(byte_writer& out, time_of_day_tz value, oid) {
    require_valid(value);
    out.text(value.to_string());
}

} // namespace tusk
