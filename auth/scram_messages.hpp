/// \file
/// The server's two SCRAM messages (RFC 5802 section 7), read strictly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tusk::auth {

/// server-first-message = nonce "," salt "," iteration-count
struct scram_server_first {
    std::string_view nonce; ///< ours and the server's behind it; a view into the message
    std::vector<std::byte> salt;
    std::uint32_t iterations; ///< from 1 to the limit
};

/// \throws protocol_error for anything but exactly this message; operational_error for more than `max_iterations`.
[[nodiscard]] scram_server_first parse_server_first(std::string_view message, std::string_view client_nonce,
                                                    std::uint32_t max_iterations);

/// The signature of a server-final-message = "v=" base64.
/// \throws operational_error when it is "e=" and a server error instead; protocol_error for anything else.
[[nodiscard]] std::vector<std::byte> parse_server_final(std::string_view message);

/// Whether the text may be a nonce: printable ASCII without a comma, and not empty.
[[nodiscard]] bool is_scram_nonce(std::string_view text) noexcept;

} // namespace tusk::auth
