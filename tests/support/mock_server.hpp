/// \file
/// Plays a script over a real socket, in a thread of its own.
#pragma once

#include "protocol/exchange.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/script.hpp"

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <thread>

namespace tusk::test {

struct mock_server_options {
    protocol::endpoint::family family = protocol::endpoint::family::tcp;
    std::optional<certificate> identity{}; ///< for start_tls; without one, a certificate for "localhost" is made
    std::string host = "localhost";        ///< what the endpoint says that the user typed
    bool confirm_alpn = true;              ///< answer "postgresql" to a client that offers it
    /// The authority of clients' certificates, which are then asked for; without one they are not.
    std::optional<certificate> client_authority{};
    bool certificate_demanded = false; ///< end the handshake with a client that shows none
    int newest_tls = 0;                ///< TLS1_1_VERSION and so on; 0: the newest that OpenSSL has
    /// No step takes longer.
    std::chrono::seconds patience{10};
};

/// Listens on 127.0.0.1 or on a Unix socket, and plays a script to whoever connects. A script that does not begin with
/// accept is played to the first connection.
class mock_server {
public:
    explicit mock_server(script plan, mock_server_options options = {});
    /// Ends the thread, whatever it is waiting for.
    ~mock_server();
    mock_server(const mock_server&) = delete;
    mock_server& operator=(const mock_server&) = delete;

    /// Where it listens.
    [[nodiscard]] const protocol::endpoint& place() const noexcept { return place_; }
    /// Waits until the script is over. Close the client's connection first if the script waits for that.
    /// \throws script_error when the client did something else than the script says.
    void finish();
    /// Ends the thread, wherever in the script it is.
    /// \throws script_error when the client did something else than the script says up to there.
    void stop();

private:
    void end_thread();
    void listen();

    script plan_;
    mock_server_options options_;
    temporary_directory directory_;
    protocol::endpoint place_;
    int listener_ = -1;
    int stop_pipe_[2] = {-1, -1};
    std::exception_ptr failure_;
    std::thread thread_;
};

} // namespace tusk::test
