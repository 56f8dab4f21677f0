/// \file
/// Whether a server is there, without logging in: what pg_isready tells.
#pragma once

#include <tusk/connect_options.hpp>
#include <tusk/export.hpp>
#include <tusk/params.hpp>

#include <cstdint>
#include <string_view>

namespace tusk {

/// What a server made of the wish to connect. The numbers are pg_isready's exit statuses.
enum class server_state : std::uint8_t {
    accepting = 0,   ///< it lets connect; whether it would let this very user in is not asked
    rejecting = 1,   ///< it is starting up, shutting down or recovering (57P03)
    no_response = 2, ///< nothing that speaks the protocol answers, or not in time (`connect_timeout`)
};

/// Asks a server how it is: connects, and leaves after the first answer. No password is needed, and none is sent. Of
/// several hosts the first that accepts counts; when none does, the best that was found.
/// \throws programming_error for a string that cannot be understood; operational_error for a certificate file that
///         cannot be read
[[nodiscard]] TUSK_API server_state ping(std::string_view conninfo, const connect_options& options = {});
/// The same for parameters in a struct.
[[nodiscard]] TUSK_API server_state ping(const params& parameters, const connect_options& options = {});

} // namespace tusk
