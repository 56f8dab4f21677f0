/// \file
/// One TLS connection over a socket.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/io_result.hpp"
#include "transport/socket.hpp"
#include "transport/tls.hpp"

#include <memory>
#include <string>

namespace tusk::transport {

/// OpenSSL's state of one connection. The socket is lent to each call, so that both can move. Nothing waits. After a
/// failure every further call but `trouble` fails as well: the keys are of no use any more. When the socket fails while
/// writing, what the server said before can still be read.
class tls_connection {
public:
    /// The client's side of a connection to `server`, whose host the certificate must name (under `chain_and_name`).
    /// \throws operational_error when the settings ask for a name and `server.host` has none; what kept the context
    /// from
    ///         being set up.
    tls_connection(std::shared_ptr<const tls_context> context, const protocol::endpoint& server);

    /// Advances the handshake; done when it is complete and the server is verified as the settings demand.
    [[nodiscard]] io_result handshake(socket& wire);
    [[nodiscard]] io_result read_some(socket& wire, std::span<std::byte> room);
    [[nodiscard]] io_result write_some(socket& wire, protocol::byte_view bytes);
    /// Sends TLS's closing alert, if that can be done without waiting.
    void say_goodbye(socket& wire) noexcept;

    /// Bytes have been taken from the socket that `read_some` has not handed out: the socket need not become readable.
    [[nodiscard]] bool has_buffered_input() const noexcept;
    [[nodiscard]] protocol::tls_session session() const;
    /// What went wrong in the call that failed.
    [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }

private:
    struct free_connection {
        void operator()(SSL* connection) const noexcept;
    };

    void prepare(socket& wire) noexcept;
    [[nodiscard]] io_result explain(const socket& wire, int kind);
    [[nodiscard]] io_result explain_lost_write(socket& wire);
    [[nodiscard]] std::string broken_off(const socket& wire) const;
    [[nodiscard]] std::string explain_protocol_failure() const;
    [[nodiscard]] io_result verify_peer();
    [[nodiscard]] std::string trouble_with_certificate() const;
    [[nodiscard]] std::string trouble_with_session() const;
    [[nodiscard]] std::string chosen_protocol() const;
    [[nodiscard]] io_result fail(std::string trouble);

    std::shared_ptr<const tls_context> context_;
    std::unique_ptr<SSL, free_connection> connection_;
    std::string host_;
    std::unique_ptr<bool> certificate_requested_; // by itself, since OpenSSL keeps its address
    std::string trouble_;
    bool failed_ = false;
    bool established_ = false;
};

} // namespace tusk::transport
