/// \file
/// Logins told in words, and servers that conduct them.
#pragma once

#include "auth/login.hpp"
#include "tests/conversation/conversations.hpp"
#include "tests/conversation/messages.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tusk::test {

/// anna, who wants to get to the database "mountains".
struct visitor {
    std::string password{};
    auth::channel_binding_policy channel_binding = auth::channel_binding_policy::prefer;
    protocol::protocol_version newest = protocol::version_3_0;
    protocol::protocol_version oldest = protocol::version_3_0;
    from_client::settings settings{{"database", "mountains"}};
    std::uint32_t scram_max_iterations = 100'000;
    auth::method_set allowed = auth::method_set::all();
    auth::secret_source ask_password{};
    auth::secret_source ask_token{};
    std::optional<auth::scram_keys> scram_keys{};
    std::string file_password{}; ///< of this server, from "/home/anna/.pgpass"
};

auth::login_request request_of(const visitor& who);
/// Her startup message.
std::string startup_of(const visitor& who = {});

/// Logs in over a connection that stands, under `tls` if there is one:
/// "md5, protocol 3.0, process 42, 4 bytes of key", or "…, no key".
conversation logging_in(visitor who, std::optional<protocol::tls_session> tls = {});
inline const std::string asked_nothing = "none, protocol 3.0, process 42, 4 bytes of key";

/// The script of a server that waits for her startup message and answers.
script login_script(const std::string& answer, const visitor& who = {});

/// Runs a login whole and byte by byte: it fails with what() containing `expected`; she has sent `sent` and nothing
/// more; the connection is not to be used.
void check_turned_away(const script& plan, const conversation& what, const std::string& expected,
                       const std::string& sent);

/// What a server does at the two steps of a SCRAM login, given what an honest one would answer.
struct scram_departure {
    std::function<std::string(const std::string& honest)> to_first = {};
    std::function<std::string(const std::string& honest)> to_final = {};
};

/// A server that knows anna's password "snow" and asks for SCRAM.
/// \param end_point_hash what its certificate hashes to; empty: it does not bind
script scram_script(const visitor& who, std::string end_point_hash = {}, scram_departure departure = {});

/// A handshake's outcome whose certificate hashes to `hash`.
protocol::tls_session handshake(std::string_view hash);

} // namespace tusk::test
