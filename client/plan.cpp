#include "client/plan.hpp"

#include "client/login_plan.hpp"
#include "client/password_file.hpp"

namespace tusk::client {

namespace {

template <class Duration>
std::optional<Duration> unless_zero(Duration duration) {
    return duration.count() == 0 ? std::nullopt : std::optional(duration);
}

/// The password file is asked for each host, unless a password was given.
void look_up_passwords(transport::connect_plan& plan, const params& complete) {
    if (!complete.password.empty() || complete.passfile.empty()) return;
    plan.login.password_file = complete.passfile;
    for (transport::connect_plan::host& host : plan.hosts) {
        const password_found found =
            password_from_file(complete.passfile, {host.name, host.address, host.port, complete.dbname, complete.user});
        if (!found.password.empty()) host.password = std::make_shared<const auth::secret>(found.password.view());
        if (!found.warning.empty()) plan.login.password_file_trouble = found.warning;
    }
}

} // namespace

transport::connect_plan make_plan(const params& parameters, const connect_options& options) {
    parameters.validate();
    const params complete = parameters.completed(options.sources);
    transport::connect_plan plan;
    for (const params::endpoint& each : complete.endpoints)
        plan.hosts.push_back({each.host, each.hostaddr, each.port.value_or(5432)});
    plan.order = complete.load_balance_hosts;
    plan.mode = complete.sslmode;
    plan.certificate_request_demanded = complete.sslcertmode == ssl_cert_mode::require;
    plan.negotiation = complete.sslnegotiation;
    plan.target = complete.target_session_attrs;
    plan.dbname = complete.dbname;
    plan.schema = complete.schema;
    plan.login = make_login(complete, options);
    look_up_passwords(plan, complete);
    return plan;
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
    settings.require_peer = parameters.requirepeer;
    settings.tls = std::move(tls);
    return settings;
}

} // namespace tusk::client
