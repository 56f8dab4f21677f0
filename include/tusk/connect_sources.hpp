/// \file
/// Where connection parameters may come from besides the caller.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tusk {

/// Where connection parameters may come from besides the caller's own. libpq reads all of these.
struct connect_sources {
    /// The variables PGHOST, PGUSER and so on, and HOME: without it, the operating system is asked for the home.
    bool environment = true;
    /// The service file, the password file, and the certificates in `~/.postgresql`. Files that a parameter names are
    /// read all the same. Without it, a parameter service is an error unless servicefile stands beside it, and
    /// PGSERVICE says nothing.
    bool files = true;
    /// The only keywords that a connection string may contain; none: all. For strings from where you have no reason to
    /// trust: one that names a file (sslkey, passfile, service) has this process read it, one that names a host has it
    /// send the password there.
    std::optional<std::vector<std::string>> keywords{};

    /// Nothing but what the caller gives.
    [[nodiscard]] static connect_sources none() { return {false, false, std::nullopt}; }
};

} // namespace tusk
