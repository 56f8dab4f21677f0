/// \file
/// One field of a row, and how it becomes a C++ value.
#pragma once

#include <tusk/codec.hpp>
#include <tusk/column.hpp>
#include <tusk/detail/cpp_type_name.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace tusk {

namespace detail {

template <class T>
struct optional_target {
    using type = void;
};
template <class T>
struct optional_target<std::optional<T>> {
    using type = T;
};
/// T of std::optional<T>, void of anything else.
template <class T>
using optional_target_t = typename optional_target<T>::type;
template <class T>
inline constexpr bool is_optional = !std::is_void_v<optional_target_t<T>>;
/// What is read when the field is not NULL.
template <class T>
using non_null_t = std::conditional_t<is_optional<T>, optional_target_t<T>, T>;

/// Texts can be read from any column that travels in text.
template <class T>
inline constexpr bool is_text_target = std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>;

[[noreturn]] TUSK_API void throw_null(const column& source, std::string_view target);
[[noreturn]] TUSK_API void throw_unreadable(const column& source, std::string_view target);
[[noreturn]] TUSK_API void throw_with_column(const conversion_error& trouble, const column& source);
[[noreturn]] TUSK_API void throw_with_column(const malformed_value& trouble, const column& source);

/// Reads a value by `read`; what is wrong with it is told with the column's name in front.
template <class Read>
auto naming_column(const column& source, Read read) {
    try {
        return read();
    } catch (const conversion_error& trouble) {
        throw_with_column(trouble, source);
    } catch (const malformed_value& trouble) {
        throw_with_column(trouble, source);
    }
}

/// Whether a column can be read as `T` (optional or not) at all.
template <class T>
[[nodiscard]] bool can_read(const column& source) noexcept {
    using target = non_null_t<T>;
    return (is_text_target<target> && source.wire_format == format::text) || codec<target>::reads(source.type());
}

/// Reads a field that is not NULL, of a column for which `can_read` answered true. `T` is not optional.
/// \throws conversion_error, malformed_value
template <readable T>
[[nodiscard]] T read_field(byte_view bytes, const column& source) {
    if (source.wire_format == format::binary) return codec<T>::read_binary(bytes, source.type());
    if constexpr (is_text_target<T>)
        return T(protocol::as_text(bytes));
    else
        return codec<T>::read_text(protocol::as_text(bytes), source.type());
}

} // namespace detail

/// One field of a row. A view: it is good as long as the row it was taken from.
class value {
public:
    /// `data` is null for NULL.
    value(const column& source, const std::byte* data, std::size_t size) noexcept
        : source_(&source), data_(data), size_(size) {}

    [[nodiscard]] bool is_null() const noexcept { return data_ == nullptr; }
    [[nodiscard]] const column& source() const noexcept { return *source_; }
    [[nodiscard]] type_ref type() const noexcept { return source_->type(); }
    /// "int8", "mood"; "type 16385" for a type of which nothing is known.
    [[nodiscard]] std::string type_name() const { return type().name(); }
    /// The bytes as they came, in `source().wire_format`; empty for NULL.
    [[nodiscard]] byte_view bytes() const noexcept { return {data_, size_}; }

    /// The field as a C++ value; `std::optional<T>` accepts NULL. Views that it returns are good as long as the row.
    /// \throws data_error naming column, type and trouble: NULL without optional, a type that `T` cannot be read from,
    ///         a number that does not fit; malformed_value for bytes that are no value of the column's type.
    template <class T>
    [[nodiscard]] T as() const {
        using target = detail::non_null_t<T>;
        static_assert(readable<target>, "no tusk::codec reads this C++ type: include its header, or specialise one");
        if constexpr (fixed_size_readable<target>)
            if (size_ == codec<target>::fixed_size && source_->type_code == loaded_type<target> &&
                source_->wire_format == format::binary) [[likely]] // NULL has no size
                return codec<target>::load(data_);
        return convert<T>();
    }

    /// The text that the server itself would print for this value; "NULL" is the empty string here, ask `is_null`.
    /// \throws malformed_value; data_error for a text that would be too long, see tusk::to_text.
    [[nodiscard]] TUSK_API std::string to_string() const;

private:
    /// What is not simply loaded: NULL, other types than T's own, text.
    template <class T>
    [[nodiscard]] T convert() const {
        using target = detail::non_null_t<T>;
        if (is_null()) {
            if constexpr (detail::is_optional<T>)
                return std::nullopt;
            else if constexpr (null_readable<T>)
                return codec<T>::null();
            else
                detail::throw_null(*source_, detail::cpp_type_name<T>());
        }
        if (!detail::can_read<T>(*source_)) detail::throw_unreadable(*source_, detail::cpp_type_name<T>());
        return detail::naming_column(*source_,
                                     [&]() -> target { return detail::read_field<target>(bytes(), *source_); });
    }

    const column* source_;
    const std::byte* data_;
    std::size_t size_;
};

} // namespace tusk
