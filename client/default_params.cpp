#include "client/default_params.hpp"

#include "client/environment.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace tusk {

namespace fs = std::filesystem;

std::string default_socket_folder() {
    const fs::path packaged = "/var/run/postgresql";
    std::error_code unreadable;
    return fs::is_directory(packaged, unreadable) ? packaged.string() : "/tmp";
}

namespace client {

namespace {

void fill_endpoints(params& complete) {
    constexpr std::uint16_t default_port = 5432;
    const std::string folder = default_socket_folder();
    if (complete.endpoints.empty()) complete.endpoints.emplace_back();
    for (params::endpoint& each : complete.endpoints) {
        if (each.host.empty() && each.hostaddr.empty()) each.host = folder;
        if (!each.port) each.port = default_port;
    }
}

/// Whether nothing of that name is there. A file that cannot be looked at is not absent: whoever needs it will say why.
bool is_absent(const fs::path& file) {
    std::error_code trouble;
    return fs::status(file, trouble).type() == fs::file_type::not_found;
}

void fill_files(params& complete, const fs::path& home) {
    const auto fill_if_there = [&](std::string& file, const char* name) {
        if (const fs::path own = home / ".postgresql" / name; file.empty() && !is_absent(own)) file = own.string();
    };
    if (complete.passfile.empty()) complete.passfile = (home / ".pgpass").string();
    fill_if_there(complete.sslrootcert, "root.crt");
    if (complete.sslcrldir.empty()) fill_if_there(complete.sslcrl, "root.crl");
    if (complete.sslcertmode == ssl_cert_mode::disable) return;
    fill_if_there(complete.sslcert, "postgresql.crt");
    // A certificate is of no use without its key, so that one that is not there is an error.
    if (!complete.sslcert.empty() && complete.sslkey.empty())
        complete.sslkey = (home / ".postgresql" / "postgresql.key").string();
}

} // namespace

void fill_defaults(params& complete, const connect_sources& sources) {
    if (complete.user.empty()) complete.user = operating_system_user();
    if (complete.dbname.empty()) complete.dbname = complete.user;
    fill_endpoints(complete);
    if (complete.application_name.empty()) complete.application_name = complete.fallback_application_name;
    if (!complete.max_protocol_version)
        complete.max_protocol_version = std::max(protocol_version::v3_0, complete.min_protocol_version);
    if (!sources.files) return;
    if (const auto home = home_directory(sources)) fill_files(complete, *home);
}

} // namespace client

} // namespace tusk
