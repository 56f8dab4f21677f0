#include <tusk/types/int128.hpp>

#ifdef __SIZEOF_INT128__

#include <limits>

namespace tusk::detail {

namespace {

constexpr unsigned numeric_base = 10000;

// What both types are made of. Their 129 bits hold every value of either.
struct signed_magnitude {
    bool negative;
    uint128 magnitude;
};

signed_magnitude split(uint128 value) noexcept { return {false, value}; }
signed_magnitude split(int128 value) noexcept {
    const auto bits = static_cast<uint128>(value);
    return {value < 0, value < 0 ? ~bits + 1 : bits};
}

// Nothing for a fraction, and for what has no 128 bits.
std::optional<signed_magnitude> split(const numeric& value) noexcept {
    const auto digits = value.digits();
    const bool has_fraction = static_cast<int>(digits.size()) > value.weight() + 1;
    // 2^128 has 39 digits in base 10 and hence a weight of 9 in base 10000: no more than ten rounds.
    if (!value.is_finite() || value.weight() > 9 || (has_fraction && !value.is_zero())) return std::nullopt;
    uint128 magnitude = 0;
    for (int i = 0; !value.is_zero() && i <= value.weight(); ++i) {
        const auto position = static_cast<std::size_t>(i);
        const unsigned digit = position < digits.size() ? digits[position] : 0;
        if (__builtin_mul_overflow(magnitude, uint128{numeric_base}, &magnitude) ||
            __builtin_add_overflow(magnitude, uint128{digit}, &magnitude))
            return std::nullopt;
    }
    return signed_magnitude{value.is_negative(), magnitude};
}

std::string digits_of(signed_magnitude value) {
    char digits[40]; // a sign and the 39 digits of 2^128
    char* first = std::end(digits);
    do {
        *--first = static_cast<char>('0' + static_cast<int>(value.magnitude % 10));
        value.magnitude /= 10;
    } while (value.magnitude != 0);
    if (value.negative) *--first = '-';
    return {first, std::end(digits)};
}

template <class Float>
void write_float(byte_writer& out, signed_magnitude value, oid target) {
    uint128 significand = value.magnitude;
    while (significand != 0 && significand % 2 == 0) significand /= 2;
    if (significand >> std::numeric_limits<Float>::digits != 0)
        throw conversion_error(digits_of(value) + " has no exact " + type_name(target) +
                               ": pass a floating-point value if rounding is meant");
    // The largest that come here, such as 2^127, are below the largest float.
    const auto number = static_cast<Float>(value.magnitude);
    out.number(value.negative ? -number : number);
}

// What fits in 64 bits goes the way of the shorter integers; beyond, only a numeric and the floats have room.
void write(byte_writer& out, signed_magnitude value, oid target) {
    constexpr auto half = uint128{1} << 63;
    if (value.negative && value.magnitude <= half)
        return write_integer(out, static_cast<std::int64_t>(~static_cast<std::uint64_t>(value.magnitude) + 1), target);
    if (!value.negative && value.magnitude < 2 * half)
        return write_integer(out, static_cast<std::uint64_t>(value.magnitude), target);
    switch (target) {
    case oid::numeric: return numeric::parse(digits_of(value)).encode(out);
    case oid::float4: return write_float<float>(out, value, target);
    case oid::float8: return write_float<double>(out, value, target);
    default: throw_out_of_range(digits_of(value), type_name(target).c_str());
    }
}

} // namespace

template <>
int128 to_wide_integer<int128>(const numeric& value) {
    const auto parts = split(value);
    constexpr auto half = uint128{1} << 127;
    if (!parts || parts->magnitude > (parts->negative ? half : half - 1))
        throw_out_of_range(value.to_string(), "a 128-bit integer");
    return static_cast<int128>(parts->negative ? ~parts->magnitude + 1 : parts->magnitude);
}

template <>
uint128 to_wide_integer<uint128>(const numeric& value) {
    const auto parts = split(value);
    if (!parts || parts->negative) throw_out_of_range(value.to_string(), "an unsigned 128-bit integer");
    return parts->magnitude;
}

void write_wide_integer(byte_writer& out, int128 value, oid target) { write(out, split(value), target); }
void write_wide_integer(byte_writer& out, uint128 value, oid target) { write(out, split(value), target); }

std::string wide_integer_text(int128 value) { return digits_of(split(value)); }
std::string wide_integer_text(uint128 value) { return digits_of(split(value)); }

} // namespace tusk::detail

#endif
