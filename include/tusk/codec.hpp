/// \file
/// How a C++ type and PostgreSQL's types meet: the one template to specialise for a type of your own.
#pragma once

#include <tusk/error.hpp>
#include <tusk/format.hpp>
#include <tusk/oid.hpp>
#include <tusk/protocol/bytes.hpp>
#include <tusk/type.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>

namespace tusk {

using protocol::byte_view;
using protocol::byte_writer;

/// A value and a C++ type do not fit each other. The message says which value and why; whoever knows the column or
/// the parameter (row, value, cursor) puts its name and type in front and throws that.
class TUSK_API conversion_error : public data_error {
public:
    using data_error::data_error;
    ~conversion_error() override;
    conversion_error(const conversion_error&) = default;
    conversion_error& operator=(const conversion_error&) = default;
};

/// A value arrived in binary as no server of PostgreSQL sends it: of a wrong length, with a count that its bytes cannot
/// hold. Found when the value is read; the conversation with the server is still in step. The message names the column.
class TUSK_API malformed_value : public protocol_error {
public:
    using protocol_error::protocol_error;
    ~malformed_value() override;
    malformed_value(const malformed_value&) = default;
    malformed_value& operator=(const malformed_value&) = default;
};

/// Maps the C++ type `T` to PostgreSQL. Specialise it for a type of your own:
///
///     template <> struct tusk::codec<colour> {
///         static constexpr tusk::oid type = tusk::oid::int4;      // what $n is taken for when nothing else is known
///         static constexpr tusk::oid array_type = tusk::oid::int4_array;
///
///         static constexpr bool reads(tusk::oid column) noexcept; // may such a column be read as a colour?
///         static colour read_binary(tusk::byte_view, tusk::oid column);
///         static colour read_text(std::string_view, tusk::oid column);
///
///         // In which format a colour is sent for a parameter that the server takes for `parameter`; none: not at all.
///         static constexpr std::optional<tusk::format> writes(tusk::oid parameter) noexcept;
///         static void write_binary(tusk::byte_writer&, const colour&, tusk::oid parameter);
///         static void write_text(tusk::byte_writer&, const colour&, tusk::oid parameter);
///     };
///
/// Each `tusk::oid` among the arguments may as well be a `tusk::type_ref`, for a codec that asks what the type is made
/// of. A domain is its base type here.
///
/// The readers get exactly the value's bytes, never NULL (that is `std::optional`'s business), and only types for which
/// `reads` answered true; they must check the length and every count, throw malformed_value for binary that is no value
/// of its type, and conversion_error for text that is none and for values that the C++ type cannot hold.
/// A reader that returns a view returns one into the bytes it was given; then the codec says so by
/// `static constexpr bool is_view = true`, unless the view is one of the standard library's. The writers append the
/// value without its length.
///
/// Two additions make rows fast whose columns all match exactly. A codec whose binary form for `type` has one size adds
/// `fixed_size` and `static T load(const std::byte*) noexcept`, which reads without checking, and `loads` when it does
/// so for another type than that. One whose binary form is
/// any bytes whatever adds `static constexpr bool is_plain(tusk::oid column) noexcept`, true for the columns of which
/// that holds, and `static void load(tusk::byte_view, T& target)`, which may use the memory that `target` has.
template <class T>
struct codec;

/// `codec<T>` can read values: it has `reads`, `read_binary` and `read_text`. Where a compiler says that this is not
/// satisfied, the type has no codec (is its header under <tusk/types/> included?) or the codec lacks one of the three.
template <class T>
concept readable = requires(byte_view bytes, std::string_view text, type_ref type) {
    { codec<T>::reads(type) } -> std::same_as<bool>;
    { codec<T>::read_binary(bytes, type) } -> std::same_as<T>;
    { codec<T>::read_text(text, type) } -> std::same_as<T>;
};

/// `codec<T>` can send values as parameters: it has `type`, `writes`, `write_binary` and `write_text`. Where a compiler
/// says that this is not satisfied, the type has no codec or the codec lacks one of the four.
template <class T>
concept writable = requires(byte_writer& out, const T& value, type_ref type) {
    { codec<T>::type } -> std::convertible_to<oid>;
    { codec<T>::writes(type) } -> std::same_as<std::optional<format>>;
    codec<T>::write_binary(out, value, type);
    codec<T>::write_text(out, value, type);
};

/// `codec<T>` reads its exact type from a fixed number of bytes: see `codec`.
template <class T>
concept fixed_size_readable = readable<T> && requires(const std::byte* bytes) {
    { codec<T>::fixed_size } -> std::convertible_to<std::size_t>;
    { codec<T>::load(bytes) }
    noexcept->std::same_as<T>;
    requires(codec<T>::fixed_size > 0);
};

/// The type that `codec<T>::load` reads: the codec's `type`, unless its `loads` names another one.
template <fixed_size_readable T>
inline constexpr oid loaded_type = codec<T>::type;
template <fixed_size_readable T>
    requires requires { codec<T>::loads; }
inline constexpr oid loaded_type<T> = codec<T>::loads;

/// `codec<T>` reads some types from whatever bytes there are: see `codec`.
template <class T>
concept plainly_readable = readable<T> && requires(byte_view bytes, T& target, type_ref type) {
    { codec<T>::is_plain(type) } -> std::same_as<bool>;
    codec<T>::load(bytes, target);
    // Not one that was inherited from the codec of a base.
    static_cast<void (*)(byte_view, T&)>(&codec<T>::load);
};

/// `codec<T>` says what SQL's NULL is as a `T`, by `static T null()`: then it is read without an std::optional.
template <class T>
concept null_readable = requires {
    { codec<T>::null() } -> std::same_as<T>;
};

/// `codec<T>` says which values are sent as NULL, by `static bool is_null(const T&)`; none of its writers gets those.
template <class T>
concept null_writable = requires(const T& value) {
    { codec<T>::is_null(value) } -> std::same_as<bool>;
};

/// The types whose text and binary forms are both just their characters, in the client's encoding.
[[nodiscard]] constexpr bool is_character_type(oid type) noexcept {
    return type == oid::text || type == oid::varchar || type == oid::bpchar || type == oid::name ||
           type == oid::unknown;
}

/// A parameter whose type the server has not said: it is sent as its codec's own `type`.
[[nodiscard]] constexpr bool is_unspecified(oid parameter) noexcept {
    return parameter == oid::none || parameter == oid::unknown;
}

/// "int4" for a built-in type, "int4[]" for an array of one, "type 16385" for any other.
[[nodiscard]] TUSK_API std::string type_name(oid type);

/// The type of an array's elements, and the other way round; oid::none where there is none or it is not built in.
[[nodiscard]] TUSK_API oid element_type(oid array) noexcept;
[[nodiscard]] TUSK_API oid array_type(oid element) noexcept;
/// The built-in type that type_name() calls so; oid::none for any other name.
[[nodiscard]] TUSK_API oid built_in_type(std::string_view name) noexcept;

namespace detail {

/// Whether what a codec reads points into the bytes that it was given. So do string_view, span and their like.
template <class T>
inline constexpr bool is_view = std::ranges::enable_borrowed_range<T>;
template <class T>
    requires requires { requires codec<T>::is_view; }
inline constexpr bool is_view<T> = true;
template <class T>
inline constexpr bool is_view<std::optional<T>> = is_view<T>;

/// The value to write; null for one that is sent as NULL.
template <class T>
[[nodiscard]] const T* unless_null(const T& value) noexcept {
    if constexpr (null_writable<T>)
        if (codec<T>::is_null(value)) return nullptr;
    return std::addressof(value);
}
template <class T>
[[nodiscard]] const T* unless_null(const std::optional<T>& value) noexcept {
    return value ? unless_null(*value) : nullptr;
}

// The readers' failures, out of line so that a decoding loop holds no code that builds messages: binary that is no
// value of its type is a malformed_value, everything else a conversion_error.
[[noreturn]] TUSK_API void throw_wrong_size(type_ref type, std::size_t expected, std::size_t received);
[[noreturn]] TUSK_API void throw_malformed(type_ref type, const char* trouble);
[[noreturn]] TUSK_API void throw_bad_text(type_ref type, std::string_view text);
[[noreturn]] TUSK_API void throw_out_of_range(std::string_view value, const char* target);

} // namespace detail

} // namespace tusk
