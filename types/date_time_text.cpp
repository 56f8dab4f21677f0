#include "types/date_time_text.hpp"

#include "types/ascii.hpp"

#include <charconv>

namespace tusk::detail {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;
constexpr std::size_t fraction_digits = 6;
// The farthest that the server lets a time zone be from Greenwich.
constexpr int most_offset_hours = 15;

constexpr std::int64_t to_microseconds(int hours, int minutes, int seconds) noexcept {
    return ((std::int64_t{hours} * 60 + minutes) * 60 + seconds) * microseconds_per_second;
}

// Which of the server's other DateStyles a text could be in; null when it looks like none.
const char* other_date_style(std::string_view text) noexcept {
    if (text.size() < 3) return nullptr;
    if (text.find('/') != std::string_view::npos) return "SQL";
    const bool starts_with_pair = is_digit(text[0]) && is_digit(text[1]);
    if (starts_with_pair && text[2] == '.') return "German";
    const bool starts_with_name = !is_digit(text[0]) && !is_digit(text[1]) && !is_digit(text[2]);
    if ((starts_with_pair && text[2] == '-') || (starts_with_name && text.find(' ') == 3)) return "Postgres";
    return nullptr;
}

} // namespace

void date_time_reader::fail() const {
    if (const char* style = type_ == oid::time || type_ == oid::timetz ? nullptr : other_date_style(whole_))
        throw conversion_error("\"" + std::string(whole_.substr(0, 60)) + "\" looks like DateStyle " + style +
                               ", which is ambiguous; tusk reads ISO: SET DateStyle TO ISO");
    throw_bad_text(type_, whole_);
}

bool date_time_reader::take(char wanted) noexcept {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
}

void date_time_reader::expect(char wanted) {
    if (!take(wanted)) fail();
}

int date_time_reader::number(std::size_t fewest_digits, std::size_t most_digits) {
    std::size_t count = 0;
    while (count < rest_.size() && is_digit(rest_[count])) ++count;
    if (count < fewest_digits || count > most_digits) fail();
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + count, value);
    rest_.remove_prefix(count);
    return value;
}

int date_time_reader::number_below(int limit) {
    const int value = number(2, 2);
    if (value >= limit) fail();
    return value;
}

calendar_date date_time_reader::date() {
    const int year = number(4, 7);
    expect('-');
    const int month = number(2, 2);
    expect('-');
    return {year, month, number(2, 2)};
}

std::int64_t date_time_reader::fraction() {
    const std::size_t before = rest_.size();
    std::int64_t value = number(1, fraction_digits);
    for (std::size_t digits = before - rest_.size(); digits < fraction_digits; ++digits) value *= 10;
    return value;
}

std::int64_t date_time_reader::time() {
    const int hours = number_below(25);
    expect(':');
    const int minutes = number_below(60);
    expect(':');
    const int seconds = number_below(60);
    std::int64_t time = to_microseconds(hours, minutes, seconds);
    if (take('.')) time += fraction();
    if (time > microseconds_per_day) fail();
    return time;
}

std::int64_t date_time_reader::offset() {
    const bool west = take('-');
    if (!west) expect('+');
    const int hours = number_below(most_offset_hours + 1);
    const int minutes = take(':') ? number_below(60) : 0;
    const int seconds = take(':') ? number_below(60) : 0;
    const std::int64_t offset = to_microseconds(hours, minutes, seconds);
    return west ? -offset : offset;
}

std::int64_t date_time_reader::finish(calendar_date date) {
    if (date.year == 0) fail(); // no such year between 1 BC and 1 AD
    if (rest_ == " BC") {
        rest_ = {};
        date.year = 1 - date.year;
    }
    finish();
    if (date.month < 1 || date.month > 12 || date.day < 1) fail();
    const std::int64_t days = from_calendar(date);
    if (to_calendar(days).day != date.day) fail(); // the 31st of a shorter month runs into the next
    return days;
}

std::int64_t date_time_reader::combine(std::int64_t days, std::int64_t time) const {
    // The first day of the range begins before the range does: count it back from its end.
    if (days < 0) {
        days += 1;
        time -= microseconds_per_day;
    }
    std::int64_t result = 0;
    if (__builtin_mul_overflow(days, microseconds_per_day, &result) || __builtin_add_overflow(result, time, &result) ||
        result == INT64_MAX || result == INT64_MIN)
        throw_out_of_range(whole_, type_name(type_).c_str());
    return result;
}

void append_padded(std::string& text, std::uint64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

void append_date(std::string& text, const calendar_date& date) {
    append_padded(text, static_cast<std::uint64_t>(date.year > 0 ? date.year : 1 - date.year), 4);
    text += '-';
    append_padded(text, static_cast<std::uint64_t>(date.month), 2);
    text += '-';
    append_padded(text, static_cast<std::uint64_t>(date.day), 2);
}

void append_era(std::string& text, const calendar_date& date) {
    if (date.year <= 0) text += " BC";
}

void append_time(std::string& text, std::uint64_t microseconds) {
    const std::uint64_t fraction = microseconds % microseconds_per_second;
    const std::uint64_t seconds = microseconds / microseconds_per_second;
    append_padded(text, seconds / 3600, 2);
    text += ':';
    append_padded(text, seconds / 60 % 60, 2);
    text += ':';
    append_padded(text, seconds % 60, 2);
    if (fraction == 0) return;
    text += '.';
    append_padded(text, fraction, fraction_digits);
    text.erase(text.find_last_not_of('0') + 1);
}

} // namespace tusk::detail
