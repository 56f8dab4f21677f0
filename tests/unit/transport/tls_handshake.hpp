/// \file
/// Handshakes with a server that misbehaves as a test asks.
#pragma once

#include "tests/support/certificates.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/mock_server.hpp"
#include "transport/performer.hpp"

#include <functional>
#include <optional>
#include <string>

namespace tusk::test {

/// An authority that clients trust, and the file that makes them.
struct trust {
    certificate authority = certificate::self_signed({.common_name = "test authority", .authority = true});
    temporary_directory directory{};
    std::string file = directory.write("root.crt", authority.pem());

    [[nodiscard]] transport::tls_settings settings(transport::verification level) const {
        return {.verify = level, .root_certificates = {.file = file}};
    }
    /// A certificate for `name` that this authority has signed.
    [[nodiscard]] certificate issue_for(const std::string& name) const {
        return authority.issue({.common_name = "", .dns_names = {name}});
    }
};

/// One for all tests: making keys takes time.
const trust& shared_trust();

/// The settings of a driver whose connections encrypt so.
transport::driver_settings with(transport::tls_settings settings);

/// What came of a handshake.
struct handshake {
    std::optional<protocol::tls_session> session{};
    std::string error{};
};

/// Connects to a server that behaves as `server` says, and shakes hands. The connection is closed when it failed.
handshake shake(mode how, const mock_server_options& server, transport::tls_settings settings);

} // namespace tusk::test
