#include "types/ascii.hpp"

#include <tusk/types/floating.hpp>

#include <charconv>
#include <cmath>
#include <limits>

namespace tusk::detail {

namespace {

// The digits of a decimal number d.ddd × 10^exponent, without a point.
struct decimal {
    std::string digits;
    int exponent = 0;
};

// What std::to_chars writes in scientific notation: with the fewest digits, or with `precision` of them behind the
// point.
template <class T, class... Precision>
decimal to_decimal(T magnitude, Precision... precision) {
    char text[64];
    const auto end =
        std::to_chars(std::begin(text), std::end(text), magnitude, std::chars_format::scientific, precision...).ptr;
    const std::string_view written(text, static_cast<std::size_t>(end - text));
    const auto e = written.find('e');
    decimal result{std::string(written.substr(0, e)), 0};
    if (result.digits.size() > 1) result.digits.erase(1, 1);
    const std::size_t plus = written[e + 1] == '+' ? 1 : 0;
    std::from_chars(text + e + 1 + plus, end, result.exponent);
    return result;
}

template <class T>
T value_of(const std::string& digits, int exponent) {
    const std::string text = digits + "e" + std::to_string(exponent - static_cast<int>(digits.size()) + 1);
    T value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// The digits followed by one far behind them, and the digits one lower followed by many nines: the number a hair
// above and a hair below. No number of so few digits can be that close to half-way without lying on it.
constexpr std::size_t hair = 60;
std::string a_hair_above(const std::string& digits) { return digits + std::string(hair, '0') + '1'; }
std::string a_hair_below(std::string digits) {
    std::size_t last = digits.size() - 1;
    for (; digits[last] == '0'; --last) digits[last] = '9'; // the first digit is never 0
    --digits[last];
    return digits + std::string(hair, '9');
}

template <class T>
bool is_inside(const decimal& candidate, T magnitude) {
    return value_of<T>(a_hair_above(candidate.digits), candidate.exponent) == magnitude &&
           value_of<T>(a_hair_below(candidate.digits), candidate.exponent) == magnitude;
}

// The server wants digits that read back as the value however the reader rounds a number that lies half-way between
// two neighbours; std::to_chars relies on round-half-even there, as with 1e23. Only numbers that have both a short
// decimal and an integral form can lie half-way, hence the limits.
template <class T>
decimal server_decimal(T magnitude) {
    constexpr int first = std::numeric_limits<T>::digits10 - 1;
    constexpr int last = 40;
    decimal result = to_decimal(magnitude);
    if (result.exponent < first || result.exponent > last) return result;
    while (!is_inside(result, magnitude)) result = to_decimal(magnitude, static_cast<int>(result.digits.size()));
    return result;
}

std::string scientific(const decimal& number) {
    std::string text = number.digits;
    if (text.size() > 1) text.insert(1, ".");
    const int size = std::abs(number.exponent);
    return text + (number.exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
}

std::string positional(const decimal& number) {
    std::string text = number.digits;
    if (number.exponent < 0) return "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') + text;
    const auto whole = static_cast<std::size_t>(number.exponent) + 1;
    if (text.size() <= whole) return text.append(whole - text.size(), '0');
    return text.insert(whole, ".");
}

template <class T>
std::string print(T value) {
    if (std::isnan(value)) return "NaN";
    const std::string sign = std::signbit(value) ? "-" : "";
    const T magnitude = std::fabs(value);
    if (std::isinf(value)) return sign + "Infinity";
    if (magnitude == 0) return sign + "0";
    const decimal number = server_decimal(magnitude);
    // From here on the server turns to exponents: 1e+15 as float8, 1e+06 as float4.
    constexpr int too_long = std::numeric_limits<T>::digits10;
    if (number.exponent < -4 || number.exponent >= too_long) return sign + scientific(number);
    return sign + positional(number);
}

} // namespace

template <std::floating_point T>
T parse_floating(std::string_view text, oid column) {
    if (text == "NaN") return std::numeric_limits<T>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<T>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<T>::infinity();
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    // from_chars would also take "inf" and "nan(7)", which no server prints.
    if (text.size() == first || !is_digit(text[first])) throw_bad_text(column, text);
    T value{};
    const char* end = text.data() + text.size();
    const auto [stop, trouble] = std::from_chars(text.data(), end, value);
    if (stop != end || trouble == std::errc::invalid_argument) throw_bad_text(column, text);
    if (trouble != std::errc{} || std::isinf(value)) throw_out_of_range(text, type_name(column).c_str());
    return value;
}

template TUSK_API float parse_floating<float>(std::string_view, oid);
template TUSK_API double parse_floating<double>(std::string_view, oid);

void write_floating_text(byte_writer& out, float value) { out.text(print(value)); }
void write_floating_text(byte_writer& out, double value) { out.text(print(value)); }

void write_as_float(byte_writer& out, double value) {
    constexpr double largest = std::numeric_limits<float>::max();
    const bool special = std::isnan(value) || std::isinf(value);
    if (!special && std::fabs(value) > largest) throw_out_of_range(print(value), "float4");
    const auto rounded = static_cast<float>(value);
    if (!special && static_cast<double>(rounded) != value)
        throw conversion_error(print(value) + " would be rounded to " + print(rounded) +
                               " as a float4: pass a float if that is meant, or cast the parameter to float8");
    out.number(rounded);
}

} // namespace tusk::detail
