/// \file
/// Sets of message types.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tusk::protocol {

/// Some of the type bytes, all of which are ASCII. Every message that comes is looked up in such sets, so that asking
/// one costs a few instructions and no call.
class type_set {
public:
    constexpr type_set() noexcept = default;
    constexpr explicit type_set(std::string_view types) noexcept { add(types); }

    constexpr void add(std::string_view types) noexcept {
        for (const char type : types) words_[index(type)] |= bit(type);
    }
    [[nodiscard]] constexpr bool contains(char type) const noexcept { return (words_[index(type)] & bit(type)) != 0; }

private:
    static constexpr std::size_t word_bits = 64;

    [[nodiscard]] static constexpr std::size_t index(char type) noexcept {
        return static_cast<unsigned char>(type) / word_bits;
    }
    [[nodiscard]] static constexpr std::uint64_t bit(char type) noexcept {
        return std::uint64_t{1} << static_cast<unsigned char>(type) % word_bits;
    }

    std::array<std::uint64_t, 256 / word_bits> words_{};
};

} // namespace tusk::protocol
