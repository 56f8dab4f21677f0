#include "client/tls_plan.hpp"

#include "transport/establish.hpp"

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
    switch (version) {
    case tls_version::v1_0: return transport::tls_version::tls_1_0;
    case tls_version::v1_1: return transport::tls_version::tls_1_1;
    case tls_version::v1_2: return transport::tls_version::tls_1_2;
    default: return transport::tls_version::tls_1_3;
    }
}

/// Unix sockets are never encrypted, and loading certificates takes longer than connecting to one.
bool uses_sockets_only(const params& parameters) {
    const params complete = parameters.completed(connect_sources::none());
    return std::all_of(complete.endpoints.begin(), complete.endpoints.end(), [](const params::endpoint& each) {
        return each.hostaddr.empty() && transport::is_socket_folder(each.host);
    });
}

} // namespace

std::shared_ptr<const transport::tls_context> make_tls_context(const params& parameters, const connect_options&) {
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

} // namespace tusk::client
