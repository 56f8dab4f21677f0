/// \file
/// Every message that a client sends, and the functions that read them all: for mock servers, proxies and tracers.
#pragma once

#include <tusk/protocol/frame.hpp>
#include <tusk/protocol/frontend_authentication.hpp>
#include <tusk/protocol/frontend_query.hpp>
#include <tusk/protocol/frontend_startup.hpp>

#include <variant>

namespace tusk::protocol {

namespace frontend {
using protocol::copy_data;
using protocol::copy_done;
} // namespace frontend

/// Any message of a client in an open session; `std::visit` it. Texts and bytes are views into the body it was decoded
/// from.
using frontend_message =
    std::variant<frontend::bind, frontend::close, copy_data, copy_done, frontend::copy_fail, frontend::describe,
                 frontend::execute, frontend::flush, frontend::function_call, frontend::gss_response, frontend::parse,
                 frontend::password_message, frontend::query, frontend::sasl_initial_response, frontend::sasl_response,
                 frontend::sync, frontend::terminate>;

/// Any packet that opens a connection.
using startup_packet =
    std::variant<frontend::startup_message, frontend::cancel_request, frontend::ssl_request, frontend::gssenc_request>;

/// What the server asked for last, and a message of type `p` therefore is.
enum class password_kind : std::uint8_t {
    password,     ///< AuthenticationCleartextPassword, AuthenticationMD5Password
    gss,          ///< AuthenticationGSS, AuthenticationSSPI, AuthenticationGSSContinue
    sasl_initial, ///< AuthenticationSASL
    sasl,         ///< AuthenticationSASLContinue
};

/// Reads any message of a client in an open session.
/// \throws protocol_error when the type is none of a client's, or the body is malformed.
[[nodiscard]] TUSK_API frontend_message decode_frontend(const frame& message, password_kind asked_for);

/// Reads the packet that opens a connection, given what follows its length.
/// \throws protocol_error when it is malformed.
[[nodiscard]] TUSK_API startup_packet decode_startup_packet(byte_view body);

/// The documentation's name of a client's message ("Bind"), or empty when no message has this type. Type `p` is called
/// "PasswordMessage", whatever kind of answer it is.
[[nodiscard]] TUSK_API std::string_view frontend_message_name(char type) noexcept;

} // namespace tusk::protocol
