/// \file
/// The server's side of SCRAM-SHA-256 (RFC 5802), for mock servers and to check the client against.
#pragma once

#include "auth/scram.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

/// What a server keeps of a password (RFC 5802 section 3; PostgreSQL's pg_authid.rolpassword).
struct scram_verifier {
    std::vector<std::byte> salt;
    std::uint32_t iterations;
    auth::digest stored_key;
    auth::digest server_key;
};

/// The verifier of a password, by the same derivation as the client's unless another is given.
[[nodiscard]] scram_verifier make_scram_verifier(std::string_view password, std::string_view salt,
                                                 std::uint32_t iterations,
                                                 const auth::salted_password_function& salt_password = auth::pbkdf2);

/// One login as an honest server conducts it.
class scram_server {
public:
    /// \param nonce what the server adds to the client's
    /// \param end_point_hash what a client that binds must have hashed of the certificate; empty: -PLUS is not offered
    scram_server(scram_verifier verifier, std::string nonce, std::string end_point_hash = {});

    /// server-first-message. \throws std::invalid_argument when the client's message is malformed, when it binds
    /// though it must not, or when it says `y` though -PLUS is offered.
    [[nodiscard]] std::string server_first(std::string_view client_first);
    /// server-final-message: `v=` when the proof is right, `e=` and a reason when it is not.
    [[nodiscard]] std::string server_final(std::string_view client_final);
    /// True once a right proof came.
    [[nodiscard]] bool authenticated() const noexcept { return authenticated_; }

private:
    [[nodiscard]] bool proves(std::string_view proof, std::string_view auth_message) const;

    scram_verifier verifier_;
    std::string nonce_; // the server's part, and the whole one once the client's has come
    std::string end_point_hash_;
    std::string gs2_header_;
    std::string client_first_bare_;
    std::string server_first_;
    bool authenticated_ = false;
};

} // namespace tusk::test
