#include "client/login_plan.hpp"

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
    return settings;
}

} // namespace

auth::login_request make_login(const params& complete, const connect_options&) {
    auth::login_request login;
    login.user = complete.user;
    login.password = auth::secret(complete.password.view());
    login.settings = startup_settings(complete);
    login.oldest = version_of(complete.min_protocol_version);
    if (complete.max_protocol_version) login.newest = version_of(*complete.max_protocol_version);
    login.channel_binding = policy_of(complete.channel_binding);
    login.scram_max_iterations = complete.scram_max_iterations;
    if (complete.scram_key_cache) login.scram_keys = &auth::process_scram_keys();
    return login;
}

} // namespace tusk::client
