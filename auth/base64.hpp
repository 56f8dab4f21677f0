/// \file
/// Base64 (RFC 4648 section 4), in which SCRAM's messages carry salts, proofs and signatures.
#pragma once

#include <tusk/protocol/bytes.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::auth {

/// The bytes in base64, padded, on one line.
[[nodiscard]] std::string base64_encode(protocol::byte_view bytes);

/// The bytes that `text` stands for, or nothing when it is not exactly what base64_encode makes of them: a character
/// outside the alphabet (white space too), padding that is missing or too much, or bits set beyond the last byte
/// (RFC 4648 section 3.5). So no two texts mean the same bytes, and nobody can hide anything in a spelling.
[[nodiscard]] std::optional<std::vector<std::byte>> base64_decode(std::string_view text);

} // namespace tusk::auth
