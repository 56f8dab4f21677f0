#include "client/plan.hpp"

#include "transport/tls.hpp"

#include <algorithm>

namespace tusk::client {

namespace {

transport::verification verification_of(const params& parameters) {
    switch (parameters.sslmode) {
    case ssl_mode::verify_full: return transport::verification::chain_and_name;
    case ssl_mode::verify_ca: return transport::verification::chain;
    // As libpq has it: whoever names an authority wants it asked.
    case ssl_mode::require:
        return parameters.sslrootcert.empty() ? transport::verification::none : transport::verification::chain;
    default: return transport::verification::none;
    }
}

transport::tls_version version_of(tls_version version) {
    return version == tls_version::v1_2 ? transport::tls_version::tls_1_2 : transport::tls_version::tls_1_3;
}

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

auth::login_request make_login(const params& parameters) {
    auth::login_request login;
    login.user = parameters.user;
    login.password = auth::secret(parameters.password.view());
    login.settings = startup_settings(parameters);
    login.oldest = version_of(parameters.min_protocol_version);
    if (parameters.max_protocol_version) login.newest = version_of(*parameters.max_protocol_version);
    login.channel_binding = policy_of(parameters.channel_binding);
    login.scram_max_iterations = parameters.scram_max_iterations;
    if (parameters.scram_key_cache) login.scram_keys = &auth::process_scram_keys();
    return login;
}

/// Unix sockets are never encrypted, and loading certificates takes longer than connecting to one.
bool uses_sockets_only(const params& parameters) {
    const params complete = parameters.with_defaults();
    return std::all_of(complete.endpoints.begin(), complete.endpoints.end(), [](const params::endpoint& each) {
        return each.hostaddr.empty() && transport::is_socket_folder(each.host);
    });
}

template <class Duration>
std::optional<Duration> unless_zero(Duration duration) {
    return duration.count() == 0 ? std::nullopt : std::optional(duration);
}

} // namespace

transport::connect_plan make_plan(const params& parameters) {
    parameters.validate();
    const params complete = parameters.with_defaults();
    transport::connect_plan plan;
    for (const params::endpoint& each : complete.endpoints)
        plan.hosts.push_back({each.host, each.hostaddr, each.port.value_or(5432)});
    plan.mode = complete.sslmode;
    plan.login = make_login(complete);
    return plan;
}

std::shared_ptr<const transport::tls_context> make_tls_context(const params& parameters) {
    if (parameters.sslmode == ssl_mode::disable || uses_sockets_only(parameters)) return nullptr;
    transport::tls_settings settings;
    settings.verify = verification_of(parameters);
    settings.system_roots = parameters.sslrootcert == "system";
    if (!settings.system_roots) settings.root_certificates = parameters.sslrootcert;
    settings.server_name_indication = parameters.sslsni;
    if (parameters.ssl_min_protocol_version)
        settings.minimum_version = version_of(*parameters.ssl_min_protocol_version);
    if (parameters.ssl_max_protocol_version)
        settings.maximum_version = version_of(*parameters.ssl_max_protocol_version);
    return std::make_shared<const transport::tls_context>(std::move(settings));
}

transport::driver_settings make_driver_settings(const params& parameters,
                                                std::shared_ptr<const transport::tls_context> tls) {
    transport::driver_settings settings;
    settings.socket.keepalives = parameters.keepalives;
    settings.socket.keepalives_idle = unless_zero(parameters.keepalives_idle);
    settings.socket.keepalives_interval = unless_zero(parameters.keepalives_interval);
    if (parameters.keepalives_count != 0)
        settings.socket.keepalives_count = static_cast<int>(parameters.keepalives_count);
    settings.socket.tcp_user_timeout = unless_zero(parameters.tcp_user_timeout);
    settings.connect_timeout = parameters.connect_timeout;
    settings.tls = std::move(tls);
    return settings;
}

} // namespace tusk::client
