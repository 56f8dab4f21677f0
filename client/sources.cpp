#include "client/sources.hpp"

#include "client/environment.hpp"
#include "client/keywords.hpp"
#include "client/service_file.hpp"

#include <tusk/error.hpp>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace tusk::client {

namespace {

namespace fs = std::filesystem;

bool exists(const fs::path& file) {
    std::error_code unreadable;
    return fs::exists(file, unreadable);
}

/// What the caller gave, else the environment variable that stands for it; either may be empty.
std::optional<std::string> given_or_in_environment(const settings& given, const char* keyword, const char* variable,
                                                   const connect_sources& sources) {
    if (const setting* found = find_last(given, keyword)) return std::string(found->value.view());
    return environment_variable(variable, sources);
}

std::optional<settings> find_in(const std::string& file, const std::string& service) {
    std::error_code unreadable;
    if (fs::is_fifo(file, unreadable))
        throw operational_error("service file \"" + file + "\" is a pipe, which may never be written to: name a file");
    std::ifstream text(file, std::ios::binary);
    if (!text)
        throw operational_error("service file \"" + file + "\" could not be opened: " + std::strerror(errno) +
                                ": correct the parameter servicefile or the environment variable PGSERVICEFILE");
    return find_service(text, service, file);
}

/// The file that everybody's programs share: in the folder that PGSYSCONFDIR names, or where distributions put it.
std::string system_service_file(const connect_sources& sources) {
    constexpr const char* packaged = "/etc/postgresql-common";
    const std::string folder =
        environment_variable("PGSYSCONFDIR", sources).value_or(exists(packaged) ? packaged : "/etc");
    return folder + "/pg_service.conf";
}

/// The user's own file, or the one that was named instead of it, then the system's.
settings look_up_service(const std::string& service, const std::optional<std::string>& named,
                         const connect_sources& sources) {
    std::string own = named.value_or("");
    if (!named)
        if (const auto home = home_directory(sources)) own = *home + "/.pg_service.conf";
    if (named || (!own.empty() && exists(own)))
        if (auto found = find_in(own, service)) return *std::move(found);
    if (const std::string shared = system_service_file(sources); sources.files && exists(shared))
        if (auto found = find_in(shared, service)) return *std::move(found);
    throw operational_error("service \"" + service + "\" was not found: define it as [" + service + "] in " +
                            (own.empty() ? "a service file" : own) +
                            ", or correct the parameter service or the "
                            "environment variable PGSERVICE");
}

void add_service(settings& given, const connect_sources& sources) {
    const auto named = given_or_in_environment(given, "servicefile", "PGSERVICEFILE", sources);
    const bool file_given = find_last(given, "servicefile") != nullptr;
    const setting* asked = find_last(given, "service");
    if (!sources.files && !file_given) {
        // A variable that chooses from a file which is not to be read says nothing.
        if (asked == nullptr) return;
        throw operational_error("service \"" + std::string(asked->value.view()) +
                                "\" was asked for, but the program does not let service files be read: give the "
                                "parameters themselves");
    }
    const auto service = given_or_in_environment(given, "service", "PGSERVICE", sources);
    if (!service) return;
    for (setting& each : look_up_service(*service, named, sources)) add_unless_given(given, std::move(each));
}

void add_environment(settings& given, const connect_sources& sources) {
    for (const keyword& each : keywords()) {
        if (each.environment.empty()) continue;
        const std::string name(each.environment);
        if (auto value = environment_variable(name.c_str(), sources))
            add_unless_given(given, {std::string(each.name), secret_text(*value), 0, "environment variable " + name});
    }
    // From before there was sslmode.
    if (environment_variable("PGREQUIRESSL", sources).value_or("").starts_with('1'))
        add_unless_given(given, {"sslmode", "require", 0, "environment variable PGREQUIRESSL"});
}

} // namespace

void add_sources(settings& given, const connect_sources& sources) {
    add_service(given, sources);
    add_environment(given, sources);
}

} // namespace tusk::client
