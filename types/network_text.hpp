// Network addresses as the server prints them.
#pragma once

#include <tusk/types/network.hpp>

namespace tusk::detail {

/// The address without its prefix.
[[nodiscard]] std::string address_text(const inet& value);

/// An address with or without a prefix; nothing when `text` is none.
[[nodiscard]] std::optional<inet> parse_address(std::string_view text);

/// Pairs of hexadecimal digits with colons between them.
[[nodiscard]] std::string hardware_address_text(std::span<const std::byte> bytes);

/// False when `text` is not just as many pairs as `bytes` has room for.
[[nodiscard]] bool parse_hardware_address(std::string_view text, std::span<std::byte> bytes);

} // namespace tusk::detail
