/// \file
/// SCRAM as RFC 5802 defines it, for SHA-256 (RFC 7677): the client's side of the conversation.
#pragma once

#include "auth/scram_key_cache.hpp"
#include "auth/scram_keys.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::auth {

inline constexpr std::string_view scram_sha_256 = "SCRAM-SHA-256";
inline constexpr std::string_view scram_sha_256_plus = "SCRAM-SHA-256-PLUS";

/// What the client says of channel binding in front of its first message: RFC 5802 section 7, gs2-cbind-flag.
enum class channel_binding_flag : char {
    not_supported = 'n', ///< this client does not bind, or was told not to
    not_offered = 'y',   ///< it could, but saw no -PLUS on offer: a server that did offer it then knows of a forgery
    end_point = 'p',     ///< bound to the server's certificate: tls-server-end-point (RFC 5929 section 4)
};

struct scram_options {
    channel_binding_flag channel_binding = channel_binding_flag::not_supported;
    /// With end_point, the hash of the server's certificate; empty otherwise.
    std::vector<std::byte> end_point_hash;
    /// A server that asks for more is refused before anything is derived.
    std::uint32_t max_iterations = 100'000;
    hash_algorithm algorithm = hash_algorithm::sha256;
    /// Empty: 18 random bytes in base64. Set: used as it is, for tests and for examples of RFCs.
    std::string client_nonce;
    /// The `n=` of the first message. PostgreSQL ignores it and takes the start-up packet's, so it stays empty.
    std::string user_name;
    /// Empty: `pbkdf2`.
    salted_password_function salt_password;
    /// Instead of the password, which may then be empty: nothing is derived, and the cache is left alone.
    std::optional<scram_keys> known_keys;
    /// Where keys are looked for, and entered once the server has proved them right; null: they are always derived.
    scram_key_cache* key_cache = nullptr;
    /// Under which of the cache's servers and users (`scram_key_origin`). The user is not the one of `user_name`, which
    /// stays empty.
    std::string cached_server;
    std::string cached_user;
};

/// The client's side of one SCRAM login:
///
///     scram_client scram(password, options);
///     send SASLInitialResponse(scram.mechanism(), scram.client_first());
///     send SASLResponse(scram.client_final(AuthenticationSASLContinue's text));
///     scram.verify(AuthenticationSASLFinal's text);
///     // AuthenticationOk is legal only now: scram.verified()
///
/// It is strict where RFC 5802 leaves room, since every server text may be an attack: attributes stand in the RFC's
/// order, nothing may follow them (extensions too are refused: no PostgreSQL server sends any, and `m=`, an extension
/// that must be understood, is never), and base64 must be canonical. After an error the object is of no more use.
class scram_client {
public:
    /// Prepares the password by SASLprep and keeps that until it has been used.
    /// \throws interface_error when the options contradict each other; operational_error without random bytes.
    explicit scram_client(const secret& password, scram_options options = {});

    /// The mechanism's name, for SASLInitialResponse; of RFC 7677, whatever the hash is.
    [[nodiscard]] std::string_view mechanism() const noexcept;

    /// client-first-message. Every call answers the same.
    [[nodiscard]] std::string client_first() const;

    /// client-final-message, the answer to a server-first-message. Unless the cache has the keys it takes as long as
    /// their derivation does: up to max_iterations times half a microsecond or so. The password is wiped afterwards.
    /// \throws protocol_error when the message is malformed, comes twice, or its nonce is not made from ours;
    /// operational_error when it asks for too many iterations.
    [[nodiscard]] std::string client_final(std::string_view server_first);

    /// Checks the server-final-message: that the server knows the password as well.
    /// \throws protocol_error when it is malformed, out of order or not the right signature; operational_error when
    /// the server reports an error (`e=`).
    void verify(std::string_view server_final);

    /// True only after the server has proved that it knows the password.
    [[nodiscard]] bool verified() const noexcept { return stage_ == stage::verified; }
    /// True only after that, over a login bound to the TLS channel: what channel_binding=require asks for.
    [[nodiscard]] bool channel_bound() const noexcept {
        return verified() && options_.channel_binding == channel_binding_flag::end_point;
    }

private:
    enum class stage : std::uint8_t { started, answered, verified, failed };

    [[nodiscard]] std::string gs2_header() const;
    [[nodiscard]] std::string client_first_bare() const;
    [[nodiscard]] std::string client_final_without_proof(std::string_view nonce) const;
    [[nodiscard]] scram_keys find_or_derive_keys(protocol::byte_view salt, std::uint32_t iterations);
    void settle_cache(bool right);
    void advance(stage from, const char* message);

    scram_options options_;
    secret password_;          // prepared; empty once it has been used
    digest server_signature_;  // what `verify` waits for
    digest cache_name_;        // the keys' in the cache
    scram_keys unproved_keys_; // wait there for the server's proof, if there is a cache to keep them
    stage stage_ = stage::started;
};

} // namespace tusk::auth
