// What is filled in for parameters that were not given. It asks the operating system, and is the one place that does.
#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <pwd.h>
#include <system_error>
#include <unistd.h>

namespace tusk {

namespace {

std::string operating_system_user() {
    std::array<char, 16384> memory{};
    passwd entry{};
    passwd* found = nullptr;
    const int trouble = getpwuid_r(geteuid(), &entry, memory.data(), memory.size(), &found);
    if (trouble != 0 || found == nullptr)
        throw operational_error("no user was given, and the operating system has no name for user id " +
                                std::to_string(geteuid()) + ": give the connection parameter user");
    return found->pw_name;
}

} // namespace

std::string default_socket_folder() {
    const std::filesystem::path packaged = "/var/run/postgresql";
    std::error_code unreadable;
    return std::filesystem::is_directory(packaged, unreadable) ? packaged.string() : "/tmp";
}

params params::with_defaults() const {
    constexpr std::uint16_t default_port = 5432;
    params complete = *this;
    if (complete.user.empty()) complete.user = operating_system_user();
    if (complete.dbname.empty()) complete.dbname = complete.user;
    if (complete.endpoints.empty()) complete.endpoints.emplace_back();
    for (endpoint& each : complete.endpoints) {
        if (each.host.empty() && each.hostaddr.empty()) each.host = default_socket_folder();
        if (!each.port) each.port = default_port;
    }
    if (complete.application_name.empty()) complete.application_name = fallback_application_name;
    if (!complete.max_protocol_version)
        complete.max_protocol_version = std::max(protocol_version::v3_0, min_protocol_version);
    return complete;
}

} // namespace tusk
