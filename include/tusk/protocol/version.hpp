/// \file
/// The protocol's version, as the startup message asks for it and the server may turn it down.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace tusk::protocol {

/// A version of the frontend/backend protocol: 3.0 is spoken by every server from 7.4 on, 3.2 from 18 on (3.1 was
/// never released).
struct protocol_version {
    std::uint16_t major = 3;
    std::uint16_t minor = 0;

    /// The version as one number, the way it travels: the major one in the upper half.
    [[nodiscard]] constexpr std::uint32_t code() const noexcept { return std::uint32_t{major} << 16 | minor; }
    [[nodiscard]] static constexpr protocol_version from_code(std::uint32_t code) noexcept {
        return {static_cast<std::uint16_t>(code >> 16), static_cast<std::uint16_t>(code & 0xffff)};
    }

    /// "3.0"
    [[nodiscard]] std::string to_string() const { return std::to_string(major) + "." + std::to_string(minor); }

    // NOLINTNEXTLINE(modernize-use-nullptr): the check sees the 0 that a defaulted comparison compares with
    friend constexpr auto operator<=>(const protocol_version&, const protocol_version&) = default;
};

inline constexpr protocol_version version_3_0{3, 0};
inline constexpr protocol_version version_3_2{3, 2};

} // namespace tusk::protocol
