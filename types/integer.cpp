#include <tusk/types/integer.hpp>
#include <tusk/types/numeric.hpp>

#include <bit>
#include <charconv>
#include <limits>

namespace tusk::detail {

namespace {

template <class T>
std::uint64_t magnitude(T value) noexcept {
    const auto bits = static_cast<std::uint64_t>(value);
    return std::is_signed_v<T> && value < T{0} ? ~bits + 1 : bits;
}

// Whether the bits of `value`, from the first to the last that is set, fit in the significand of `Float`.
template <class Float, class T>
bool is_exact(T value) noexcept {
    const std::uint64_t bits = magnitude(value);
    return bits == 0 || bits >> std::countr_zero(bits) < std::uint64_t{1} << std::numeric_limits<Float>::digits;
}

template <class Target, class T>
void write_narrow(byte_writer& out, T value, oid target) {
    if (!std::in_range<Target>(value)) throw_out_of_range(std::to_string(value), type_name(target).c_str());
    out.number(static_cast<Target>(value));
}

template <class Target, class T>
void write_float(byte_writer& out, T value, oid target) {
    if (!is_exact<Target>(value))
        throw conversion_error(std::to_string(value) + " has no exact " + type_name(target) +
                               ": pass a floating-point value if rounding is meant");
    out.number(static_cast<Target>(value));
}

template <class T>
void write_any(byte_writer& out, T value, oid target) {
    if (is_registered_object(target)) return write_narrow<std::uint32_t>(out, value, target);
    switch (target) {
    case oid::int2: return write_narrow<std::int16_t>(out, value, target);
    case oid::int4: return write_narrow<std::int32_t>(out, value, target);
    case oid::oid:
    case oid::xid:
    case oid::cid: return write_narrow<std::uint32_t>(out, value, target);
    case oid::xid8: return write_narrow<std::uint64_t>(out, value, target);
    case oid::float4: return write_float<float>(out, value, target);
    case oid::float8: return write_float<double>(out, value, target);
    case oid::numeric: return numeric(value).encode(out);
    default: return write_narrow<std::int64_t>(out, value, target);
    }
}

bool is_value_of(oid type, std::int64_t value) noexcept {
    switch (type) {
    case oid::int2: return std::in_range<std::int16_t>(value);
    case oid::int4: return std::in_range<std::int32_t>(value);
    case oid::oid:
    case oid::xid:
    case oid::cid: return std::in_range<std::uint32_t>(value);
    default: return true;
    }
}

template <class T>
T parse_digits(std::string_view text, oid column, const char* target) {
    T value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, trouble] = std::from_chars(text.data(), end, value);
    if (trouble == std::errc::result_out_of_range && stop == end) throw_out_of_range(text, target);
    if (trouble != std::errc{} || stop != end) throw_bad_text(column, text);
    return value;
}

template <class T>
[[noreturn]] void throw_number_does_not_fit(T value, std::size_t size, bool is_signed) {
    const std::string target = (is_signed ? "a " : "an unsigned ") + std::to_string(size * 8) + "-bit integer";
    throw_out_of_range(std::to_string(value), target.c_str());
}

template <class T>
void write_digits(byte_writer& out, T value) {
    char digits[std::numeric_limits<T>::digits10 + 3];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    out.text({digits, static_cast<std::size_t>(end - digits)});
}

} // namespace

std::int64_t parse_integer(std::string_view text, oid column) {
    const auto value = parse_digits<std::int64_t>(text, column, "a 64-bit integer");
    if (!is_value_of(column, value)) throw_bad_text(column, text);
    return value;
}

std::uint64_t parse_xid8(std::string_view text) {
    return parse_digits<std::uint64_t>(text, oid::xid8, "an unsigned 64-bit integer");
}

void write_integer(byte_writer& out, std::int64_t value, oid target) { write_any(out, value, target); }
void write_integer(byte_writer& out, std::uint64_t value, oid target) { write_any(out, value, target); }

void write_integer_text(byte_writer& out, std::int64_t value) { write_digits(out, value); }
void write_integer_text(byte_writer& out, std::uint64_t value) { write_digits(out, value); }

void throw_does_not_fit(std::int64_t value, std::size_t size, bool is_signed) {
    throw_number_does_not_fit(value, size, is_signed);
}
void throw_does_not_fit(std::uint64_t value, std::size_t size, bool is_signed) {
    throw_number_does_not_fit(value, size, is_signed);
}

} // namespace tusk::detail
