#include "types/date_time_text.hpp"

#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>

namespace tusk {

namespace {

constexpr std::string_view infinity_text = "infinity";
constexpr std::string_view negative_infinity_text = "-infinity";

template <class T>
std::optional<T> parse_infinity(std::string_view text) noexcept {
    if (text == infinity_text) return T::infinity();
    if (text == negative_infinity_text) return T::negative_infinity();
    return std::nullopt;
}

template <class T>
std::string print_infinity(const T& value) {
    return std::string(value == T::infinity() ? infinity_text : negative_infinity_text);
}

// "2024-01-31 13:45:01.5", then what follows the time, then the era.
std::string print_timestamp(std::int64_t microseconds, std::string_view offset) {
    const std::int64_t days = detail::floor_divide(microseconds, detail::microseconds_per_day);
    // Within a day of the smallest number the day's beginning is out of range, but the remainder is not.
    const std::int64_t remainder = microseconds % detail::microseconds_per_day;
    const std::int64_t time = remainder < 0 ? remainder + detail::microseconds_per_day : remainder;
    const detail::calendar_date date = detail::to_calendar(days);
    std::string text;
    detail::append_date(text, date);
    text += ' ';
    detail::append_time(text, static_cast<std::uint64_t>(time));
    text += offset;
    detail::append_era(text, date);
    return text;
}

} // namespace

std::string date::to_string() const {
    if (!is_finite()) return print_infinity(*this);
    const detail::calendar_date day = detail::to_calendar(days);
    std::string text;
    detail::append_date(text, day);
    detail::append_era(text, day);
    return text;
}

date date::parse(std::string_view text) {
    if (const auto infinite = parse_infinity<date>(text)) return *infinite;
    detail::date_time_reader reader(text, oid::date);
    const std::int64_t days = reader.finish(reader.date());
    if (days <= negative_infinity().days || days >= infinity().days) detail::throw_out_of_range(text, "date");
    return {static_cast<std::int32_t>(days)};
}

std::int64_t detail::midnight(date day) {
    if (day == date::infinity()) return timestamp::infinity().microseconds;
    if (day == date::negative_infinity()) return timestamp::negative_infinity().microseconds;
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(std::int64_t{day.days}, microseconds_per_day, &microseconds))
        throw_out_of_range(day.to_string(), "timestamp");
    return microseconds;
}

std::string time_of_day::to_string() const {
    std::string text;
    detail::append_time(text, static_cast<std::uint64_t>(microseconds));
    return text;
}

time_of_day time_of_day::parse(std::string_view text) {
    detail::date_time_reader reader(text, oid::time);
    const std::int64_t time = reader.time();
    reader.finish();
    return {time};
}

void codec<time_of_day>::throw_not_a_time(time_of_day value) {
    detail::throw_out_of_range(std::to_string(value.microseconds) + " microseconds",
                               "a time of day (00:00:00 to 24:00:00)");
}

std::string timestamp::to_string() const {
    return is_finite() ? print_timestamp(microseconds, {}) : print_infinity(*this);
}

timestamp timestamp::parse(std::string_view text) {
    if (const auto infinite = parse_infinity<timestamp>(text)) return *infinite;
    detail::date_time_reader reader(text, oid::timestamp);
    const detail::calendar_date date = reader.date();
    reader.space();
    const std::int64_t time = reader.time();
    return {reader.combine(reader.finish(date), time)};
}

std::string timestamptz::to_string() const {
    return is_finite() ? print_timestamp(microseconds, "+00") : print_infinity(*this);
}

timestamptz timestamptz::parse(std::string_view text) {
    if (const auto infinite = parse_infinity<timestamptz>(text)) return *infinite;
    detail::date_time_reader reader(text, oid::timestamptz);
    const detail::calendar_date date = reader.date();
    reader.space();
    const std::int64_t local_time = reader.time();
    const std::int64_t time = local_time - reader.offset();
    return {reader.combine(reader.finish(date), time)};
}

} // namespace tusk
