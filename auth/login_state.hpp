/// \file
/// What the parts of a login share: what is known so far, and the steps that all methods have in common.
#pragma once

#include "auth/login.hpp"

#include <tusk/protocol/frame.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tusk::auth {

/// A login under way.
struct login_state {
    protocol::channel& ch;
    const login_request& request;
    const protocol::endpoint& server;
    const protocol::tls_session* tls;
    const login_variation& variation;
    login_outcome outcome{};
    bool satisfied = false;     ///< an exchange that proves who we are is over
    bool channel_bound = false; ///< and it proved the server, too, at the other end of the TLS channel
    std::string remark{};       ///< what the server's refusal would not say
};

/// What proves who we are is on its way: whoever judges a refusal should know.
void note_proof_sent(const login_state& login) noexcept;

/// The code at the beginning of an authentication request.
[[nodiscard]] std::int32_t authentication_code(protocol::byte_view body);

/// Throws the server's error with our remark. The connection is over.
[[noreturn]] void throw_server_refusal(login_state& login, protocol::byte_view body);

/// The next authentication message, with the server's refusal thrown.
protocol::exchange<protocol::frame> receive_authentication(login_state& login);

/// A method that the server asks for, or chose by asking for nothing.
/// \param asked_for the same for messages
/// \throws unacceptable unless require_auth allows it
void require_allowed(const login_state& login, auth_method method, std::string_view asked_for);

/// The password for this attempt: the caller's function's, else this server's own, else the request's.
/// \throws unacceptable when there is none; caller_failure
[[nodiscard]] secret password_for(login_state& login);

/// Answers an AuthenticationSASL and carries the login by its mechanism on to AuthenticationOk.
protocol::exchange<void> authenticate_by_sasl(login_state& login, const protocol::frame& offer);

/// Answers one authentication request. True: the server is satisfied.
protocol::exchange<bool> answer(login_state& login, const protocol::frame& request);

/// Called while a protocol_error about the server's first bytes is handled: throws a better one when they are a text of
/// something that is no PostgreSQL server, else the same again.
[[noreturn]] void rethrow_as_foreign_text(protocol::channel& ch);

} // namespace tusk::auth
