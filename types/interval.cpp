#include "types/ascii.hpp"
#include "types/date_time_text.hpp"

#include <tusk/types/interval.hpp>

#include <charconv>

namespace tusk {

namespace {

constexpr std::string_view infinity_text = "infinity";
constexpr std::string_view negative_infinity_text = "-infinity";
constexpr std::int32_t months_per_year = 12;

// Writes the parts of an interval in the server's way: what is zero is left out, and what follows a negative part says
// its own sign even when it is positive.
class interval_printer {
public:
    void part(std::int64_t count, std::string_view unit) {
        if (count == 0) return;
        separate();
        if (count > 0 && after_negative_) text += '+';
        text += std::to_string(count);
        text += ' ';
        text += unit;
        if (count != 1) text += 's';
        after_negative_ = count < 0;
    }

    void time(std::int64_t microseconds) {
        if (microseconds == 0 && !text.empty()) return;
        separate();
        if (microseconds < 0)
            text += '-';
        else if (after_negative_)
            text += '+';
        const auto bits = static_cast<std::uint64_t>(microseconds);
        detail::append_time(text, microseconds < 0 ? ~bits + 1 : bits);
    }

    std::string text;

private:
    void separate() {
        if (!text.empty()) text += ' ';
    }
    bool after_negative_ = false;
};

// Reads the same parts back. The parts come in their order, each at most once.
class interval_reader {
public:
    explicit interval_reader(std::string_view text) noexcept : whole_(text), rest_(text) {}

    [[nodiscard]] interval read() {
        const std::int64_t years = part("year");
        const std::int64_t months = part("mon");
        const std::int64_t days = part("day");
        std::int64_t microseconds = 0;
        if (!rest_.empty()) microseconds = time();
        if (whole_.empty() || !rest_.empty()) fail();
        return {narrow(years * months_per_year + months), narrow(days), microseconds};
    }

private:
    struct signed_number {
        bool negative;
        std::uint64_t magnitude;
    };

    // The number at the front, or nothing when no digit is there; the text stays where it was.
    [[nodiscard]] signed_number number(std::string_view& text) const {
        const bool negative = text.starts_with('-');
        if (negative || text.starts_with('+')) text.remove_prefix(1);
        std::uint64_t magnitude = 0;
        const auto [stop, trouble] = std::from_chars(text.data(), text.data() + text.size(), magnitude);
        if (trouble != std::errc{}) fail();
        text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
        return {negative, magnitude};
    }

    // "-3 days" when `unit` is "day"; zero, and nothing read, when another part comes next.
    [[nodiscard]] std::int64_t part(std::string_view unit) {
        if (rest_.empty()) return 0;
        std::string_view next = rest_;
        const auto [negative, magnitude] = number(next);
        if (!next.starts_with(' ') || !next.substr(1).starts_with(unit)) return 0;
        next.remove_prefix(1 + unit.size());
        if (next.starts_with('s')) next.remove_prefix(1);
        if (next.starts_with(' ') && next.size() > 1)
            next.remove_prefix(1);
        else if (!next.empty())
            fail();
        rest_ = next;
        constexpr std::uint64_t largest = std::uint64_t{1} << 31; // the magnitude of the smallest 32-bit number
        if (magnitude > largest) detail::throw_out_of_range(whole_, "interval");
        const auto count = static_cast<std::int64_t>(magnitude);
        return negative ? -count : count;
    }

    [[nodiscard]] std::int64_t time() {
        const auto [negative, hours] = number(rest_);
        const std::uint64_t minutes = sixtieth();
        const std::uint64_t seconds = sixtieth();
        std::uint64_t total = 0;
        constexpr std::uint64_t microseconds_per_hour = 3'600'000'000;
        const std::uint64_t below_hours = (minutes * 60 + seconds) * 1'000'000 + fraction();
        const std::uint64_t limit = static_cast<std::uint64_t>(INT64_MAX) + (negative ? 1 : 0);
        if (__builtin_mul_overflow(hours, microseconds_per_hour, &total) ||
            __builtin_add_overflow(total, below_hours, &total) || total > limit)
            detail::throw_out_of_range(whole_, "interval");
        return static_cast<std::int64_t>(negative ? ~total + 1 : total);
    }

    // ":05"
    [[nodiscard]] std::uint64_t sixtieth() {
        if (rest_.size() < 3 || rest_[0] != ':' || rest_[1] < '0' || rest_[1] > '5' || !detail::is_digit(rest_[2]))
            fail();
        const int value = (rest_[1] - '0') * 10 + (rest_[2] - '0');
        rest_.remove_prefix(3);
        return static_cast<std::uint64_t>(value);
    }

    // ".789", or nothing
    [[nodiscard]] std::uint64_t fraction() {
        if (!rest_.starts_with('.')) return 0;
        std::uint64_t value = 0;
        std::size_t digits = 0;
        for (rest_.remove_prefix(1); digits < 6 && !rest_.empty() && detail::is_digit(rest_[0]); ++digits) {
            value = value * 10 + static_cast<std::uint64_t>(rest_[0] - '0');
            rest_.remove_prefix(1);
        }
        if (digits == 0) fail();
        for (; digits < 6; ++digits) value *= 10;
        return value;
    }

    [[nodiscard]] std::int32_t narrow(std::int64_t value) const {
        const auto narrowed = static_cast<std::int32_t>(value);
        if (narrowed != value) detail::throw_out_of_range(whole_, "interval");
        return narrowed;
    }

    [[noreturn]] void fail() const {
        throw conversion_error("\"" + std::string(whole_.substr(0, 80)) +
                               "\" is not an interval in IntervalStyle postgres, the one tusk reads: SET IntervalStyle "
                               "TO postgres");
    }

    std::string_view whole_;
    std::string_view rest_;
};

} // namespace

std::string interval::to_string() const {
    if (!is_finite()) return std::string(*this == infinity() ? infinity_text : negative_infinity_text);
    interval_printer printer;
    printer.part(months / months_per_year, "year");
    printer.part(months % months_per_year, "mon");
    printer.part(days, "day");
    printer.time(microseconds);
    return printer.text;
}

interval interval::parse(std::string_view text) {
    if (text == infinity_text) return infinity();
    if (text == negative_infinity_text) return negative_infinity();
    return interval_reader(text).read();
}

} // namespace tusk
