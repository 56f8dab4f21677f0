#include "auth/sasl_mechanism.hpp"

#include "auth/oauth.hpp"
#include "auth/unacceptable.hpp"

#include <algorithm>
#include <string>

namespace tusk::auth {

namespace {

using offer = std::span<const std::string_view>;

bool contains(offer offered, std::string_view name) {
    return std::find(offered.begin(), offered.end(), name) != offered.end();
}

// Where nothing can be bound, the server's order decides, as in libpq.
std::string_view first_known(offer offered) {
    const auto known = std::find_if(offered.begin(), offered.end(),
                                    [](std::string_view name) { return name == scram_sha_256 || name == oauthbearer; });
    return known == offered.end() ? std::string_view() : *known;
}

// The names for a message, cut to a length that a reader can stand.
std::string listed(offer offered) {
    constexpr std::size_t shown = 200;
    std::string text;
    for (const std::string_view name : offered) {
        if (text.size() >= shown) break;
        if (!text.empty()) text += ", ";
        text += name.substr(0, shown);
    }
    return text;
}

// What no honest server offers.
void check_offer(offer offered, channel_facts channel) {
    if (offered.empty() || contains(offered, ""))
        throw protocol_error("the server asks for a SASL login, but its list of mechanisms is empty or malformed");
    if (contains(offered, scram_sha_256_plus) && !channel.encrypted)
        throw protocol_error("the server offers SCRAM-SHA-256-PLUS, which binds to TLS, over a connection without "
                             "TLS: somebody may have stripped the encryption; connect with sslmode=verify-full");
}

// What channel_binding=require asks for and this server or channel does not give.
void check_binding_is_possible(offer offered, channel_facts channel) {
    if (!channel.encrypted)
        throw unacceptable("channel_binding=require needs TLS, and this connection has none: set "
                           "sslmode=require or above, or channel_binding=prefer");
    if (!contains(offered, scram_sha_256_plus))
        throw unacceptable("channel_binding=require, but the server does not offer SCRAM-SHA-256-PLUS: somebody "
                           "may have removed it from the offer, or a proxy ends TLS in between; if you know of "
                           "one and trust it, set channel_binding=prefer");
}

mechanism_choice bound(channel_facts channel) {
    if (!channel.has_end_point_hash)
        throw unacceptable("the server offers channel binding, but its certificate's signature names no hash to "
                           "bind with (Ed25519 has none): use an RSA or ECDSA certificate, or set "
                           "channel_binding=disable");
    return {scram_sha_256_plus, channel_binding_flag::end_point};
}

} // namespace

mechanism_choice choose_mechanism(offer offered, channel_binding_policy policy, channel_facts channel) {
    check_offer(offered, channel);
    if (policy == channel_binding_policy::require) check_binding_is_possible(offered, channel);
    const bool may_bind = policy != channel_binding_policy::disable && channel.encrypted;
    if (may_bind && contains(offered, scram_sha_256_plus)) return bound(channel);
    if (first_known(offered) == oauthbearer) return {oauthbearer, channel_binding_flag::not_supported};
    if (contains(offered, scram_sha_256))
        return {scram_sha_256, may_bind ? channel_binding_flag::not_offered : channel_binding_flag::not_supported};
    if (contains(offered, scram_sha_256_plus))
        throw unacceptable("the server offers no other login than SCRAM-SHA-256-PLUS, and channel_binding=disable "
                           "rules it out: set channel_binding=prefer");
    throw not_supported_error("the server offers no SASL mechanism that tusk knows, only " + listed(offered) +
                              ": tusk has SCRAM-SHA-256, SCRAM-SHA-256-PLUS and OAUTHBEARER");
}

} // namespace tusk::auth
