#include "client/arrow_decimal.hpp"

#include <tusk/types/numeric.hpp>

#include <algorithm>
#include <array>

namespace tusk::arrow {

namespace {

constexpr auto powers_of_ten = [] {
    std::array<int128, most_digits + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

constexpr int128 power_of_ten(int exponent) noexcept { return powers_of_ten[static_cast<std::size_t>(exponent)]; }

// Numeric's digits are in base 10000.
constexpr int group_digits = 4;

} // namespace

std::optional<int128> scale_up(int128 value, int power, int digits) noexcept {
    if (value == 0) return value;
    if (power > digits) return std::nullopt;
    const int128 beyond = power_of_ten(digits);
    // value × 10^power < 10^digits, without the product.
    const int128 limit = (beyond - 1) / power_of_ten(power);
    if (value > limit || value < -limit) return std::nullopt;
    return value * power_of_ten(power);
}

std::optional<decimal> read_decimal(byte_view binary) {
    const numeric number = numeric::decode(binary);
    if (!number.is_finite() || number.scale() > most_digits) return std::nullopt;
    const auto groups = number.digits();
    // Of the last group the digits behind the scale are zeros: they are cut off before they count.
    const int last_exponent = (number.weight() - static_cast<int>(groups.size()) + 1) * group_digits;
    const int hidden = std::max(0, -last_exponent - number.scale());
    int128 magnitude = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const int cut = i + 1 == groups.size() ? hidden : 0;
        const auto shifted = scale_up(magnitude, group_digits - cut);
        if (!shifted) return std::nullopt;
        // At most 10^38 + 9998, which 127 bits hold.
        magnitude = *shifted + int128{groups[i]} / power_of_ten(cut);
    }
    const auto unscaled = scale_up(magnitude, groups.empty() ? 0 : std::max(0, last_exponent + number.scale()));
    if (!unscaled) return std::nullopt;
    return decimal{number.is_negative() ? -*unscaled : *unscaled, number.scale()};
}

std::optional<decimal_type> declared_decimal(std::int32_t type_modifier) noexcept {
    // numeric's typmod: the precision above 16 bits that end with the scale, an 11-bit number with a sign; all of it
    // counted from 4 (numerictypmodin in the server).
    constexpr std::int32_t offset = 4;
    if (type_modifier < offset) return std::nullopt;
    const std::int32_t packed = type_modifier - offset;
    const std::int32_t precision = (packed >> 16) & 0xFFFF;
    const std::int32_t scale = ((packed & 0x7FF) ^ 0x400) - 0x400;
    const decimal_type type = scale < 0 ? decimal_type{precision - scale, 0} //
                                        : decimal_type{std::max(precision, scale), scale};
    if (type.precision < 1 || type.precision > most_digits) return std::nullopt;
    return type;
}

} // namespace tusk::arrow
