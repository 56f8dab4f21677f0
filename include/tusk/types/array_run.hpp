/// \file
/// The elements of a binary array that all have one size and of which none is NULL: lengths and values alternate at
/// equal distances, so that they are loaded without looking at one after the other.
#pragma once

#include <tusk/codec.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace tusk::detail {

/// A length as it travels. Comparing lengths so, none of them needs its bytes swapped.
[[nodiscard]] inline std::uint32_t load_length(const std::byte* bytes) noexcept {
    std::uint32_t length;
    std::memcpy(&length, bytes, sizeof length);
    return length;
}

// Vectors of the compiler's own (GCC's manual, "Vector Extensions"; clang has them too): unlike a loop, which g++ 12
// vectorises for processors with a byte shuffle only, they come out as vector instructions at -O2 and -O3 alike.
using four_words [[gnu::vector_size(16)]] = std::uint32_t;
using eight_halves [[gnu::vector_size(16)]] = std::uint16_t;

/// Network order to the machine's, in each of four words: first within their halves, then the halves.
[[nodiscard]] inline four_words swap_to_native(four_words words) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        auto halves = std::bit_cast<eight_halves>(words);
        halves = halves << 8 | halves >> 8;
        words = std::bit_cast<four_words>(halves);
        words = words << 16 | words >> 16;
    }
    return words;
}

/// Loads four elements of four bytes each; what of `differences` belongs to lengths, every other word, stays zero when
/// they are right.
inline void load_four_words(const std::byte* from, std::byte* to, four_words lengths,
                            four_words& differences) noexcept {
    four_words front, back;
    std::memcpy(&front, from, sizeof front);
    std::memcpy(&back, from + sizeof front, sizeof back);
    differences |= (front ^ lengths) | (back ^ lengths);
    const four_words values = swap_to_native(__builtin_shufflevector(front, back, 1, 3, 5, 7));
    std::memcpy(to, &values, sizeof values);
}

/// Types whose value is their four bytes in the machine's order.
template <class T>
concept word_sized = std::same_as<T, std::int32_t> || std::same_as<T, float>;

/// Loads the elements, which stand at `from` with their lengths, into `to`: `T`s or std::optional<T>s. False, with
/// nothing promised about `to`, when one has another length than a `T` has.
template <class T, class Target>
[[nodiscard]] bool load_run(const std::byte* from, std::span<Target> to) noexcept {
    constexpr std::size_t stride = sizeof(std::uint32_t) + codec<T>::fixed_size;
    constexpr std::uint32_t length = protocol::detail::swap_to_network(std::uint32_t{codec<T>::fixed_size});
    if constexpr (word_sized<Target>) {
        four_words differences{};
        for (; to.size() >= 4; from += 4 * stride, to = to.subspan(4))
            load_four_words(from, reinterpret_cast<std::byte*>(to.data()), four_words{length, 0, length, 0},
                            differences);
        if ((differences[0] | differences[2]) != 0) return false;
    }
    for (Target& element : to) {
        // A branch, and not differences to collect: g++ 12 would vectorise those through the stack at -O3.
        if (load_length(from) != length) return false;
        element = codec<T>::load(from + sizeof length);
        from += stride;
    }
    return true;
}

} // namespace tusk::detail
