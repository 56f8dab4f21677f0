/// \file
/// Values of any built-in type as the text that the server would print.
#pragma once

#include <tusk/codec.hpp>

namespace tusk {

/// Whether tusk knows the binary form of `type` and what everything in it says, and hence asks for columns of it in
/// binary. Columns of other types arrive as text: of those whose binary form is not known, of those whose binary form
/// lacks what a person reads (regclass and its kin are bare numbers there), and of arrays and records with such parts.
[[nodiscard]] TUSK_API bool has_binary_codec(type_ref type) noexcept;

/// The text that the server prints for a binary value, with DateStyle ISO, IntervalStyle postgres, TimeZone UTC,
/// bytea_output hex and extra_float_digits 1.
/// \throws conversion_error when the value is malformed, `type` has no binary codec, or the text would exceed the 1 GiB
/// that the server itself can print.
[[nodiscard]] TUSK_API std::string to_text(type_ref type, byte_view binary);

} // namespace tusk
