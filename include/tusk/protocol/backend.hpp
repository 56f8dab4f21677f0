/// \file
/// Every message that a server sends, and the one function that reads them all.
#pragma once

#include <tusk/protocol/backend_authentication.hpp>
#include <tusk/protocol/backend_query.hpp>
#include <tusk/protocol/backend_report.hpp>
#include <tusk/protocol/backend_session.hpp>
#include <tusk/protocol/frame.hpp>

#include <variant>

namespace tusk::protocol {

namespace backend {
using protocol::copy_data;
using protocol::copy_done;
} // namespace backend

/// Any message of a server; `std::visit` it. Texts and bytes are views into the body it was decoded from.
using backend_message = std::variant<
    backend::authentication_ok, backend::authentication_kerberos_v5, backend::authentication_cleartext_password,
    backend::authentication_md5_password, backend::authentication_gss, backend::authentication_gss_continue,
    backend::authentication_sspi, backend::authentication_sasl, backend::authentication_sasl_continue,
    backend::authentication_sasl_final, backend::backend_key_data, backend::bind_complete, backend::close_complete,
    backend::command_complete, copy_data, copy_done, backend::copy_in_response, backend::copy_out_response,
    backend::copy_both_response, backend::data_row, backend::empty_query_response, backend::error_response,
    backend::function_call_response, backend::negotiate_protocol_version, backend::no_data, backend::notice_response,
    backend::notification_response, backend::parameter_description, backend::parameter_status, backend::parse_complete,
    backend::portal_suspended, backend::ready_for_query, backend::row_description>;

/// Reads any message of a server.
/// \throws protocol_error when the type is none of a server's, or the body is malformed.
[[nodiscard]] TUSK_API backend_message decode_backend(const frame& message);

/// Reads an authentication request: a message of type `R`, by the code that its body begins with.
/// \throws protocol_error when the code is unknown, or the body is malformed.
[[nodiscard]] TUSK_API backend_message decode_authentication(byte_view body);

/// The documentation's name of a server's message ("DataRow"), or empty when no message has this type.
[[nodiscard]] TUSK_API std::string_view backend_message_name(char type) noexcept;

} // namespace tusk::protocol
