#include "client/tls_plan.hpp"

#include "auth/unacceptable.hpp"
#include "transport/establish.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <exception>
#include <functional>

namespace tusk::client {

namespace {

/// As libpq has it, whoever has a root certificate wants it asked, whatever sslmode says ("Client Verification of
/// Server Certificates"). Under `prefer` a server that it does not vouch for gets a connection in the clear.
transport::verification verification_of(ssl_mode mode) {
    switch (mode) {
    case ssl_mode::verify_full: return transport::verification::chain_and_name;
    case ssl_mode::verify_ca: return transport::verification::chain;
    default: return transport::verification::chain_if_rooted;
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

/// A function of the caller's whose exceptions leave `connect` as they are: under `prefer`, an error of TLS would be a
/// reason to go on without.
template <class Result, class Argument>
std::function<Result(Argument)> guarded(const std::function<Result(Argument)>& function) {
    if (!function) return {};
    return [function](Argument argument) -> Result {
        try {
            return function(argument);
        } catch (...) {
            throw auth::caller_failure{std::current_exception()};
        }
    };
}

void set_verification(transport::tls_settings& settings, const params& parameters, const connect_options& options) {
    settings.verify = verification_of(parameters.sslmode);
    settings.system_roots = options.root_certificates.empty() && parameters.sslrootcert == "system";
    if (!settings.system_roots) settings.root_certificates = {parameters.sslrootcert, options.root_certificates};
    settings.revocation_list = parameters.sslcrl;
    settings.revocation_directory = parameters.sslcrldir;
}

void set_identity(transport::tls_settings& settings, const params& parameters, const connect_options& options) {
    settings.demand_certificate_request = parameters.sslcertmode == ssl_cert_mode::require;
    if (parameters.sslcertmode == ssl_cert_mode::disable) return;
    settings.client_certificate = {parameters.sslcert, options.client_certificate};
    settings.client_key = {parameters.sslkey, options.client_key};
    settings.client_key_password = parameters.sslpassword;
    settings.ask_key_password = guarded(options.key_password);
    if (!options.client_key.empty() && !settings.client_certificate.is_named())
        throw programming_error("connect_options::client_key is a key without a certificate: give "
                                "connect_options::client_certificate or sslcert as well");
}

void set_conversation(transport::tls_settings& settings, const params& parameters) {
    settings.server_name_indication = parameters.sslsni;
    settings.require_alpn = parameters.sslnegotiation == ssl_negotiation::direct;
    if (parameters.ssl_min_protocol_version)
        settings.minimum_version = version_of(*parameters.ssl_min_protocol_version);
    if (parameters.ssl_max_protocol_version)
        settings.maximum_version = version_of(*parameters.ssl_max_protocol_version);
    settings.key_log_file = parameters.sslkeylogfile;
}

} // namespace

transport::tls_settings make_tls_settings(const params& parameters, const connect_options& options) {
    transport::tls_settings settings;
    set_verification(settings, parameters, options);
    set_identity(settings, parameters, options);
    set_conversation(settings, parameters);
    settings.customise = guarded(options.tls_context);
    // These may do without TLS, and may never come to need it.
    settings.complain_at_handshake = parameters.sslmode == ssl_mode::allow || parameters.sslmode == ssl_mode::prefer;
    return settings;
}

std::shared_ptr<const transport::tls_context> make_tls_context(const params& parameters,
                                                               const connect_options& options) {
    if (parameters.sslmode == ssl_mode::disable || uses_sockets_only(parameters)) return nullptr;
    try {
        return std::make_shared<const transport::tls_context>(make_tls_settings(parameters, options));
    } catch (const auth::caller_failure& thrown) {
        std::rethrow_exception(thrown.cause);
    }
}

} // namespace tusk::client
