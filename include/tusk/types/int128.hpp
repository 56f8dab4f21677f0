/// \file
/// The compiler's integers of 128 bits and PostgreSQL's numeric. Empty where the compiler has none.
#pragma once

#include <tusk/types/numeric.hpp>

#ifdef __SIZEOF_INT128__

namespace tusk {

namespace detail {

__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;

template <class T>
concept wide_integer = std::same_as<T, int128> || std::same_as<T, uint128>;

/// \throws conversion_error when the value has a fraction, does not fit, or is no number.
template <wide_integer T>
[[nodiscard]] T to_wide_integer(const numeric& value);
template <>
[[nodiscard]] TUSK_API int128 to_wide_integer<int128>(const numeric& value);
template <>
[[nodiscard]] TUSK_API uint128 to_wide_integer<uint128>(const numeric& value);

TUSK_API void write_wide_integer(byte_writer& out, int128 value, oid target);
TUSK_API void write_wide_integer(byte_writer& out, uint128 value, oid target);

[[nodiscard]] TUSK_API std::string wide_integer_text(int128 value);
[[nodiscard]] TUSK_API std::string wide_integer_text(uint128 value);

} // namespace detail

/// __int128 and unsigned __int128 ↔ numeric without a fraction, and everything that a shorter integer reads and is
/// sent to; each value is checked to fit.
template <detail::wide_integer T>
struct codec<T> {
    static constexpr oid type = oid::numeric;
    static constexpr oid array_type = oid::numeric_array;

    static constexpr bool reads(oid column) noexcept { return column == type || detail::is_integer_type(column); }
    static T read_binary(byte_view bytes, oid column) {
        if (column == type) return detail::to_wide_integer<T>(numeric::decode(bytes));
        if (column == oid::xid8) return detail::load_checked<std::uint64_t>(bytes, column);
        return widen(detail::read_integer(bytes, column));
    }
    static T read_text(std::string_view text, oid column) {
        if (column == type) return detail::to_wide_integer<T>(numeric::parse(text));
        if (column == oid::xid8) return detail::parse_xid8(text);
        return widen(detail::parse_integer(text, column));
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_integer(parameter); }
    static void write_binary(byte_writer& out, T value, oid parameter) {
        detail::write_wide_integer(out, value, detail::target_type(type, parameter));
    }
    static void write_text(byte_writer& out, T value, oid) { out.text(detail::wide_integer_text(value)); }

private:
    static T widen(std::int64_t value) {
        if constexpr (std::same_as<T, detail::uint128>)
            if (value < 0) detail::throw_does_not_fit(value, sizeof(T), false);
        return static_cast<T>(value);
    }
};

} // namespace tusk

#endif
