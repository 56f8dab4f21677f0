#include <tusk/types/numeric.hpp>

#include <algorithm>
#include <limits>

namespace tusk {

namespace {

constexpr std::uint16_t base = 10000;
constexpr int base_digits = 4; // decimal digits in one of base 10000
constexpr std::uint16_t largest_scale = 0x3FFF;

std::strong_ordering compare_magnitude(const numeric& a, const numeric& b) noexcept {
    if (a.is_zero() || b.is_zero()) return !a.is_zero() <=> !b.is_zero();
    if (a.weight() != b.weight()) return a.weight() <=> b.weight();
    const auto left = a.digits();
    const auto right = b.digits();
    return std::lexicographical_compare_three_way(left.begin(), left.end(), right.begin(), right.end());
}

// Where a value stands among those that digits cannot tell apart: -infinity, numbers, infinity, NaN.
int rank(const numeric& value) noexcept {
    if (value.is_nan()) return 2;
    if (value.is_finite()) return 0;
    return value.is_negative() ? -1 : 1;
}

} // namespace

numeric::numeric(std::uint64_t value, whole) {
    for (; value != 0; value /= base) digits_.push_back(static_cast<std::uint16_t>(value % base));
    std::reverse(digits_.begin(), digits_.end());
    weight_ = static_cast<std::int16_t>(digits_.empty() ? 0 : digits_.size() - 1);
    normalise();
}

numeric::numeric(std::int64_t value, whole)
    : numeric(value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value), whole{}) {
    if (value < 0) sign_ = sign::negative;
}

numeric numeric::nan() noexcept { return numeric(sign::nan); }
numeric numeric::infinity() noexcept { return numeric(sign::infinity); }
numeric numeric::negative_infinity() noexcept { return numeric(sign::negative_infinity); }

void numeric::normalise() noexcept {
    const auto is_digit = [](std::uint16_t digit) { return digit != 0; };
    digits_.erase(std::find_if(digits_.rbegin(), digits_.rend(), is_digit).base(), digits_.end());
    const auto first = std::find_if(digits_.begin(), digits_.end(), is_digit);
    weight_ = static_cast<std::int16_t>(weight_ - (first - digits_.begin()));
    digits_.erase(digits_.begin(), first);
    if (digits_.empty()) weight_ = 0, sign_ = sign::positive;
}

std::weak_ordering operator<=>(const numeric& a, const numeric& b) noexcept {
    if (!a.is_finite() || !b.is_finite()) return rank(a) <=> rank(b);
    if (a.is_negative() != b.is_negative()) return b.is_negative() <=> a.is_negative();
    return a.is_negative() ? compare_magnitude(b, a) : compare_magnitude(a, b);
}

std::int64_t numeric::to_int64() const {
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    const std::uint64_t limit = is_negative() ? largest + 1 : largest;
    // Without zeros at the end of the digits, one below the weight 0 means a fraction.
    const bool has_fraction = static_cast<int>(digits_.size()) > weight_ + 1;
    if (!is_finite() || has_fraction) detail::throw_out_of_range(to_string(), "an integer");
    std::uint64_t magnitude = 0;
    for (int i = 0; !is_zero() && i <= weight_; ++i) {
        const auto position = static_cast<std::size_t>(i);
        const std::uint64_t digit = position < digits_.size() ? digits_[position] : 0;
        if (magnitude > (limit - digit) / base) detail::throw_out_of_range(to_string(), "a 64-bit integer");
        magnitude = magnitude * base + digit;
    }
    return static_cast<std::int64_t>(is_negative() ? ~magnitude + 1 : magnitude);
}

// The binary form is a count of digits, the weight, the sign, the scale, and the digits, 16 bits each
// (numeric_send in the server; a NaN or an infinity comes without digits, its scale means nothing).
numeric numeric::decode(byte_view bytes) {
    protocol::byte_reader reader(bytes);
    const auto count = reader.number<std::uint16_t>();
    const auto weight = reader.number<std::int16_t>();
    const auto kind = static_cast<sign>(reader.number<std::uint16_t>());
    const auto scale = reader.number<std::uint16_t>();
    if (!reader.ok() || reader.remaining() != std::size_t{count} * 2)
        detail::throw_malformed(oid::numeric, "its size is not what its count of digits says");
    if (kind == sign::nan || kind == sign::infinity || kind == sign::negative_infinity) {
        if (count != 0) detail::throw_malformed(oid::numeric, "digits behind a NaN or an infinity");
        return numeric(kind);
    }
    if (kind != sign::positive && kind != sign::negative) detail::throw_malformed(oid::numeric, "unknown sign");
    if (scale > largest_scale) detail::throw_malformed(oid::numeric, "a scale above 16383");

    numeric value(kind);
    value.scale_ = scale;
    value.digits_.resize(count);
    for (std::uint16_t& digit : value.digits_) {
        digit = reader.number<std::uint16_t>();
        if (digit >= base) detail::throw_malformed(oid::numeric, "a digit above 9999");
    }
    if (int{weight} - int{count} < std::numeric_limits<std::int16_t>::min())
        detail::throw_malformed(oid::numeric, "a weight out of range");
    value.weight_ = weight;
    value.normalise();
    // Digits that the scale hides would be compared but never shown.
    const int last_weight = value.weight_ - static_cast<int>(value.digits_.size()) + 1;
    const int hidden = -last_weight * base_digits - scale;
    constexpr int powers[] = {1, 10, 100, 1000};
    if (!value.digits_.empty() && hidden > 0 && (hidden >= base_digits || value.digits_.back() % powers[hidden] != 0))
        detail::throw_malformed(oid::numeric, "more digits than its scale shows");
    return value;
}

// It means nothing, but it is what the server writes: part of how it marks infinities in memory.
constexpr std::uint16_t scale_of_infinity = 32;

void numeric::encode(byte_writer& out) const {
    out.number(static_cast<std::uint16_t>(digits_.size()));
    out.number(weight_);
    out.number(static_cast<std::uint16_t>(sign_));
    out.number(is_infinite() ? scale_of_infinity : scale_);
    for (const std::uint16_t digit : digits_) out.number(digit);
}

numeric detail::read_as_numeric(byte_view bytes, oid column) {
    return column == oid::numeric ? numeric::decode(bytes) : numeric(read_integer(bytes, column));
}

void detail::write_numeric(byte_writer& out, const numeric& value, oid target) {
    if (target == oid::numeric) return value.encode(out);
    write_integer(out, value.to_int64(), target);
}

} // namespace tusk
