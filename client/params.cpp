#include "client/connection_string.hpp"
#include "client/conninfo.hpp"
#include "client/default_params.hpp"
#include "client/keyword_values.hpp"
#include "client/keywords.hpp"
#include "client/sources.hpp"
#include "client/uri.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

namespace tusk {

namespace {

using namespace client;

void check_endpoint(const params::endpoint& endpoint) {
    if (endpoint.port == 0) throw operational_error("connection parameter port: 0 is not a port: use 1 to 65535");
    for (const std::string& name : {endpoint.host, endpoint.hostaddr})
        if (name.find(',') != std::string::npos)
            throw programming_error("connection parameter host: " + shown(name) +
                                    " contains a comma: make one endpoint for each host");
}

void check_endpoints(const params& given) {
    for (const params::endpoint& endpoint : given.endpoints) check_endpoint(endpoint);
}

void check_ssl(const params& given) {
    if (given.sslrootcert == "system" && given.sslmode != ssl_mode::verify_full)
        throw programming_error("connection parameter sslmode: " + print_value(given.sslmode) +
                                " is too weak for sslrootcert=system, whose authorities vouch for anybody: use "
                                "verify-full");
    if (given.sslnegotiation == ssl_negotiation::direct && given.sslmode < ssl_mode::require)
        throw programming_error("connection parameter sslmode: " + print_value(given.sslmode) +
                                " is too weak for sslnegotiation=direct, which cannot go back to a connection in the "
                                "clear: use require, verify-ca or verify-full");
    if (given.ssl_max_protocol_version &&
        given.ssl_min_protocol_version.value_or(tls_version::v1_2) > *given.ssl_max_protocol_version)
        throw programming_error(
            "connection parameter ssl_max_protocol_version: " + print_value(given.ssl_max_protocol_version) +
            " is below ssl_min_protocol_version: exchange them, or leave one out");
}

void check_protocol(const params& given) {
    if (given.max_protocol_version && given.min_protocol_version > *given.max_protocol_version)
        throw programming_error("connection parameter max_protocol_version: " +
                                print_value(given.max_protocol_version) + " is below min_protocol_version, " +
                                print_value(given.min_protocol_version) + ": exchange them, or leave one out");
    if (given.scram_max_iterations == 0)
        throw programming_error(
            "connection parameter scram_max_iterations: 0 would refuse every server: use 4096, which "
            "PostgreSQL's passwords have, or more");
}

void check_scram_keys(const params& given) {
    if (!given.scram_client_key.empty() && given.scram_server_key.empty())
        throw programming_error("connection parameter scram_client_key: without scram_server_key the server could not "
                                "be asked to prove itself: give both");
}

void check_together(const params& given) {
    check_endpoints(given);
    check_ssl(given);
    check_protocol(given);
    check_scram_keys(given);
}

/// What `load` and `completed` have in common, once the sources were asked.
params complete_settings(const settings& given, const connect_sources& sources) {
    params result = read_settings(given);
    fill_defaults(result, sources);
    check_together(result);
    result.complete = true;
    return result;
}

/// A dbname that is a connection string stands for what it says, but not against what is given beside it.
void expand_dbname(settings& given, const connect_sources& sources) {
    const setting* name = find_last(given, "dbname");
    if (name == nullptr || !looks_like_connection_string(name->value.view())) return;
    settings expanded = parse_connection_string(name->value.view(), sources);
    for (setting& each : given)
        if (each.keyword != "dbname") expanded.push_back(std::move(each));
    given = std::move(expanded);
}

enum class secrets : bool { hidden, shown };

/// `keyword=value keyword=value …`
std::string print_conninfo(const params& from, secrets treatment) {
    std::string text;
    for (const keyword& each : keywords()) {
        const secret_text value = each.print(from);
        if (value.empty()) continue;
        if (!text.empty()) text += ' ';
        text.append(each.name).append("=");
        text.append(each.secret && treatment == secrets::hidden ? "***" : quote_conninfo_value(value.view()));
    }
    return text;
}

/// Colons make an IPv6 address, which goes into brackets, unless the host is the folder of a socket.
std::string print_uri_host(const std::string& host) {
    if (host.find(':') == std::string::npos || host.starts_with('/') || host.starts_with('@'))
        return percent_encode(host);
    return "[" + percent_encode(host, ":") + "]";
}

std::string print_authority(const params& from) {
    std::string text = percent_encode(from.user);
    if (!from.password.empty()) text += ":" + percent_encode(from.password.view());
    if (!text.empty()) text += '@';
    for (const params::endpoint& endpoint : from.endpoints) {
        if (&endpoint != &from.endpoints.front()) text += ',';
        text += print_uri_host(endpoint.host);
        if (endpoint.port) text += ":" + print_value(endpoint.port);
    }
    return text;
}

std::string print_query(const params& from) {
    std::string text;
    for (const keyword& each : keywords()) {
        const secret_text value = each.place == uri_place::authority ? secret_text() : each.print(from);
        if (value.empty()) continue;
        text.append(text.empty() ? "?" : "&").append(each.name).append("=").append(percent_encode(value.view(), "/:,"));
    }
    return text;
}

} // namespace

params params::parse(std::string_view conninfo_or_uri) {
    params result = read_settings(parse_connection_string(conninfo_or_uri));
    check_together(result);
    return result;
}

params params::load(std::string_view conninfo_or_uri, const connect_sources& sources) {
    settings given = parse_connection_string(conninfo_or_uri, sources);
    add_sources(given, sources);
    return complete_settings(given, sources);
}

params params::completed(const connect_sources& sources) const {
    check_endpoints(*this);
    settings given = print_settings(*this);
    if (complete) return complete_settings(given, connect_sources::none());
    expand_dbname(given, sources);
    add_sources(given, sources);
    return complete_settings(given, sources);
}

void params::validate() const {
    check_endpoints(*this);
    // Every value must survive its own way through a connection string, which checks it as that way would.
    static_cast<void>(read_settings(print_settings(*this)));
    check_together(*this);
}

std::string params::to_conninfo() const {
    validate();
    return print_conninfo(*this, secrets::shown);
}

std::string params::to_uri() const {
    validate();
    std::string text = "postgresql://" + print_authority(*this);
    if (!dbname.empty()) text += "/" + percent_encode(dbname);
    return text + print_query(*this);
}

std::ostream& operator<<(std::ostream& out, const params& parameters) {
    return out << escape_control_characters(print_conninfo(parameters, secrets::hidden));
}

} // namespace tusk
