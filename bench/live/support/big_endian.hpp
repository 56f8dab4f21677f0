// Numbers as they lie on the wire, for the programs that read it by hand: those of libpq and the floor.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>

namespace bench {

/// Loads a number of the network's byte order from anywhere; compilers make one or two instructions of it.
template <std::integral Number>
[[nodiscard]] Number load(const void* bytes) noexcept {
    Number value = 0;
    std::memcpy(&value, bytes, sizeof value);
    if constexpr (sizeof value == 2)
        return static_cast<Number>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
    else if constexpr (sizeof value == 4)
        return static_cast<Number>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
    else if constexpr (sizeof value == 8)
        return static_cast<Number>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
    else
        return value;
}
static_assert(std::endian::native == std::endian::little, "the benchmarks run on little-endian machines");

[[nodiscard]] inline double load_real(const void* bytes) noexcept {
    return std::bit_cast<double>(load<std::int64_t>(bytes));
}

/// Puts a number into the network's byte order.
template <std::integral Number>
void store(void* bytes, Number value) noexcept {
    const Number swapped = load<Number>(&value);
    std::memcpy(bytes, &swapped, sizeof swapped);
}

} // namespace bench
