/// \file
/// The login: from the startup message to the first ReadyForQuery ("Start-up" in the chapter "Message Flow").
#pragma once

#include "auth/auth_method.hpp"
#include "auth/sasl_mechanism.hpp"
#include "auth/scram_key_cache.hpp"
#include "auth/secret.hpp"
#include "protocol/exchange.hpp"

#include <tusk/protocol/version.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk::auth {

/// A function of the caller's, which answers a password or a token for `server`.
/// \param encrypted whether that would go through TLS
using secret_source = std::function<secret(const protocol::endpoint& server, bool encrypted)>;

/// Who logs in, and what the server may ask for.
struct login_request {
    std::string user;
    secret password;             ///< empty: none was given
    std::string password_file{}; ///< where `login_variation::password` comes from, for messages; empty: elsewhere
    std::string password_file_trouble{}; ///< why that file was not used, for messages; empty: it was, or is not there
    secret_source ask_password; ///< asked first each time a server wants a password; an empty answer: the others count
    secret_source ask_token;    ///< asked each time a server wants an OAuth token; empty: such a server is refused
    std::optional<auth::scram_keys> known_scram_keys;          ///< instead of a password, for SCRAM
    method_set allowed = method_set::all();                    ///< require_auth
    std::vector<std::pair<std::string, std::string>> settings; ///< of the startup message, besides `user`
    protocol::protocol_version newest = protocol::version_3_0; ///< asked for
    protocol::protocol_version oldest = protocol::version_3_0; ///< accepted when the server does not know the newest
    channel_binding_policy channel_binding = channel_binding_policy::prefer;
    std::uint32_t scram_max_iterations = 100'000;
    scram_key_cache* scram_keys = nullptr;  ///< shared with other logins; null: keys are derived for each
    salted_password_function salt_password; ///< empty: `pbkdf2`
};

/// What one attempt of several has otherwise than the request.
struct login_variation {
    const secret* password = nullptr; ///< of this server alone; null: the request's
    protocol::protocol_version newest = protocol::version_3_0;
    bool* proof_sent = nullptr; ///< set once a password, a token, or what was made of one has been sent
    bool* let_in = nullptr;     ///< set once the server is satisfied with who we are, whatever it says later
};

/// What a login established.
struct login_outcome {
    protocol::protocol_version version;
    std::int32_t process_id = 0;
    tusk::detail::wiped_vector<std::byte>
        cancel_key; ///< secret; empty: the server gave none, and nothing can be cancelled
    /// What the server asked for: a name of require_auth's (`auth_method_names`), or "scram-sha-256-plus".
    std::string_view method = "none";
};

/// Queues the StartupMessage.
/// \param newest version of the protocol to ask for
void queue_startup(protocol::channel& ch, const login_request& request, protocol::protocol_version newest);

/// Logs in over a connection to `server` that is open, and encrypted when it shall be.
/// \param tls what the handshake established; null on a connection in the clear
/// \param variation of this attempt; null: all is as in the request
/// \throws the server's error; `unacceptable` for what the request does not allow or has no answer to; protocol_error;
///         `caller_failure` for what a function of the caller's threw
protocol::exchange<login_outcome> login(protocol::channel& ch, const login_request& request,
                                        const protocol::endpoint& server, const protocol::tls_session* tls,
                                        const login_variation* variation = nullptr);

} // namespace tusk::auth
