/// \file
/// What is filled in for parameters that neither the caller nor any other source gave.
#pragma once

#include <tusk/connect_sources.hpp>
#include <tusk/params.hpp>

namespace tusk::client {

/// Fills in user, dbname, the endpoints' host and port, application_name, max_protocol_version and, where files may be
/// read, the password file and those of the certificates in `~/.postgresql` that exist.
/// \throws operational_error when no user was given and the operating system has no name for this process's user
void fill_defaults(params& complete, const connect_sources& sources);

} // namespace tusk::client
