/// \file
/// `float` and `double`, and PostgreSQL's real (float4) and double precision (float8).
#pragma once

#include <tusk/types/integer.hpp>

namespace tusk {

namespace detail {

/// The floating-point number that `text` spells as the server does ("1e-05", "NaN", "-Infinity").
/// \throws conversion_error when it is something else, or out of the type's range.
template <std::floating_point T>
[[nodiscard]] T parse_floating(std::string_view text, oid column);
extern template TUSK_API float parse_floating<float>(std::string_view, oid);
extern template TUSK_API double parse_floating<double>(std::string_view, oid);

/// Writes the shortest digits that read back as `value`, in the server's notation (extra_float_digits = 1).
TUSK_API void write_floating_text(byte_writer& out, float value);
TUSK_API void write_floating_text(byte_writer& out, double value);

/// Writes `value` as float4 if that keeps it whole: it is exactly a float, NaN or infinite.
/// \throws conversion_error when it would be rounded.
TUSK_API void write_as_float(byte_writer& out, double value);

[[nodiscard]] constexpr std::optional<format> writes_floating(oid parameter) noexcept {
    if (parameter == oid::float4 || parameter == oid::float8 || is_unspecified(parameter)) return format::binary;
    if (parameter == oid::numeric || is_character_type(parameter)) return format::text;
    return std::nullopt;
}

} // namespace detail

/// double ↔ float8; also reads float4, int2 and int4, which it holds exactly. Sent as float4 only when nothing is lost
/// (0.1 is refused: pass 0.1F, or cast the parameter in SQL), as its shortest decimal form to numeric and to
/// characters.
template <>
struct codec<double> {
    static constexpr oid type = oid::float8;
    static constexpr oid array_type = oid::float8_array;
    static constexpr std::size_t fixed_size = 8;
    static double load(const std::byte* bytes) noexcept { return protocol::load_big_endian<double>(bytes); }

    static constexpr bool reads(oid column) noexcept {
        return column == oid::float8 || column == oid::float4 || column == oid::int4 || column == oid::int2;
    }
    static double read_binary(byte_view bytes, oid column) {
        if (column == oid::float8) return detail::load_checked<double>(bytes, column);
        if (column == oid::float4) return static_cast<double>(detail::load_checked<float>(bytes, column));
        return static_cast<double>(detail::read_integer(bytes, column));
    }
    static double read_text(std::string_view text, oid column) {
        // What the server printed shortly as a float4 is that float, not the double with the same digits.
        if (column == oid::float4) return static_cast<double>(detail::parse_floating<float>(text, column));
        return detail::parse_floating<double>(text, column);
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_floating(parameter); }
    static void write_binary(byte_writer& out, double value, oid parameter) {
        if (parameter == oid::float4) return detail::write_as_float(out, value);
        out.number(value);
    }
    static void write_text(byte_writer& out, double value, oid) { detail::write_floating_text(out, value); }
};

/// float ↔ float4; also reads int2. A float8 column is refused, since most of its values would be rounded: read it as
/// double. Sent exactly to float8, as its shortest decimal form to numeric and to characters.
template <>
struct codec<float> {
    static constexpr oid type = oid::float4;
    static constexpr oid array_type = oid::float4_array;
    static constexpr std::size_t fixed_size = 4;
    static float load(const std::byte* bytes) noexcept { return protocol::load_big_endian<float>(bytes); }

    static constexpr bool reads(oid column) noexcept { return column == oid::float4 || column == oid::int2; }
    static float read_binary(byte_view bytes, oid column) {
        if (column == oid::float4) return detail::load_checked<float>(bytes, column);
        return static_cast<float>(detail::load_checked<std::int16_t>(bytes, column));
    }
    static float read_text(std::string_view text, oid column) { return detail::parse_floating<float>(text, column); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_floating(parameter); }
    static void write_binary(byte_writer& out, float value, oid parameter) {
        if (parameter == oid::float8) return out.number(static_cast<double>(value));
        out.number(value);
    }
    static void write_text(byte_writer& out, float value, oid) { detail::write_floating_text(out, value); }
};

} // namespace tusk
