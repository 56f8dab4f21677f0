#include "types/ascii.hpp"

#include <tusk/types/numeric.hpp>

#include <charconv>
#include <cmath>
#include <limits>

namespace tusk {

namespace {

// What the server allows ("Numeric Types"): digits before the point, and behind it.
constexpr std::int64_t most_whole_digits = 131072;
constexpr std::int64_t most_scale = 16383;
constexpr std::int64_t base_digits = 4;

std::string_view take_digits(std::string_view& text) noexcept {
    std::size_t count = 0;
    while (count < text.size() && detail::is_digit(text[count])) ++count;
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

bool take(std::string_view& text, char wanted) noexcept {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

// An exponent behind 'e'; one beyond every number's reach is cut to a value that is out of range as well.
std::int64_t take_exponent(std::string_view& text, bool& ok) {
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    const std::string_view digits = take_digits(text);
    ok = !digits.empty();
    constexpr std::int64_t beyond = 1'000'000'000;
    std::int64_t exponent = 0;
    const auto trouble = std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec;
    if (trouble == std::errc::result_out_of_range || exponent > beyond) exponent = beyond;
    return negative ? -exponent : exponent;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }

void append_group(std::string& text, unsigned digit) {
    const char group[] = {static_cast<char>('0' + digit / 1000), static_cast<char>('0' + digit / 100 % 10),
                          static_cast<char>('0' + digit / 10 % 10), static_cast<char>('0' + digit % 10)};
    text.append(group, sizeof group);
}

} // namespace

numeric numeric::parse(std::string_view text) {
    if (text == "NaN") return nan();
    if (text == "Infinity") return infinity();
    if (text == "-Infinity") return negative_infinity();
    std::string_view rest = text;
    const bool negative = take(rest, '-');
    if (!negative) take(rest, '+');
    const std::string_view whole_digits = take_digits(rest);
    const std::string_view fraction = take(rest, '.') ? take_digits(rest) : std::string_view();
    bool ok = !whole_digits.empty() || !fraction.empty();
    std::int64_t exponent = 0;
    if (ok && (take(rest, 'e') || take(rest, 'E'))) exponent = take_exponent(rest, ok);
    if (!ok || !rest.empty()) detail::throw_bad_text(oid::numeric, text);

    std::string digits(whole_digits);
    digits.append(fraction);
    const std::int64_t power = exponent - static_cast<std::int64_t>(fraction.size());
    const auto first = digits.find_first_not_of('0');
    digits.erase(0, first == std::string::npos ? digits.size() : first);
    const std::int64_t scale = power < 0 ? -power : 0;
    const bool too_large = !digits.empty() && static_cast<std::int64_t>(digits.size()) + power > most_whole_digits;
    if (scale > most_scale || too_large)
        detail::throw_out_of_range(text, "numeric (131072 digits before the point and 16383 behind it)");
    return assemble(negative, digits, power, static_cast<int>(scale));
}

// The number decimal_digits × 10^power: its digits are grouped by four from the point in both directions.
numeric numeric::assemble(bool negative, std::string_view decimal_digits, std::int64_t power, int scale) {
    numeric value(negative ? sign::negative : sign::positive);
    value.scale_ = static_cast<std::uint16_t>(scale);
    const auto count = static_cast<std::int64_t>(decimal_digits.size());
    const std::int64_t top = count - 1 + power; // the power of ten of the first decimal digit
    if (count != 0) value.weight_ = static_cast<std::int16_t>(floor_divide(top, base_digits));
    std::int64_t position = top - value.weight_ * base_digits; // 3..0: where in its group the next digit stands
    unsigned group = 0;
    for (const char digit : decimal_digits) {
        constexpr unsigned powers[] = {1, 10, 100, 1000};
        group += static_cast<unsigned>(digit - '0') * powers[position];
        if (position-- != 0) continue;
        value.digits_.push_back(static_cast<std::uint16_t>(group));
        group = 0;
        position = base_digits - 1;
    }
    if (group != 0) value.digits_.push_back(static_cast<std::uint16_t>(group));
    value.normalise();
    return value;
}

std::string numeric::to_string() const {
    if (is_nan()) return "NaN";
    if (is_infinite()) return is_negative() ? "-Infinity" : "Infinity";
    const auto digit = [this](int weight) -> unsigned {
        const int index = weight_ - weight;
        return index < 0 || index >= static_cast<int>(digits_.size()) ? 0U : digits_[static_cast<std::size_t>(index)];
    };
    std::string text = is_negative() ? "-" : "";
    text += std::to_string(digit(weight_ < 0 ? 0 : weight_));
    for (int weight = weight_ - 1; weight >= 0; --weight) append_group(text, digit(weight));
    if (scale_ == 0) return text;
    text += '.';
    const std::size_t end = text.size() + scale_;
    for (int weight = -1; text.size() < end; --weight) append_group(text, digit(weight));
    text.resize(end);
    return text;
}

double numeric::to_double_lossy() const {
    if (is_nan()) return std::numeric_limits<double>::quiet_NaN();
    const double direction = is_negative() ? -1.0 : 1.0;
    constexpr double infinite = std::numeric_limits<double>::infinity();
    if (is_infinite()) return direction * infinite;
    const std::string text = to_string();
    double value = 0;
    const auto trouble = std::from_chars(text.data(), text.data() + text.size(), value).ec;
    if (trouble == std::errc::result_out_of_range) return direction * (weight_ > 0 ? infinite : 0.0);
    return value;
}

numeric numeric::from_double(double value) {
    if (std::isnan(value)) return nan();
    if (std::isinf(value)) return value < 0 ? negative_infinity() : infinity();
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
    return parse({text, static_cast<std::size_t>(end - text)});
}

} // namespace tusk
