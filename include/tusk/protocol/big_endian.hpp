/// \file
/// Network byte order: the protocol sends every integer with its most significant byte first
/// (PostgreSQL documentation, "Message Data Types").
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tusk::protocol {

namespace detail {

template <std::size_t Size>
struct unsigned_of_size;
template <>
struct unsigned_of_size<1> {
    using type = std::uint8_t;
};
template <>
struct unsigned_of_size<2> {
    using type = std::uint16_t;
};
template <>
struct unsigned_of_size<4> {
    using type = std::uint32_t;
};
template <>
struct unsigned_of_size<8> {
    using type = std::uint64_t;
};

constexpr std::uint8_t swap_to_network(std::uint8_t v) noexcept { return v; }
constexpr std::uint16_t swap_to_network(std::uint16_t v) noexcept {
    return std::endian::native == std::endian::little ? __builtin_bswap16(v) : v;
}
constexpr std::uint32_t swap_to_network(std::uint32_t v) noexcept {
    return std::endian::native == std::endian::little ? __builtin_bswap32(v) : v;
}
constexpr std::uint64_t swap_to_network(std::uint64_t v) noexcept {
    return std::endian::native == std::endian::little ? __builtin_bswap64(v) : v;
}

} // namespace detail

/// A number that travels in network byte order: an integer, or a float as its IEEE 754 bits.
template <class T>
concept network_number = std::integral<T> || std::floating_point<T>;

/// Reads a `T` from `sizeof(T)` bytes in network order; the address needs no alignment and is not checked.
template <network_number T>
[[nodiscard]] inline T load_big_endian(const std::byte* bytes) noexcept {
    typename detail::unsigned_of_size<sizeof(T)>::type raw;
    std::memcpy(&raw, bytes, sizeof raw);
    return std::bit_cast<T>(detail::swap_to_network(raw));
}

/// Which bits of the number at `bytes` differ from `value`, as they lie there: 0 when it is that number. Swapping the
/// constant at compile time saves swapping what was received.
template <network_number T>
[[nodiscard]] inline auto differences_from(const std::byte* bytes, T value) noexcept {
    typename detail::unsigned_of_size<sizeof(T)>::type raw;
    std::memcpy(&raw, bytes, sizeof raw);
    return static_cast<decltype(raw)>(raw ^ detail::swap_to_network(std::bit_cast<decltype(raw)>(value)));
}

/// Writes `value` as `sizeof(T)` bytes in network order; the address needs no alignment and is not checked.
template <network_number T>
inline void store_big_endian(std::byte* bytes, T value) noexcept {
    const auto raw = detail::swap_to_network(std::bit_cast<typename detail::unsigned_of_size<sizeof(T)>::type>(value));
    std::memcpy(bytes, &raw, sizeof raw);
}

} // namespace tusk::protocol
