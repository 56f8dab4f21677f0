/// \file
/// Values of any built-in type as the text that the server would print.
#pragma once

#include <tusk/codec.hpp>

namespace tusk {

/// Whether tusk knows the binary form of `type` and what everything in it says, and hence asks for columns of it in
/// binary. Columns of other types arrive as text: of those whose binary form is not known, of those whose binary form
/// lacks what a person reads (regclass and its kin are bare numbers there), and of arrays and records with such parts.
[[nodiscard]] TUSK_API bool has_binary_codec(type_ref type);

/// The text that the server prints for a binary value, with DateStyle ISO, IntervalStyle postgres, TimeZone UTC,
/// bytea_output hex and extra_float_digits 1.
/// \throws malformed_value; conversion_error when `type` has no binary codec, or the text would exceed both 64 MiB and
/// 64 times the value's size, or the 1 GiB that the server itself can print.
[[nodiscard]] TUSK_API std::string to_text(type_ref type, byte_view binary);

namespace detail {

/// Writes as text a part of a value that has to be text as a whole, though this part alone could go in binary: as the
/// binary form is printed, so that the same is refused and nothing is rounded.
template <class T>
void write_part_as_text(byte_writer& out, const T& value, type_ref type) {
    if (codec<T>::writes(type) != format::binary || !has_binary_codec(type))
        return codec<T>::write_text(out, value, type);
    protocol::byte_buffer binary;
    byte_writer binary_writer(binary);
    codec<T>::write_binary(binary_writer, value, type);
    out.text(to_text(type, binary.view()));
}

} // namespace detail

} // namespace tusk
