// PostgreSQL's numeric as Arrow's decimal128.
#pragma once

#include <tusk/codec.hpp>

#include <optional>

namespace tusk::arrow {

__extension__ typedef __int128 int128; // NOLINT(modernize-use-using): __extension__ takes no alias declaration

/// How many decimal digits a decimal128 holds.
inline constexpr int most_digits = 38;

/// The number unscaled × 10^−scale.
struct decimal {
    int128 unscaled;
    int scale;
};

/// Reads numeric's binary form; none when the number has no place in 38 digits: for NaN, infinities, and where it has
/// more digits, those behind the point that are shown as zeros included.
/// \throws conversion_error as the codec of numeric does
[[nodiscard]] std::optional<decimal> read_decimal(byte_view binary);

/// value × 10^power; none when that has more than `digits` digits, which are at most 38.
[[nodiscard]] std::optional<int128> scale_up(int128 value, int power, int digits = most_digits) noexcept;

/// Precision and scale of a numeric(p, s).
struct decimal_type {
    int precision;
    int scale;
};

/// What a numeric column's type modifier says; none where it says nothing, or more than 38 digits. Arrow knows no scale
/// below zero and none above the precision in all of its readers: such types are widened.
[[nodiscard]] std::optional<decimal_type> declared_decimal(std::int32_t type_modifier) noexcept;

} // namespace tusk::arrow
