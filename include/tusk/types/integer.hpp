/// \file
/// C++ integers and PostgreSQL's int2, int4, int8, oid, xid, xid8 and cid.
#pragma once

#include <tusk/types/fixed.hpp>
#include <tusk/types/registered_object.hpp>

#include <type_traits>
#include <utility>

namespace tusk {

namespace detail {

template <class T>
concept character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

/// The C++ types of up to 64 bits that are numbers: neither truth values nor characters.
template <class T>
concept integer = std::integral<T> && sizeof(T) <= sizeof(std::uint64_t) && std::same_as<T, std::remove_cv_t<T>> &&
                  !std::same_as<T, bool> && !character<T>;

constexpr bool is_integer_type(oid type) noexcept {
    return type == oid::int4 || type == oid::int8 || type == oid::int2 || type == oid::oid || type == oid::xid ||
           type == oid::xid8 || type == oid::cid;
}

/// What an integer becomes for a parameter: a number wherever one is expected, its digits among characters.
[[nodiscard]] constexpr std::optional<format> writes_integer(oid parameter) noexcept {
    if (is_integer_type(parameter) || is_unspecified(parameter) || parameter == oid::float4 ||
        parameter == oid::float8 || parameter == oid::numeric || is_registered_object(parameter))
        return format::binary;
    if (is_character_type(parameter)) return format::text;
    return std::nullopt;
}

template <protocol::network_number T>
[[nodiscard]] T load_checked(byte_view bytes, oid column) {
    require_size(bytes, sizeof(T), column);
    return protocol::load_big_endian<T>(bytes.data());
}

/// A binary value of one of the integer types but xid8, which alone may not fit.
[[nodiscard]] inline std::int64_t read_integer(byte_view bytes, oid column) {
    switch (column) {
    case oid::int2: return load_checked<std::int16_t>(bytes, column);
    case oid::int4: return load_checked<std::int32_t>(bytes, column);
    case oid::oid:
    case oid::xid:
    case oid::cid: return load_checked<std::uint32_t>(bytes, column);
    default: return load_checked<std::int64_t>(bytes, column);
    }
}

/// \throws conversion_error unless `text` is nothing but an integer that fits in 64 bits and in the column's type.
[[nodiscard]] TUSK_API std::int64_t parse_integer(std::string_view text, oid column);
/// The same for xid8.
[[nodiscard]] TUSK_API std::uint64_t parse_xid8(std::string_view text);

/// Write an integer as the binary form of `target`, which writes_integer allows.
/// \throws conversion_error when the target cannot hold exactly this number.
TUSK_API void write_integer(byte_writer& out, std::int64_t value, oid target);
TUSK_API void write_integer(byte_writer& out, std::uint64_t value, oid target);

TUSK_API void write_integer_text(byte_writer& out, std::int64_t value);
TUSK_API void write_integer_text(byte_writer& out, std::uint64_t value);

[[noreturn]] TUSK_API void throw_does_not_fit(std::int64_t value, std::size_t size, bool is_signed);
[[noreturn]] TUSK_API void throw_does_not_fit(std::uint64_t value, std::size_t size, bool is_signed);

template <integer T, class Wide>
[[nodiscard]] T narrow(Wide value) {
    if (!std::in_range<T>(value)) [[unlikely]]
        throw_does_not_fit(value, sizeof(T), std::is_signed_v<T>);
    return static_cast<T>(value);
}

/// The widest of C++'s two 64-bit types with the sign of `T`.
template <integer T>
using widest = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;

/// The smallest PostgreSQL type that holds every value of a C++ type of this size.
template <integer T>
[[nodiscard]] constexpr oid smallest_type() noexcept {
    constexpr std::size_t needed = sizeof(T) + (std::is_unsigned_v<T> ? 1 : 0);
    return needed <= 2 ? oid::int2 : needed <= 4 ? oid::int4 : needed <= 8 ? oid::int8 : oid::numeric;
}

} // namespace detail

/// Integers of every size ↔ int2, int4, int8, oid, xid, xid8 and cid; each value is checked to fit. As parameters they
/// are also sent exactly to float4, float8 and numeric, as numbers of objects to regclass and its kin
/// (<tusk/types/registered_object.hpp>), and as digits to character types. Unsigned ones take the next larger type
/// when nothing else is known: std::uint32_t is sent as int8, std::uint64_t as numeric.
template <detail::integer T>
struct codec<T> {
    static constexpr oid type = detail::smallest_type<T>();
    static constexpr oid array_type = type == oid::int2   ? oid::int2_array
                                      : type == oid::int4 ? oid::int4_array
                                      : type == oid::int8 ? oid::int8_array
                                                          : oid::numeric_array;

    /// Whether the C++ type is one of the server's own: 16, 32 or 64 bits with a sign.
    static constexpr bool is_native = std::is_signed_v<T> && sizeof(T) >= 2;
    /// Whether it is an oid's type.
    static constexpr bool is_object_id = std::is_unsigned_v<T> && sizeof(T) == 4;
    static constexpr oid loads = is_object_id ? oid::oid : type;
    static constexpr std::size_t fixed_size = sizeof(T);
    static T load(const std::byte* bytes) noexcept requires(is_native || is_object_id) {
        return protocol::load_big_endian<T>(bytes);
    }

    static constexpr bool reads(oid column) noexcept { return detail::is_integer_type(column); }
    static T read_binary(byte_view bytes, oid column) {
        if constexpr (is_native)
            if (column == type) return detail::load_checked<T>(bytes, column);
        if (column == oid::xid8) [[unlikely]]
            return detail::narrow<T>(detail::load_checked<std::uint64_t>(bytes, column));
        return detail::narrow<T>(detail::read_integer(bytes, column));
    }
    static T read_text(std::string_view text, oid column) {
        if (column == oid::xid8) [[unlikely]]
            return detail::narrow<T>(detail::parse_xid8(text));
        return detail::narrow<T>(detail::parse_integer(text, column));
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_integer(parameter); }
    static void write_binary(byte_writer& out, T value, oid parameter) {
        const oid target = detail::target_type(type, parameter);
        if constexpr (is_native)
            if (target == type) return out.number(value);
        detail::write_integer(out, static_cast<detail::widest<T>>(value), target);
    }
    static void write_text(byte_writer& out, T value, oid) {
        detail::write_integer_text(out, static_cast<detail::widest<T>>(value));
    }
};

/// tusk::oid ↔ oid; also reads regclass and its kin (<tusk/types/registered_object.hpp>). As a parameter it goes
/// wherever an integer goes.
template <>
struct codec<oid> {
    static constexpr oid type = oid::oid;
    static constexpr oid array_type = oid::oid_array;
    static constexpr std::size_t fixed_size = 4;
    static oid load(const std::byte* bytes) noexcept {
        return static_cast<oid>(protocol::load_big_endian<std::uint32_t>(bytes));
    }

    static constexpr bool reads(oid column) noexcept { return column == type || detail::is_registered_object(column); }
    static oid read_binary(byte_view bytes, oid column) {
        return static_cast<oid>(detail::load_checked<std::uint32_t>(bytes, column));
    }
    static oid read_text(std::string_view text, oid column) {
        if (column != type) return detail::parse_registered_object(text, column);
        return static_cast<oid>(detail::narrow<std::uint32_t>(detail::parse_integer(text, column)));
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_integer(parameter); }
    static void write_binary(byte_writer& out, oid value, oid parameter) {
        detail::write_integer(out, std::uint64_t{static_cast<std::uint32_t>(value)},
                              detail::target_type(type, parameter));
    }
    static void write_text(byte_writer& out, oid value, oid) {
        detail::write_integer_text(out, std::uint64_t{static_cast<std::uint32_t>(value)});
    }
};

} // namespace tusk
