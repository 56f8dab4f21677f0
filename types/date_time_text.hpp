// How the server prints dates and times in DateStyle ISO ("Date/Time Output"), read and written.
#pragma once

#include "types/calendar.hpp"

#include <tusk/codec.hpp>

namespace tusk::detail {

/// Reads the parts of a date or time from left to right. Each part throws conversion_error, showing the whole text,
/// when it is not there.
class date_time_reader {
public:
    date_time_reader(std::string_view text, oid type) noexcept : whole_(text), rest_(text), type_(type) {}

    /// "2024-01-31", the year with four to seven digits; the era stands at the end of the whole text.
    [[nodiscard]] calendar_date date();
    /// "13:45:01.5" in microseconds, up to 24:00:00.
    [[nodiscard]] std::int64_t time();
    /// "+05:45" or "-03:30:52" in microseconds, positive east of Greenwich.
    [[nodiscard]] std::int64_t offset();
    void space() { expect(' '); }

    /// Reads the era, if there is one, and the end of the text; then counts the days of `date` from 2000-01-01.
    [[nodiscard]] std::int64_t finish(calendar_date date);
    /// Reads the end of the text.
    void finish() {
        if (!rest_.empty()) fail();
    }

    /// The instant of a day and a time in it. \throws conversion_error when it is beyond 64 bits.
    [[nodiscard]] std::int64_t combine(std::int64_t days, std::int64_t time) const;

private:
    [[nodiscard]] bool take(char wanted) noexcept;
    void expect(char wanted);
    [[nodiscard]] int number(std::size_t fewest_digits, std::size_t most_digits);
    [[nodiscard]] int number_below(int limit);
    [[nodiscard]] std::int64_t fraction();
    [[noreturn]] void fail() const;

    std::string_view whole_;
    std::string_view rest_;
    oid type_;
};

/// Appends "2024-01-31" without its era.
void append_date(std::string& text, const calendar_date& date);
/// Appends " BC" where the year calls for it.
void append_era(std::string& text, const calendar_date& date);
/// Appends "13:45:01.5"; `microseconds` may exceed a day, hours then have more than two digits.
void append_time(std::string& text, std::uint64_t microseconds);
/// Appends `value` with at least `width` digits.
void append_padded(std::string& text, std::uint64_t value, std::size_t width);

} // namespace tusk::detail
