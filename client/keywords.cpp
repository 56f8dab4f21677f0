#include "client/keywords.hpp"

#include "client/did_you_mean.hpp"
#include "client/keyword_values.hpp"
#include "client/require_auth.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace tusk::client {

namespace {

/// A keyword whose value is one member of `params`.
template <auto Member>
constexpr keyword member(std::string_view name, bool before_query = false) {
    return {name,
            [](std::string_view own_name, std::string_view value, draft& result) {
                read_value(own_name, value, result.values.*Member);
            },
            [](const params& from) {
                static const params defaults;
                return from.*Member == defaults.*Member ? std::string() : print_value(from.*Member);
            },
            before_query, std::same_as<decltype(params::password), std::decay_t<decltype(params().*Member)>>};
}

/// A keyword whose value is a list over the endpoints.
template <auto List>
constexpr keyword list(std::string_view name, bool before_query) {
    return {name, [](std::string_view, std::string_view value, draft& result) { result.lists.*List = value; },
            [](const params& from) { return split_endpoints(from.endpoints).*List; }, before_query};
}

/// The encoding is not a choice: tusk's types are UTF-8, and other encodings let a quote hide inside a character.
constexpr keyword client_encoding{
    "client_encoding",
    [](std::string_view name, std::string_view value, draft&) {
        // The server ignores case and punctuation in the names of encodings; "auto" would be the locale's.
        constexpr std::array<std::string_view, 4> allowed{"UTF8", "UTF-8", "Unicode", "auto"};
        const auto same = [&](std::string_view word) { return same_letters(word, value); };
        if (value.empty() || std::any_of(allowed.begin(), allowed.end(), same)) return;
        throw_bad_value(name, value, "UTF8: tusk talks to the server in no other encoding");
    },
    [](const params&) { return std::string(); }};

/// A text whose grammar is checked as soon as it is read.
constexpr keyword require_auth = [] {
    keyword checked = member<&params::require_auth>("require_auth");
    checked.read = [](std::string_view, std::string_view value, draft& result) {
        static_cast<void>(read_require_auth(value));
        result.values.require_auth = value;
    };
    return checked;
}();

constexpr std::array table{
    list<&endpoint_lists::host>("host", true),
    list<&endpoint_lists::hostaddr>("hostaddr", false),
    list<&endpoint_lists::port>("port", true),
    member<&params::dbname>("dbname", true),
    member<&params::user>("user", true),
    member<&params::password>("password", true),
    member<&params::passfile>("passfile"),
    member<&params::service>("service"),
    member<&params::servicefile>("servicefile"),
    require_auth,
    member<&params::target_session_attrs>("target_session_attrs"),
    member<&params::load_balance_hosts>("load_balance_hosts"),
    member<&params::connect_timeout>("connect_timeout"),
    member<&params::requirepeer>("requirepeer"),
    member<&params::replication>("replication"),
    member<&params::gssencmode>("gssencmode"),
    client_encoding,
    member<&params::options>("options"),
    member<&params::application_name>("application_name"),
    member<&params::fallback_application_name>("fallback_application_name"),
    member<&params::keepalives>("keepalives"),
    member<&params::keepalives_idle>("keepalives_idle"),
    member<&params::keepalives_interval>("keepalives_interval"),
    member<&params::keepalives_count>("keepalives_count"),
    member<&params::tcp_user_timeout>("tcp_user_timeout"),
    member<&params::sslmode>("sslmode"),
    member<&params::sslnegotiation>("sslnegotiation"),
    member<&params::sslrootcert>("sslrootcert"),
    member<&params::sslcrl>("sslcrl"),
    member<&params::sslcrldir>("sslcrldir"),
    member<&params::sslcert>("sslcert"),
    member<&params::sslkey>("sslkey"),
    member<&params::sslpassword>("sslpassword"),
    member<&params::sslcertmode>("sslcertmode"),
    member<&params::sslkeylogfile>("sslkeylogfile"),
    member<&params::sslsni>("sslsni"),
    member<&params::channel_binding>("channel_binding"),
    member<&params::ssl_min_protocol_version>("ssl_min_protocol_version"),
    member<&params::ssl_max_protocol_version>("ssl_max_protocol_version"),
    member<&params::min_protocol_version>("min_protocol_version"),
    member<&params::max_protocol_version>("max_protocol_version"),
    member<&params::scram_max_iterations>("scram_max_iterations"),
    member<&params::scram_key_cache>("scram_key_cache"),
    member<&params::scram_client_key>("scram_client_key"),
    member<&params::scram_server_key>("scram_server_key"),
    member<&params::oauth_issuer>("oauth_issuer"),
    member<&params::oauth_client_id>("oauth_client_id"),
    member<&params::oauth_client_secret>("oauth_client_secret"),
    member<&params::oauth_scope>("oauth_scope"),
    member<&params::statement_cache_size>("statement_cache_size"),
    member<&params::prefer_simple_protocol>("prefer_simple_protocol"),
    member<&params::schema>("schema"),
};

const keyword* find_keyword(std::string_view name) noexcept {
    const auto found = std::find_if(table.begin(), table.end(), [&](const keyword& k) { return k.name == name; });
    return found == table.end() ? nullptr : &*found;
}

[[noreturn]] void throw_unknown(const setting& unknown, bool behind_secret) {
    std::vector<std::string_view> names;
    for (const keyword& known : table) names.push_back(known.name);
    const std::string_view meant = did_you_mean(unknown.keyword, names);

    // Behind a password, or before an "@", the word may itself be a piece of a password, which was to be quoted or
    // encoded.
    const bool show = !meant.empty() || (!behind_secret && unknown.value.view().find('@') == std::string_view::npos);
    std::string message = "connection string: unknown keyword ";
    if (show) message += shown(unknown.keyword) + " ";
    message += "at position " + std::to_string(unknown.position);
    if (!meant.empty()) message += ": did you mean \"" + std::string(meant) + "\"?";
    if (!show) message += ": quote a password that contains spaces, and in a URI encode its \"/\", \"@\" and \"&\"";
    throw programming_error(message);
}

void check_keywords(const settings& all) {
    const keyword* previous = nullptr;
    for (const setting& each : all) {
        const keyword* found = find_keyword(each.keyword);
        if (found == nullptr) throw_unknown(each, previous != nullptr && previous->secret);
        previous = found;
    }
}

} // namespace

std::span<const keyword> keywords() noexcept { return table; }

params read_settings(const settings& all) {
    check_keywords(all);
    draft result;
    for (const keyword& each : table)
        if (const setting* given = find_last(all, each.name)) each.read(each.name, given->value.view(), result);
    result.values.endpoints = join_endpoints(result.lists);
    // The system's authorities vouch for everybody's servers: without a look at the name they prove nothing.
    if (result.values.sslrootcert == "system" && find_last(all, "sslmode") == nullptr)
        result.values.sslmode = ssl_mode::verify_full;
    return std::move(result.values);
}

} // namespace tusk::client
