/// \file
/// What this process's surroundings say: its environment variables, its user and that user's home.
#pragma once

#include <tusk/connect_sources.hpp>

#include <optional>
#include <string>

namespace tusk::client {

/// The variable's value, which may be empty; nothing when it is not set, or when `sources` say not to ask.
[[nodiscard]] std::optional<std::string> environment_variable(const char* name, const connect_sources& sources);

/// The home directory, by HOME and else by the operating system's list of users; nothing when neither has one.
[[nodiscard]] std::optional<std::string> home_directory(const connect_sources& sources);

/// \throws operational_error when the operating system has no name for the user who runs this process
[[nodiscard]] std::string operating_system_user();

} // namespace tusk::client
