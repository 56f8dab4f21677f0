/// \file
/// std::array: arrays of exactly so many elements, and bytea of exactly so many bytes.
#pragma once

#include <tusk/types/array.hpp>
#include <tusk/types/bytea.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace tusk {

namespace detail {

template <class T, std::size_t N>
    requires(!std::same_as<T, std::byte>)
struct vector_shape<std::array<T, N>> {
    using element = typename vector_shape<T>::element;
    static constexpr std::size_t rank = vector_shape<T>::rank + 1;
};

template <class T, std::size_t N>
inline constexpr bool is_view<std::array<T, N>> = is_view<T>;

/// \throws conversion_error that says what was received and what is expected
[[noreturn]] TUSK_API void throw_wrong_length(std::size_t length, std::size_t expected);
[[noreturn]] TUSK_API void throw_wrong_byte_count(std::size_t count, std::size_t expected);

/// A level of nested arrays that is a std::array.
template <class T, std::size_t N, class Elements>
void read_level(std::array<T, N>& out, Elements& elements, std::size_t level, std::size_t& index) {
    const auto length = static_cast<std::size_t>(elements.shape()[level].length);
    if (length != N) throw_wrong_length(length, N);
    for (T& part : out)
        if constexpr (vector_shape<T>::rank != 0)
            read_level(part, elements, level + 1, index);
        else
            part = read_element<T>(elements, index);
}

template <class Array, class Elements>
[[nodiscard]] Array read_fixed_array(Elements elements) {
    constexpr std::size_t rank = vector_shape<Array>::rank;
    Array out{};
    if (elements.shape().empty()) {
        if (!out.empty()) throw_wrong_length(0, out.size());
    } else {
        if (elements.shape().size() != rank) throw_wrong_rank(elements.shape().size(), rank);
        std::size_t index = 0;
        read_level(out, elements, 0, index);
    }
    elements.finish();
    return out;
}

} // namespace detail

/// std::array<T, N> ↔ one-dimensional arrays of exactly N elements; nested ones, also within vectors and around them, ↔
/// arrays of two to six dimensions. An array without elements is read only where N is 0. All else is as with vectors.
template <class T, std::size_t N>
    requires(detail::vector_shape<std::array<T, N>>::rank <= detail::most_dimensions)
struct codec<std::array<T, N>> : detail::nested_array_parameter<std::array<T, N>> {
    using element = typename detail::nested_array_parameter<std::array<T, N>>::element;

    static bool reads(type_ref column) noexcept requires readable<element> {
        return codec<std::vector<element>>::reads(column);
    }
    static std::array<T, N> read_binary(byte_view bytes, type_ref column) requires readable<element> {
        return detail::read_fixed_array<std::array<T, N>>(detail::binary_elements<element>(bytes, column));
    }
    static std::array<T, N> read_text(std::string_view text, type_ref column) requires readable<element> {
        return detail::read_fixed_array<std::array<T, N>>(detail::text_elements<element>(text, column));
    }
};

/// std::array<std::byte, N> ↔ bytea of exactly N bytes.
template <std::size_t N>
struct codec<std::array<std::byte, N>> : detail::bytea_parameter {
    static constexpr std::size_t fixed_size = N;
    static std::array<std::byte, N> load(const std::byte* bytes) noexcept {
        std::array<std::byte, N> value{};
        std::copy_n(bytes, N, value.begin());
        return value;
    }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    // Another number of bytes is no malformed bytea, only one that this type cannot hold.
    static std::array<std::byte, N> read_binary(byte_view bytes, oid) {
        if (bytes.size() != N) detail::throw_wrong_byte_count(bytes.size(), N);
        return load(bytes.data());
    }
    static std::array<std::byte, N> read_text(std::string_view text, oid column) {
        return read_binary(codec<std::vector<std::byte>>::read_text(text, column), column);
    }
};

} // namespace tusk
