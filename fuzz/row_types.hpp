// The column types that the fuzzer of whole results chooses from, and how an input names one.
#pragma once

#include <tusk/oid.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace fuzz {

inline constexpr std::array row_types{
    tusk::oid::bool_,        tusk::oid::int2,          tusk::oid::int4,           tusk::oid::int8,
    tusk::oid::oid,          tusk::oid::float4,        tusk::oid::float8,         tusk::oid::numeric,
    tusk::oid::text,         tusk::oid::bpchar,        tusk::oid::char_,          tusk::oid::json,
    tusk::oid::jsonb,        tusk::oid::xml,           tusk::oid::bytea,          tusk::oid::uuid,
    tusk::oid::date,         tusk::oid::time,          tusk::oid::timestamp,      tusk::oid::timestamptz,
    tusk::oid::interval,     tusk::oid::bool_array,    tusk::oid::int4_array,     tusk::oid::int8_array,
    tusk::oid::float8_array, tusk::oid::numeric_array, tusk::oid::text_array,     tusk::oid::bytea_array,
    tusk::oid::date_array,   tusk::oid::uuid_array,    tusk::oid::interval_array, tusk::oid::timestamptz_array,
    tusk::oid::point, // which tusk does not know in binary
};

/// Added to a type's position in the list above: the column travels as text.
inline constexpr std::uint8_t travels_as_text = 0x80;

/// How an input names a type.
[[nodiscard]] constexpr std::uint8_t number_of(tusk::oid type) noexcept {
    for (std::size_t i = 0; i < row_types.size(); ++i)
        if (row_types[i] == type) return static_cast<std::uint8_t>(i);
    return 0;
}

/// The type modifiers of numeric that an input chooses from: none, (10, 2), (2, −3), (38, 0).
inline constexpr std::array<std::int32_t, 4> row_type_modifiers{-1, (10 << 16 | 2) + 4, (2 << 16 | 0x7FD) + 4,
                                                                (38 << 16) + 4};

} // namespace fuzz
