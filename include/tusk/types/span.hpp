/// \file
/// std::span of values as parameters: arrays that are not copied into a vector first.
#pragma once

#include <tusk/types/array.hpp>
#include <tusk/types/bytea.hpp>

#include <span>
#include <type_traits>

namespace tusk {

namespace detail {

template <class T, std::size_t Extent>
    requires(!std::same_as<std::remove_const_t<T>, std::byte>)
struct vector_shape<std::span<T, Extent>> {
    using element = typename vector_shape<std::remove_const_t<T>>::element;
    static constexpr std::size_t rank = vector_shape<std::remove_const_t<T>>::rank + 1;
};

} // namespace detail

/// std::span<const T> → arrays, as std::vector<T>; spans of vectors or of spans → arrays of more dimensions. For
/// parameters only: what an array column holds lies nowhere as values that could be viewed.
template <class T, std::size_t Extent>
    requires(!std::same_as<std::remove_const_t<T>, std::byte> &&
             detail::vector_shape<std::span<T, Extent>>::rank <= detail::most_dimensions)
struct codec<std::span<T, Extent>> : detail::nested_array_parameter<std::span<T, Extent>> {};

/// Spans of bytes that may be changed, or whose size the compiler knows → bytea. What reads bytea as a view is
/// std::span<const std::byte>.
template <class Byte, std::size_t Extent>
    requires std::same_as<std::remove_const_t<Byte>, std::byte>
struct codec<std::span<Byte, Extent>> : detail::bytea_parameter {
};

} // namespace tusk
