/// \file
/// PostgreSQL's numeric: exact decimal numbers.
#pragma once

#include <tusk/types/integer.hpp>

#include <compare>
#include <span>
#include <vector>

namespace tusk {

/// An exact decimal number with the number of digits that it is shown with, NaN, or an infinity: everything that a
/// numeric column can hold. It keeps and compares values; it does not compute.
///
/// The value is the sum of digits()[i] × 10000^(weight() − i), as on the wire.
class numeric {
public:
    /// Zero.
    numeric() noexcept = default;
    /// Exactly this integer, shown without a point.
    template <detail::integer T>
    numeric(T value) : numeric(static_cast<detail::widest<T>>(value), whole{}) {} // NOLINT: every integer is a numeric

    /// Reads what to_string() writes, also with a leading '+', without digits before or behind the point, or with a
    /// decimal exponent ("1.5e3", shown as 1500).
    /// \throws conversion_error when `text` is anything else, or beyond numeric's 131072 digits before the point and
    /// 16383 behind it.
    [[nodiscard]] TUSK_API static numeric parse(std::string_view text);
    /// The shortest decimal number that reads back as `value`; NaN and the infinities become numeric's own.
    [[nodiscard]] TUSK_API static numeric from_double(double value);
    [[nodiscard]] TUSK_API static numeric nan() noexcept;
    [[nodiscard]] TUSK_API static numeric infinity() noexcept;
    [[nodiscard]] TUSK_API static numeric negative_infinity() noexcept;

    [[nodiscard]] bool is_nan() const noexcept { return sign_ == sign::nan; }
    [[nodiscard]] bool is_infinite() const noexcept {
        return sign_ == sign::infinity || sign_ == sign::negative_infinity;
    }
    [[nodiscard]] bool is_finite() const noexcept { return sign_ == sign::positive || sign_ == sign::negative; }
    /// Below zero, minus infinity included.
    [[nodiscard]] bool is_negative() const noexcept {
        return sign_ == sign::negative || sign_ == sign::negative_infinity;
    }
    [[nodiscard]] bool is_zero() const noexcept { return is_finite() && digits_.empty(); }

    /// How many decimal digits are shown behind the point: 0 to 16383.
    [[nodiscard]] int scale() const noexcept { return scale_; }
    /// The digits in base 10000, most significant first, without zeros at either end; none for zero, NaN, infinities.
    [[nodiscard]] std::span<const std::uint16_t> digits() const noexcept { return digits_; }
    /// The power of 10000 that the first digit counts.
    [[nodiscard]] int weight() const noexcept { return weight_; }

    /// Exactly what the server prints: "-12345.6780", "NaN", "Infinity".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// \throws conversion_error when the value has a fraction, does not fit, or is no number.
    [[nodiscard]] TUSK_API std::int64_t to_int64() const;
    /// The nearest double; digits are lost, and beyond double's range it is zero or infinite.
    [[nodiscard]] TUSK_API double to_double_lossy() const;

    /// The server's order: by value whatever the scale (1.0 equals 1.00), NaN equal to itself and above everything.
    TUSK_API friend std::weak_ordering operator<=>(const numeric& a, const numeric& b) noexcept;
    friend bool operator==(const numeric& a, const numeric& b) noexcept { return std::is_eq(a <=> b); }

    /// Reads numeric's binary form.
    /// \throws malformed_value when it is malformed.
    [[nodiscard]] TUSK_API static numeric decode(byte_view bytes);
    /// Writes numeric's binary form.
    TUSK_API void encode(byte_writer& out) const;

private:
    // The values are the ones of the wire.
    enum class sign : std::uint16_t {
        positive = 0x0000,
        negative = 0x4000,
        nan = 0xC000,
        infinity = 0xD000,
        negative_infinity = 0xF000,
    };
    struct whole {};
    explicit numeric(sign special) noexcept : sign_(special) {}
    TUSK_API numeric(std::uint64_t value, whole);
    TUSK_API numeric(std::int64_t value, whole);

    static numeric assemble(bool negative, std::string_view decimal_digits, std::int64_t power, int scale);
    void normalise() noexcept;

    std::vector<std::uint16_t> digits_;
    sign sign_ = sign::positive;
    std::int16_t weight_ = 0;
    std::uint16_t scale_ = 0;
};

namespace detail {
[[nodiscard]] TUSK_API numeric read_as_numeric(byte_view bytes, oid column);
TUSK_API void write_numeric(byte_writer& out, const numeric& value, oid target);
} // namespace detail

/// tusk::numeric ↔ numeric; also reads int2, int4 and int8. Sent to integer types only when it is such an integer.
template <>
struct codec<numeric> {
    static constexpr oid type = oid::numeric;
    static constexpr oid array_type = oid::numeric_array;

    static constexpr bool reads(oid column) noexcept {
        return column == oid::numeric || column == oid::int4 || column == oid::int8 || column == oid::int2;
    }
    static numeric read_binary(byte_view bytes, oid column) { return detail::read_as_numeric(bytes, column); }
    static numeric read_text(std::string_view text, oid) { return numeric::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        if (parameter == oid::int2 || parameter == oid::int4 || parameter == oid::int8) return format::binary;
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, const numeric& value, oid parameter) {
        detail::write_numeric(out, value, detail::target_type(type, parameter));
    }
    static void write_text(byte_writer& out, const numeric& value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
