/// \file
/// Values of any built-in type as the text that the server would print.
#pragma once

#include <tusk/codec.hpp>

namespace tusk {

/// Whether tusk knows the binary form of `type`, and hence asks for columns of it in binary: bool, the integers, oid,
/// the floats, numeric, the character types, "char", bytea, uuid, json, jsonb, xml, the date and time types and
/// interval, and the arrays of all of them. Columns of other types arrive as text.
[[nodiscard]] TUSK_API bool has_binary_codec(oid type) noexcept;

/// The text that the server prints for a binary value, with DateStyle ISO, IntervalStyle postgres, TimeZone UTC,
/// bytea_output hex and extra_float_digits 1.
/// \throws conversion_error when the value is malformed, `type` has no binary codec, or the text would exceed the 1 GiB
/// that the server itself can print.
[[nodiscard]] TUSK_API std::string to_text(oid type, byte_view binary);

} // namespace tusk
