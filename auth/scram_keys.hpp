/// \file
/// What SCRAM computes from a password: the key derivation and the proofs of RFC 5802 section 3.
#pragma once

#include "auth/crypto.hpp"
#include "auth/secret.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace tusk::auth {

/// RFC 5802 section 3: SaltedPassword := Hi(Normalize(password), salt, i). The password is prepared already.
/// This is where all the time of a login goes, so tests and fuzzers can replace it.
using salted_password_function = std::function<digest(hash_algorithm algorithm, const secret& password,
                                                      protocol::byte_view salt, std::uint32_t iterations)>;

/// The two keys that come of a salted password (RFC 5802 section 3).
struct scram_keys {
    digest client_key;
    digest server_key;

    void wipe() noexcept {
        client_key.wipe();
        server_key.wipe();
    }
};
[[nodiscard]] scram_keys derive_scram_keys(hash_algorithm algorithm, const digest& salted_password);

/// ClientProof := ClientKey XOR HMAC(H(ClientKey), AuthMessage)
[[nodiscard]] digest scram_client_proof(hash_algorithm algorithm, const digest& client_key,
                                        std::string_view auth_message);
/// ServerSignature := HMAC(ServerKey, AuthMessage)
[[nodiscard]] digest scram_server_signature(hash_algorithm algorithm, const digest& server_key,
                                            std::string_view auth_message);

} // namespace tusk::auth
