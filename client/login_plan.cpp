#include "client/login_plan.hpp"

#include "auth/base64.hpp"
#include "client/require_auth.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace tusk::client {

namespace {

protocol::protocol_version version_of(protocol_version version) {
    return protocol::protocol_version::from_code(static_cast<std::uint32_t>(version));
}

auth::channel_binding_policy policy_of(channel_binding_mode mode) {
    switch (mode) {
    case channel_binding_mode::disable: return auth::channel_binding_policy::disable;
    case channel_binding_mode::require: return auth::channel_binding_policy::require;
    default: return auth::channel_binding_policy::prefer;
    }
}

/// What a startup message carries besides the user. Poolers refuse more than these, so nothing else is sent unasked.
std::vector<std::pair<std::string, std::string>> startup_settings(const params& parameters) {
    std::vector<std::pair<std::string, std::string>> settings{{"database", parameters.dbname},
                                                              {"client_encoding", "UTF8"}};
    const std::string& name =
        parameters.application_name.empty() ? parameters.fallback_application_name : parameters.application_name;
    if (!name.empty()) settings.emplace_back("application_name", name);
    if (!parameters.options.empty()) settings.emplace_back("options", parameters.options);
    if (parameters.replication != replication_mode::off)
        settings.emplace_back("replication",
                              parameters.replication == replication_mode::physical ? "true" : "database");
    return settings;
}

/// The 32 bytes of a key that was found valid.
auth::digest decode_scram_key(const secret_text& value) {
    auth::digest key(auth::digest_size(auth::hash_algorithm::sha256));
    std::vector<std::byte> bytes = auth::base64_decode(value.view()).value();
    std::copy_n(bytes.begin(), key.size(), key.memory().begin());
    protocol::secure_wipe(bytes.data(), bytes.size());
    return key;
}

/// The server's key alone is not worth anything: whoever has a password knows that key, too.
std::optional<auth::scram_keys> scram_keys_of(const params& parameters) {
    if (parameters.scram_client_key.empty()) return std::nullopt;
    return auth::scram_keys{decode_scram_key(parameters.scram_client_key),
                            decode_scram_key(parameters.scram_server_key)};
}

/// What a caller's function is told about an attempt; the views are into the arguments.
login_attempt attempt_at(const protocol::endpoint& server, bool encrypted, const std::string& user,
                         const std::string& dbname) {
    return {server.host, server.address, server.port, user, dbname, encrypted};
}

auth::secret_source password_source(const params& complete, const connect_options& options) {
    if (!options.password) return {};
    return [ask = options.password, user = complete.user, dbname = complete.dbname](const protocol::endpoint& server,
                                                                                    bool encrypted) {
        return auth::secret(ask(attempt_at(server, encrypted, user, dbname)).view());
    };
}

auth::secret_source token_source(const params& complete, const connect_options& options) {
    if (!options.oauth_token) return {};
    return [ask = options.oauth_token, user = complete.user, dbname = complete.dbname, issuer = complete.oauth_issuer,
            id = complete.oauth_client_id, hidden = complete.oauth_client_secret,
            scope = complete.oauth_scope](const protocol::endpoint& server, bool encrypted) {
        const oauth_request request{attempt_at(server, encrypted, user, dbname), issuer, id, hidden.view(), scope};
        return auth::secret(ask(request).view());
    };
}

} // namespace

auth::login_request make_login(const params& complete, const connect_options& options) {
    auth::login_request login;
    login.user = complete.user;
    login.password = auth::secret(complete.password.view());
    login.ask_password = password_source(complete, options);
    login.ask_token = token_source(complete, options);
    login.known_scram_keys = scram_keys_of(complete);
    login.allowed = read_require_auth(complete.require_auth);
    login.settings = startup_settings(complete);
    login.oldest = version_of(complete.min_protocol_version);
    if (complete.max_protocol_version) login.newest = version_of(*complete.max_protocol_version);
    login.channel_binding = policy_of(complete.channel_binding);
    login.scram_max_iterations = complete.scram_max_iterations;
    if (complete.scram_key_cache) login.scram_keys = &auth::process_scram_keys();
    return login;
}

} // namespace tusk::client
