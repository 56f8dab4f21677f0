/// \file
/// Which of the mechanisms that AuthenticationSASL offers is taken, and when none may be.
#pragma once

#include "auth/scram.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace tusk::auth {

/// The connection parameter channel_binding.
enum class channel_binding_policy : std::uint8_t { disable, prefer, require };

/// What is known of the channel when the server makes its offer.
struct channel_facts {
    bool encrypted = false;          ///< TLS is up
    bool has_end_point_hash = false; ///< and the server's certificate has a hash to bind to
};

struct mechanism_choice {
    std::string_view name;     ///< scram_sha_256, scram_sha_256_plus or oauthbearer
    channel_binding_flag flag; ///< for SCRAM
};

/// Chooses from the names of AuthenticationSASL. -PLUS is taken whenever the policy lets it, and never given up
/// silently: a certificate without a usable hash is an error even under `prefer`, since whoever sits in between could
/// otherwise present such a certificate to be rid of the binding. Of the mechanisms that do not bind, the server's
/// first is taken, as libpq does.
/// \throws protocol_error for an empty offer, or for -PLUS over plaintext, which no honest server offers;
/// `unacceptable` when the policy cannot be kept; not_supported_error when nothing on offer is known.
[[nodiscard]] mechanism_choice choose_mechanism(std::span<const std::string_view> offered,
                                                channel_binding_policy policy, channel_facts channel);

} // namespace tusk::auth
