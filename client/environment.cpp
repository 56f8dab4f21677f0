#include "client/environment.hpp"

#include <tusk/error.hpp>

#include <array>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace tusk::client {

namespace {

/// The user who runs this process, as the operating system's list of users has it.
struct account {
    std::string name;
    std::string home;
};

std::optional<account> own_account() {
    std::array<char, 16384> memory{};
    passwd entry{};
    passwd* found = nullptr;
    const int trouble = getpwuid_r(geteuid(), &entry, memory.data(), memory.size(), &found);
    if (trouble != 0 || found == nullptr) return std::nullopt;
    return account{found->pw_name, found->pw_dir};
}

} // namespace

std::optional<std::string> environment_variable(const char* name, const connect_sources& sources) {
    if (!sources.environment) return std::nullopt;
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::optional<std::string> home_directory(const connect_sources& sources) {
    if (auto home = environment_variable("HOME", sources); home && !home->empty()) return home;
    const std::optional<account> own = own_account();
    return own ? std::optional(own->home) : std::nullopt;
}

std::string operating_system_user() {
    const std::optional<account> own = own_account();
    if (!own)
        throw operational_error("no user was given, and the operating system has no name for user id " +
                                std::to_string(geteuid()) + ": give the connection parameter user");
    return own->name;
}

} // namespace tusk::client
