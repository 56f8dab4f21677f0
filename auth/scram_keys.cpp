#include "auth/scram_keys.hpp"

#include <cstddef>

namespace tusk::auth {

scram_keys derive_scram_keys(hash_algorithm algorithm, const digest& salted_password) {
    return {hmac(algorithm, salted_password.bytes(), protocol::as_bytes("Client Key")),
            hmac(algorithm, salted_password.bytes(), protocol::as_bytes("Server Key"))};
}

digest scram_client_proof(hash_algorithm algorithm, const digest& client_key, std::string_view auth_message) {
    const digest stored_key = hash(algorithm, client_key.bytes());
    digest proof = hmac(algorithm, stored_key.bytes(), protocol::as_bytes(auth_message));
    for (std::size_t i = 0; i < proof.size(); ++i) proof.memory()[i] ^= client_key.bytes()[i];
    return proof;
}

digest scram_server_signature(hash_algorithm algorithm, const digest& server_key, std::string_view auth_message) {
    return hmac(algorithm, server_key.bytes(), protocol::as_bytes(auth_message));
}

} // namespace tusk::auth
