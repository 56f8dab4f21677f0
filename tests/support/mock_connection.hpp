/// \file
/// The server's end of a connection, blocking, for mock servers.
#pragma once

#include "tests/support/certificates.hpp"

#include <openssl/types.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace tusk::test {

/// How a server behaves in TLS's handshake.
struct tls_behaviour {
    const certificate& identity;
    bool confirm_alpn = true;                              ///< answer "postgresql" to a client that offers it
    const certificate* asks_for_certificates_of = nullptr; ///< the authority of clients; null: clients are not asked
    bool demands_certificate = false;                      ///< and without one the handshake fails
    int newest_version = 0;                                ///< TLS1_1_VERSION and so on; 0: the newest
};

/// Owns a connected socket. Everything waits, for at most `patience` without progress or until `stop` becomes readable;
/// then it throws script_interrupted.
class mock_connection {
public:
    mock_connection(int connected, int stop, std::chrono::milliseconds patience);
    ~mock_connection();
    mock_connection(const mock_connection&) = delete;
    mock_connection& operator=(const mock_connection&) = delete;

    /// Receives something and appends it. \returns false at the end of the stream.
    [[nodiscard]] bool receive(std::string& bytes);
    void send(std::string_view bytes);
    /// Shakes hands as the server.
    void start_tls(const tls_behaviour& behaviour);
    /// Ends the stream in an orderly way: with TLS's closing alert when there is TLS.
    void close();
    /// Closes the socket without TLS's closing alert.
    void cut();
    /// Breaks the connection: the client finds it reset.
    void reset();

private:
    struct free_tls {
        void operator()(SSL* tls) const noexcept;
        void operator()(SSL_CTX* context) const noexcept;
    };

    void wait(short events) const;
    void retry_tls(int returned, const char* what) const;

    int socket_;
    int stop_;
    std::chrono::milliseconds patience_;
    std::unique_ptr<SSL_CTX, free_tls> context_;
    std::unique_ptr<SSL, free_tls> tls_;
};

} // namespace tusk::test
