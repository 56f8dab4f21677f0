#include "client/keywords.hpp"

#include "client/did_you_mean.hpp"
#include "client/keyword_values.hpp"
#include "client/special_values.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace tusk::client {

namespace {

template <auto Member>
constexpr bool is_secret = std::same_as<secret_text, std::decay_t<decltype(params().*Member)>>;

template <auto Member>
secret_text print_member(const params& from) {
    static const params defaults;
    return from.*Member == defaults.*Member ? secret_text() : secret_text(print_value(from.*Member));
}

/// A keyword whose value is one member of `params`.
template <auto Member>
constexpr keyword member(std::string_view name, std::string_view environment = "", uri_place place = uri_place::query) {
    return {name,
            environment,
            [](std::string_view own_name, std::string_view value, draft& result) {
                read_value(own_name, value, result.values.*Member);
            },
            print_member<Member>,
            place,
            is_secret<Member>};
}

/// A member whose values follow a rule that others of its type do not have.
template <auto Member, auto Read>
constexpr keyword special(std::string_view name, std::string_view environment = "") {
    return {name,
            environment,
            [](std::string_view own_name, std::string_view value, draft& result) {
                Read(own_name, value, result.values.*Member);
            },
            print_member<Member>,
            uri_place::query,
            is_secret<Member>};
}

/// A keyword whose value is a list over the endpoints.
template <auto List>
constexpr keyword list(std::string_view name, std::string_view environment, uri_place place) {
    return {name, environment,
            [](std::string_view own_name, std::string_view value, draft& result) {
                result.lists.*List = value;
                if (List == &endpoint_lists::port) result.lists.port_name = own_name;
            },
            [](const params& from) { return secret_text(split_endpoints(from.endpoints).*List); }, place};
}

/// A keyword of libpq's for what tusk does not have or what has no effect any more: strings that have it go on working.
constexpr keyword without_effect(std::string_view name) {
    return {name, "", [](std::string_view, std::string_view, draft&) {}, [](const params&) { return secret_text(); }};
}

/// Not a choice, and so without a member. PGCLIENTENCODING is not asked: it says what the user's terminal can show.
constexpr keyword client_encoding{
    "client_encoding", "",
    [](std::string_view name, std::string_view value, draft&) { check_client_encoding(name, value); },
    [](const params&) { return secret_text(); }};

constexpr std::array table{
    list<&endpoint_lists::host>("host", "PGHOST", uri_place::authority),
    list<&endpoint_lists::hostaddr>("hostaddr", "PGHOSTADDR", uri_place::query),
    list<&endpoint_lists::port>("port", "PGPORT", uri_place::authority),
    member<&params::dbname>("dbname", "PGDATABASE", uri_place::authority),
    member<&params::user>("user", "PGUSER", uri_place::authority),
    member<&params::password>("password", "PGPASSWORD", uri_place::authority),
    member<&params::passfile>("passfile", "PGPASSFILE"),
    member<&params::service>("service", "PGSERVICE"),
    member<&params::servicefile>("servicefile", "PGSERVICEFILE"),
    special<&params::require_auth, read_method_list>("require_auth", "PGREQUIREAUTH"),
    member<&params::target_session_attrs>("target_session_attrs", "PGTARGETSESSIONATTRS"),
    member<&params::load_balance_hosts>("load_balance_hosts", "PGLOADBALANCEHOSTS"),
    member<&params::connect_timeout>("connect_timeout", "PGCONNECT_TIMEOUT"),
    member<&params::requirepeer>("requirepeer", "PGREQUIREPEER"),
    special<&params::replication, read_replication>("replication"),
    special<&params::gssencmode, read_gss_encryption>("gssencmode", "PGGSSENCMODE"),
    without_effect("gsslib"),
    without_effect("gssdelegation"),
    without_effect("krbsrvname"),
    client_encoding,
    member<&params::options>("options", "PGOPTIONS"),
    member<&params::application_name>("application_name", "PGAPPNAME"),
    member<&params::fallback_application_name>("fallback_application_name"),
    member<&params::keepalives>("keepalives"),
    member<&params::keepalives_idle>("keepalives_idle"),
    member<&params::keepalives_interval>("keepalives_interval"),
    member<&params::keepalives_count>("keepalives_count"),
    member<&params::tcp_user_timeout>("tcp_user_timeout"),
    member<&params::sslmode>("sslmode", "PGSSLMODE"),
    member<&params::sslnegotiation>("sslnegotiation", "PGSSLNEGOTIATION"),
    without_effect("sslcompression"),
    member<&params::sslrootcert>("sslrootcert", "PGSSLROOTCERT"),
    member<&params::sslcrl>("sslcrl", "PGSSLCRL"),
    member<&params::sslcrldir>("sslcrldir", "PGSSLCRLDIR"),
    member<&params::sslcert>("sslcert", "PGSSLCERT"),
    member<&params::sslkey>("sslkey", "PGSSLKEY"),
    member<&params::sslpassword>("sslpassword"),
    member<&params::sslcertmode>("sslcertmode", "PGSSLCERTMODE"),
    member<&params::sslkeylogfile>("sslkeylogfile"),
    special<&params::sslsni, read_sni>("sslsni", "PGSSLSNI"),
    member<&params::channel_binding>("channel_binding", "PGCHANNELBINDING"),
    special<&params::ssl_min_protocol_version, read_tls_version>("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
    special<&params::ssl_max_protocol_version, read_tls_version>("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
    member<&params::min_protocol_version>("min_protocol_version", "PGMINPROTOCOLVERSION"),
    member<&params::max_protocol_version>("max_protocol_version", "PGMAXPROTOCOLVERSION"),
    member<&params::scram_max_iterations>("scram_max_iterations"),
    member<&params::scram_key_cache>("scram_key_cache"),
    special<&params::scram_client_key, read_scram_key>("scram_client_key"),
    special<&params::scram_server_key, read_scram_key>("scram_server_key"),
    member<&params::oauth_issuer>("oauth_issuer"),
    member<&params::oauth_client_id>("oauth_client_id"),
    member<&params::oauth_client_secret>("oauth_client_secret"),
    member<&params::oauth_scope>("oauth_scope"),
    member<&params::statement_cache_size>("statement_cache_size"),
    member<&params::prefer_simple_protocol>("prefer_simple_protocol"),
    member<&params::schema>("schema"),
};

/// The keyword's name for a message, with where its value came from.
std::string described(const setting& given) {
    return given.origin.empty() ? given.keyword : given.keyword + " (from " + given.origin + ")";
}

} // namespace

std::span<const keyword> keywords() noexcept { return table; }

const keyword* find_keyword(std::string_view name) noexcept {
    const auto found = std::find_if(table.begin(), table.end(), [&](const keyword& k) { return k.name == name; });
    return found == table.end() ? nullptr : &*found;
}

std::string_view keyword_meant(std::string_view name) {
    std::vector<std::string_view> names;
    names.reserve(table.size());
    for (const keyword& known : table) names.push_back(known.name);
    return did_you_mean(name, names);
}

params read_settings(const settings& all) {
    draft result;
    for (const keyword& each : table)
        if (const setting* given = find_last(all, each.name)) each.read(described(*given), given->value.view(), result);
    result.values.endpoints = join_endpoints(result.lists);
    // The system's authorities vouch for everybody's servers: without a look at the name they prove nothing.
    if (result.values.sslrootcert == "system" && find_last(all, "sslmode") == nullptr)
        result.values.sslmode = ssl_mode::verify_full;
    return std::move(result.values);
}

settings print_settings(const params& from) {
    settings printed;
    for (const keyword& each : table) {
        secret_text value = each.print(from);
        if (value.view().find('\0') != std::string_view::npos)
            throw programming_error("connection parameter " + std::string(each.name) +
                                    ": a NUL byte is in it, which the protocol cannot carry: remove it");
        if (!value.empty()) printed.push_back({std::string(each.name), std::move(value), 0});
    }
    return printed;
}

} // namespace tusk::client
