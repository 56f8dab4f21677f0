/// \file
/// Whether a server that let us in is of the kind that was asked for (keyword target_session_attrs).
#pragma once

#include "protocol/exchange.hpp"

#include <tusk/params.hpp>

#include <string>

namespace tusk::transport {

/// Looks at what the server has reported, and asks it only for what it does not report (before PostgreSQL 14, and
/// through poolers). The channel has seen the login's ReadyForQuery.
/// \returns why the server will not do: "it is in recovery"; empty: it will
/// \throws the server's error for the question
protocol::exchange<std::string> mismatch(protocol::channel& ch, target_session wanted);

} // namespace tusk::transport
