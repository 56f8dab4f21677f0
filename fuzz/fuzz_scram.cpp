// What a server says in the SASL mechanisms. The input is a byte of switches; for SCRAM then the server-first-message,
// a newline, the server-final-message, and for OAUTHBEARER the challenge. SCRAM's client has a fixed nonce, and its key
// derivation is replaced by next to nothing.
//
// Besides not crashing, a client must hold itself verified exactly when the signature is the right one, which the
// fuzzer computes for itself from the texts that were exchanged; and just then a cache must have its keys. A challenge
// that is understood must mean the same when it is written anew in JSON's plainest form.
#include "auth/base64.hpp"
#include "auth/oauth.hpp"
#include "auth/scram.hpp"

#include <tusk/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace tusk::auth;

constexpr std::string_view nonce = "fyko+d2lbbFgONRv9qkxdawL";
constexpr hash_algorithm sha256 = hash_algorithm::sha256;

// Switches in the input's first byte.
constexpr unsigned binds = 1;
constexpr unsigned says_not_offered = 2;
constexpr unsigned server_is_honest = 4; // the right signature in place of the input's
constexpr unsigned has_cache = 8;
constexpr unsigned by_oauth = 16;
constexpr unsigned has_keys = 32; // in place of the password

// Stands in for the key derivation: the password and the salt, folded into one digest.
digest fold(hash_algorithm algorithm, const secret& password, tusk::protocol::byte_view salt, std::uint32_t) {
    digest folded(digest_size(algorithm));
    for (std::size_t i = 0; i < password.size(); ++i) folded.memory()[i % folded.size()] ^= password.bytes()[i];
    for (std::size_t i = 0; i < salt.size(); ++i) folded.memory()[i % folded.size()] ^= salt[i];
    return folded;
}

void require(bool holds) {
    if (!holds) std::abort();
}

const scram_keys& own_keys() {
    static const scram_keys keys = derive_scram_keys(sha256, fold(sha256, secret("keys"), {}, 0));
    return keys;
}

scram_options options_for(unsigned switches) {
    scram_options options;
    options.client_nonce = nonce;
    options.salt_password = fold;
    if (switches & has_keys) options.known_keys = own_keys();
    if (switches & binds) {
        options.channel_binding = channel_binding_flag::end_point;
        options.end_point_hash.assign(32, std::byte{0x5a});
    } else if (switches & says_not_offered) {
        options.channel_binding = channel_binding_flag::not_offered;
    }
    return options;
}

// The server-final-message that is due, with the salt taken from the text in another way than the client's.
std::string right_answer(unsigned switches, std::string_view client_first, std::string_view server_first,
                         std::string_view client_final) {
    const std::size_t salt_begin = server_first.find(",s=") + 3;
    const std::string_view salt_text = server_first.substr(salt_begin, server_first.find(',', salt_begin) - salt_begin);
    const auto salt = base64_decode(salt_text);
    require(salt.has_value());
    const scram_keys keys =
        (switches & has_keys) ? own_keys() : derive_scram_keys(sha256, fold(sha256, secret("pencil"), *salt, 0));
    std::string auth_message(client_first.substr(client_first.find(",,") + 2));
    auth_message += ",";
    auth_message += server_first;
    auth_message += ",";
    auth_message += client_final.substr(0, client_final.rfind(",p="));
    return "v=" + base64_encode(scram_server_signature(sha256, keys.server_key, auth_message).bytes());
}

void log_in(unsigned switches, std::string_view server_first, std::string_view server_final) {
    scram_key_cache cache;
    scram_options options = options_for(switches);
    if (switches & has_cache) options.key_cache = &cache;
    scram_client client(secret("pencil"), std::move(options));
    const std::string client_first = client.client_first();
    std::string answer;
    try {
        answer = client.client_final(server_first);
    } catch (const tusk::operational_error&) {
        require(!client.verified());
        return;
    }
    require(server_first.substr(2).starts_with(nonce));
    // Computed only where it can matter, since OpenSSL's calls are most of the time that an input takes.
    const bool may_be_right = (switches & server_is_honest) || server_final.starts_with("v=");
    const std::string right = may_be_right ? right_answer(switches, client_first, server_first, answer) : "none";
    if (switches & server_is_honest) server_final = right;
    try {
        client.verify(server_final);
    } catch (const tusk::operational_error&) {
    }
    require(client.verified() == (server_final == right));
    const bool keeps_keys = (switches & has_cache) && !(switches & has_keys);
    require((cache.size() == 1) == (client.verified() && keeps_keys));
    require(client.channel_bound() == (client.verified() && (switches & binds)));
}

// A JSON string with every character that may be escaped written so.
std::string json_string(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string json = "\"";
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte >= 0x80)
            json += each;
        else
            json.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 0xf]);
    }
    return json + "\"";
}

void take_challenge(std::string_view text) {
    oauth_challenge challenge;
    try {
        challenge = parse_oauth_challenge(text);
    } catch (const tusk::protocol_error&) {
        return;
    }
    require(!challenge.status.empty());
    require(describe(challenge).size() < 1000);
    const oauth_challenge again =
        parse_oauth_challenge("{\"status\":" + json_string(challenge.status) +
                              ",\"openid-configuration\":" + json_string(challenge.openid_configuration) +
                              ",\"scope\":" + json_string(challenge.scope) + ",\"else\":[{},null,-1.5e3]}");
    require(again.status == challenge.status && again.scope == challenge.scope &&
            again.openid_configuration == challenge.openid_configuration);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view texts(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] & by_oauth) {
        take_challenge(texts);
        return 0;
    }
    const std::size_t newline = texts.find('\n');
    const bool has_final = newline != std::string_view::npos;
    log_in(data[0], texts.substr(0, newline), has_final ? texts.substr(newline + 1) : std::string_view());
    return 0;
}
