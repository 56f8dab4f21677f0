/// \file
/// Connecting told in words: hosts, encryption attempts, and the cancel request.
#pragma once

#include "tests/conversation/logins.hpp"
#include "transport/establish.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tusk::test {

/// Connects and logs in: "in the clear, none, protocol 3.0, …", "encrypted, md5, …".
/// \param hosts to try; empty: only the server that the exchange is given
conversation establishing(ssl_mode mode, visitor who = {}, std::vector<transport::connect_plan::host> hosts = {});
/// The same with a plan that the caller completes; the first of `hosts` that is tried is told with the rest.
conversation establishing_by(std::vector<transport::connect_plan::host> hosts,
                             std::function<void(transport::connect_plan&)> complete, visitor who = {});
/// Cancels what a session runs, which shows the key "1234" of process 42.
conversation cancelling(bool encrypted);

/// A server that lets in whoever comes in the clear, after it has waited for the startup message.
script& expect_login_in_the_clear(script& plan);
/// The same behind the handshake.
script& expect_encrypted_login(script& plan);

inline const std::string in_the_clear = "in the clear, none";
inline const std::string encrypted = "encrypted, none";

/// Hosts with names of their own exist in simulation only.
enum class played { everywhere, in_simulation };

/// Simulated in every chunk size, then over TCP with both drivers: it answers `expected`. With any single effect
/// failing, or the stream cut at any byte, it does so too (another attempt came in between) or throws an error of ours.
void check_connects(const script& plan, const conversation& what, const std::string& expected,
                    played where = played::everywhere);
/// The same for the end with an error that says `expected`.
void check_stays_out(const script& plan, const conversation& what, const std::string& expected,
                     played where = played::everywhere);

} // namespace tusk::test
