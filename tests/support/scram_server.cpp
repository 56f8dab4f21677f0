#include "tests/support/scram_server.hpp"

#include "auth/base64.hpp"
#include "auth/saslprep.hpp"

#include <stdexcept>
#include <utility>

namespace tusk::test {

using protocol::as_bytes;
using protocol::as_text;

namespace {

constexpr auth::hash_algorithm sha256 = auth::hash_algorithm::sha256;

} // namespace

scram_verifier make_scram_verifier(std::string_view password, std::string_view salt, std::uint32_t iterations,
                                   const auth::salted_password_function& salt_password) {
    const auth::secret prepared = auth::prepare_password(password);
    const auth::digest salted = salt_password(sha256, prepared, as_bytes(salt), iterations);
    const auth::scram_keys keys = auth::derive_scram_keys(sha256, salted);
    return {{as_bytes(salt).begin(), as_bytes(salt).end()},
            iterations,
            auth::hash(sha256, keys.client_key.bytes()),
            keys.server_key};
}

scram_server::scram_server(scram_verifier verifier, std::string nonce, std::string end_point_hash)
    : verifier_(std::move(verifier)), nonce_(std::move(nonce)), end_point_hash_(std::move(end_point_hash)) {}

std::string scram_server::server_first(std::string_view client_first) {
    const std::size_t header_end = client_first.find(",,");
    const std::size_t nonce = client_first.find(",r=");
    if (header_end == std::string_view::npos || nonce == std::string_view::npos)
        throw std::invalid_argument("no client-first-message: " + std::string(client_first));
    gs2_header_ = client_first.substr(0, header_end + 2);
    client_first_bare_ = client_first.substr(header_end + 2);
    const bool offers_plus = !end_point_hash_.empty();
    if (gs2_header_ != "n,," && gs2_header_ != (offers_plus ? "p=tls-server-end-point,," : "y,,"))
        throw std::invalid_argument("the gs2-header does not fit this server: " + gs2_header_);
    nonce_ = std::string(client_first.substr(nonce + 3)) + nonce_;
    server_first_ =
        "r=" + nonce_ + ",s=" + auth::base64_encode(verifier_.salt) + ",i=" + std::to_string(verifier_.iterations);
    return server_first_;
}

std::string scram_server::server_final(std::string_view client_final) {
    const std::size_t proof = client_final.rfind(",p=");
    if (proof == std::string_view::npos) return "e=other-error";
    const std::string_view without_proof = client_final.substr(0, proof);
    const std::string binding = gs2_header_ + (gs2_header_.starts_with('p') ? end_point_hash_ : "");
    if (without_proof != "c=" + auth::base64_encode(as_bytes(binding)) + ",r=" + nonce_)
        return "e=channel-bindings-dont-match";

    const std::string auth_message = client_first_bare_ + "," + server_first_ + "," + std::string(without_proof);
    if (!proves(client_final.substr(proof + 3), auth_message)) return "e=invalid-proof";
    authenticated_ = true;
    return "v=" + auth::base64_encode(auth::scram_server_signature(sha256, verifier_.server_key, auth_message).bytes());
}

// RFC 5802 section 3: H(ClientProof XOR ClientSignature) must be the StoredKey.
bool scram_server::proves(std::string_view proof, std::string_view auth_message) const {
    const auto bytes = auth::base64_decode(proof);
    auth::digest key = auth::hmac(sha256, verifier_.stored_key.bytes(), as_bytes(auth_message));
    if (!bytes || bytes->size() != key.size()) return false;
    for (std::size_t i = 0; i < key.size(); ++i) key.memory()[i] ^= (*bytes)[i];
    return auth::equal_in_constant_time(auth::hash(sha256, key.bytes()).bytes(), verifier_.stored_key.bytes());
}

} // namespace tusk::test
