#include "tests/matrix/dimensions.hpp"

#include "tests/matrix/environment.hpp"

#include <algorithm>
#include <stdexcept>

namespace tusk::test {

namespace {

std::vector<choice> keyword_values(std::string_view keyword, std::initializer_list<const char*> values) {
    std::vector<choice> choices{{"default"}};
    for (const char* value : values) choices.push_back({value, std::string(keyword) + "='" + value + "'"});
    return choices;
}

/// As tests/support/matrix_servers writes them into pg_hba.conf.
std::vector<choice> login_rules() {
    std::vector<choice> choices;
    for (const char* role : {"host_trust",        "host_password",  "host_md5",       "host_scram",
                             "host_reject",       "ssl_trust",      "ssl_password",   "ssl_md5",
                             "ssl_scram",         "ssl_reject",     "ssl_cert",       "matrix_client",
                             "ssl_trust_ca",      "nossl_trust",    "nossl_password", "nossl_md5",
                             "nossl_scram",       "nossl_reject",   "no_rule",        "rejected_with_tls",
                             "rejected_in_clear", "scram_or_trust", "cert_or_md5",    "md5_of_scram",
                             "scram_of_md5",      "nobody",         "no_connections", "may_not_log_in"})
        choices.push_back({role, std::string("dbname=matrix user=") + role});
    choices.push_back({"no_database", "dbname=no_such_database user=no_database"});
    return choices;
}

std::string file(const char* name) { return the_servers().folder + "/" + name; }

std::vector<choice> roots() {
    return {{"absent"},
            {"right", "sslrootcert=" + file("ca.crt")},
            {"wrong", "sslrootcert=" + file("wrong_ca.crt")},
            {"no such file", "sslrootcert=" + file("no_such.crt")},
            {"garbage", "sslrootcert=" + file("garbage.pem")},
            {"system", "sslrootcert=system", 16}};
}

std::vector<choice> revocations() {
    return {{"absent"},
            {"nothing revoked", "sslcrl=" + file("no_revocations.crl")},
            {"server revoked", "sslcrl=" + file("server_revoked.crl")},
            {"server revoked, in a folder", "sslcrldir=" + file("crldir")},
            {"no such file", "sslcrl=" + file("no_such.crl")},
            {"garbage", "sslcrl=" + file("garbage.pem")}};
}

std::vector<choice> certificates() {
    const auto pair = [](const char* certificate, const char* key) {
        return "sslcert=" + file(certificate) + " sslkey=" + file(key);
    };
    return {{"absent"},
            {"right", pair("client.crt", "client.key")},
            {"wrong authority", pair("wrong_client.crt", "wrong_client.key")},
            {"other name", pair("stranger.crt", "stranger.key")},
            {"revoked", pair("revoked_client.crt", "revoked_client.key")},
            {"no key", pair("client.crt", "no_such.key")},
            {"no such file", pair("no_such.crt", "client.key")},
            {"key that all may read", pair("client.crt", "readable.key")},
            {"key of another", pair("client.crt", "stranger.key")},
            {"encrypted key", pair("client.crt", "encrypted.key") + " sslpassword=key-secret"},
            {"encrypted key, wrong password", pair("client.crt", "encrypted.key") + " sslpassword=wrong"},
            {"encrypted key, no password", pair("client.crt", "encrypted.key")},
            {"garbage", pair("garbage.pem", "client.key")},
            {"garbage as key", pair("client.crt", "garbage.pem")}};
}

std::vector<choice> tls_versions() {
    return {{"default"}, {"1.2", "ssl_max_protocol_version=TLSv1.2"}, {"1.3", "ssl_min_protocol_version=TLSv1.3"}};
}

std::vector<choice> protocols() {
    return {{"default"},
            {"up to 3.2", "max_protocol_version=3.2"},
            {"latest", "max_protocol_version=latest"},
            {"from 3.2", "min_protocol_version=3.2 max_protocol_version=latest"}};
}

std::array<dimension, dimensions> make_dimensions() {
    return {{
        {"server", 0, {{"no TLS"}, {"TLS"}, {"asks for certificates"}}},
        {"rule", 0, login_rules()},
        {"password", 0, {{"right", "password=secret"}, {"wrong", "password=wrong"}, {"absent"}}},
        {"sslmode", 0,
         keyword_values("sslmode", {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})},
        {"sslnegotiation", 17, keyword_values("sslnegotiation", {"postgres", "direct"})},
        {"host",
         0,
         {{"right", "host=localhost hostaddr=127.0.0.1"},
          {"wrong", "host=db.example.com hostaddr=127.0.0.1"},
          {"address", "host=127.0.0.1"},
          {"only hostaddr", "hostaddr=127.0.0.1"}}},
        {"root", 13, roots()},
        {"crl", 14, revocations()},
        {"certificate", 13, certificates()},
        {"sslcertmode", 16, keyword_values("sslcertmode", {"disable", "allow", "require"})},
        {"channel_binding", 13, keyword_values("channel_binding", {"disable", "prefer", "require"})},
        {"require_auth", 16,
         keyword_values("require_auth", {"none", "password", "md5", "scram-sha-256", "gss", "scram-sha-256,md5",
                                         "none,scram-sha-256", "!none", "!password", "!scram-sha-256,!none",
                                         "!password,!md5,!scram-sha-256", "scram-sha-256,!none", "nonsense"})},
        {"tls versions", 13, tls_versions()},
        {"protocol", 18, protocols()},
        {"home", 0, {{"empty"}, {"full"}}},
    }};
}

} // namespace

const std::array<dimension, dimensions>& all_dimensions() {
    static const std::array<dimension, dimensions> all = make_dimensions();
    return all;
}

const choice& cell::at(dim which) const {
    return all_dimensions()[static_cast<std::size_t>(which)].choices.at((*this)[which]);
}

void cell::choose(dim which, std::string_view name) {
    const auto& choices = all_dimensions()[static_cast<std::size_t>(which)].choices;
    const auto found =
        std::find_if(choices.begin(), choices.end(), [&](const choice& each) { return each.name == name; });
    if (found == choices.end()) throw std::logic_error("no such choice: " + std::string(name));
    choose(which, static_cast<std::size_t>(found - choices.begin()));
}

cell cell::as_known_to(int libpq_version) const {
    cell known = *this;
    for (std::size_t i = 0; i < dimensions; ++i) {
        const auto which = static_cast<dim>(i);
        if (std::max(all_dimensions()[i].since, at(which).since) > libpq_version) known.choose(which, std::size_t{0});
    }
    return known;
}

std::string cell::conninfo() const {
    // Neither a ticket of Kerberos in this machine nor a server that hangs is to decide anything.
    std::string text = "gssencmode=disable connect_timeout=60";
    for (std::size_t i = 0; i < dimensions; ++i) {
        const std::string& piece = at(static_cast<dim>(i)).conninfo;
        if (!piece.empty()) text.append(" ").append(piece);
    }
    return text;
}

std::string cell::describe() const {
    std::string text;
    for (std::size_t i = 0; i < dimensions; ++i) {
        const auto which = static_cast<dim>(i);
        if (chosen_[i] == 0 && which != dim::server && which != dim::rule) continue;
        text.append(text.empty() ? "" : ", ").append(all_dimensions()[i].name).append("=").append(at(which).name);
    }
    return text;
}

} // namespace tusk::test
