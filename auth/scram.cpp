#include "auth/scram.hpp"

#include "auth/base64.hpp"
#include "auth/saslprep.hpp"
#include "auth/scram_messages.hpp"

#include <tusk/error.hpp>

#include <array>
#include <utility>

namespace tusk::auth {

namespace {

std::string random_nonce() {
    // RFC 5802 leaves the length open; 18 bytes are what PostgreSQL's own two sides use, and fill 24 characters.
    std::array<std::byte, 18> bytes;
    fill_with_random(bytes);
    return base64_encode(bytes);
}

// saslname: "=" and "," are written as escapes (RFC 5802 section 5.1, attribute n).
std::string escape_user_name(std::string_view name) {
    std::string escaped;
    for (const char c : name) {
        if (c == ',')
            escaped += "=2C";
        else if (c == '=')
            escaped += "=3D";
        else
            escaped += c;
    }
    return escaped;
}

void check(const scram_options& options) {
    const bool binds = options.channel_binding == channel_binding_flag::end_point;
    if (binds == options.end_point_hash.empty())
        throw interface_error("SCRAM needs the hash of the server's certificate when it binds to the channel, and "
                              "only then");
    const std::size_t key_size = digest_size(options.algorithm);
    if (options.known_keys &&
        (options.known_keys->client_key.size() != key_size || options.known_keys->server_key.size() != key_size))
        throw interface_error("SCRAM's keys are as long as the hash that they are made by, " +
                              std::to_string(key_size) + " bytes");
    if (!is_scram_nonce(options.client_nonce))
        throw interface_error("a SCRAM nonce is printable ASCII without commas, at least one character");
}

} // namespace

scram_client::scram_client(const secret& password, scram_options options)
    : options_(std::move(options)), password_(prepare_password(password.text())) {
    if (options_.client_nonce.empty()) options_.client_nonce = random_nonce();
    if (!options_.salt_password) options_.salt_password = pbkdf2;
    if (options_.known_keys) options_.key_cache = nullptr;
    check(options_);
}

std::string_view scram_client::mechanism() const noexcept {
    return options_.channel_binding == channel_binding_flag::end_point ? scram_sha_256_plus : scram_sha_256;
}

std::string scram_client::gs2_header() const {
    std::string header(1, static_cast<char>(options_.channel_binding));
    if (options_.channel_binding == channel_binding_flag::end_point) header += "=tls-server-end-point";
    return header + ",,"; // no authzid: PostgreSQL logs in as nobody but the user
}

std::string scram_client::client_first_bare() const {
    return "n=" + escape_user_name(options_.user_name) + ",r=" + options_.client_nonce;
}

std::string scram_client::client_first() const { return gs2_header() + client_first_bare(); }

std::string scram_client::client_final_without_proof(std::string_view nonce) const {
    std::string binding = gs2_header();
    binding += protocol::as_text(options_.end_point_hash);
    return "c=" + base64_encode(protocol::as_bytes(binding)) + ",r=" + std::string(nonce);
}

// Until its end a step counts as failed, so that an exception out of it leaves nothing that could go on.
void scram_client::advance(stage from, const char* message) {
    if (std::exchange(stage_, stage::failed) != from)
        throw protocol_error(std::string("the server sent its ") + message +
                             " SCRAM message out of order: the login was given up");
}

scram_keys scram_client::find_or_derive_keys(protocol::byte_view salt, std::uint32_t iterations) {
    if (options_.known_keys) return *options_.known_keys;
    if (options_.key_cache != nullptr) {
        cache_name_ = options_.key_cache->name_of(
            {options_.cached_server, options_.cached_user, options_.algorithm, password_, salt, iterations});
        if (auto known = options_.key_cache->find(cache_name_)) return *std::move(known);
    }
    const digest salted = options_.salt_password(options_.algorithm, password_, salt, iterations);
    return derive_scram_keys(options_.algorithm, salted);
}

std::string scram_client::client_final(std::string_view server_first) {
    advance(stage::started, "first");
    const scram_server_first server = parse_server_first(server_first, options_.client_nonce, options_.max_iterations);
    std::string message = client_final_without_proof(server.nonce);
    const std::string auth_message = client_first_bare() + "," + std::string(server_first) + "," + message;

    const scram_keys keys = find_or_derive_keys(server.salt, server.iterations);
    password_.wipe();
    options_.known_keys.reset();
    server_signature_ = scram_server_signature(options_.algorithm, keys.server_key, auth_message);
    message += ",p=" + base64_encode(scram_client_proof(options_.algorithm, keys.client_key, auth_message).bytes());
    if (options_.key_cache != nullptr) unproved_keys_ = keys;
    stage_ = stage::answered;
    return message;
}

/// Only keys that a server has proved right are worth keeping, and only as long as none proves them wrong.
void scram_client::settle_cache(bool right) {
    if (right)
        options_.key_cache->keep(cache_name_, unproved_keys_);
    else
        options_.key_cache->forget(cache_name_);
    unproved_keys_.wipe();
}

void scram_client::verify(std::string_view server_final) {
    advance(stage::answered, "final");
    bool right = false;
    try {
        right = equal_in_constant_time(parse_server_final(server_final), server_signature_.bytes());
    } catch (...) {
        if (options_.key_cache != nullptr) settle_cache(false);
        throw;
    }
    server_signature_.wipe();
    if (options_.key_cache != nullptr) settle_cache(right);
    if (!right)
        throw protocol_error("the server's SCRAM signature is wrong: it does not know this user's password, and so "
                             "is not the server that it claims to be");
    stage_ = stage::verified;
}

} // namespace tusk::auth
