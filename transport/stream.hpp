/// \file
/// The connection to a server, whatever it is made of: a TCP or Unix socket, with or without TLS.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/io_result.hpp"
#include "transport/socket.hpp"
#include "transport/tls_connection.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tusk::transport {

/// Is told before a stream closes its descriptor. Whoever has registered the descriptor with an event loop must take
/// it out there first: once closed, its number may at once belong to somebody else's file.
class close_listener {
public:
    virtual void closing() noexcept = 0;

protected:
    ~close_listener() = default;
};

/// A stream of bytes to and from the server whose operations never wait: each does what can be done now, or says what
/// to wait for. The blocking and the asynchronous driver differ in their waiting only, so neither the stream nor
/// anything above it is a template.
class stream {
public:
    stream() = default;
    /// Takes over a descriptor that is connected already.
    stream(int connected, std::string peer) : wire_(connected), peer_(std::move(peer)) {}
    stream(stream&& other) noexcept;
    stream& operator=(stream&& other) noexcept;
    ~stream() { close(); }

    /// Begins to connect to `place`; whatever was open is closed. While it answers `would_block`, wait and call again.
    [[nodiscard]] io_result connect(const protocol::endpoint& place, const socket_options& options);

    /// Encrypts what follows and verifies the server. While it answers `would_block`, wait and call again.
    /// \throws operational_error when the settings cannot be met whatever the server does.
    [[nodiscard]] io_result start_tls(const std::shared_ptr<const tls_context>& context,
                                      const protocol::endpoint& server);

    /// Receives at least one byte; `room` must not be empty.
    [[nodiscard]] io_result read_some(std::span<std::byte> room);
    /// Sends at least one byte; `bytes` must not be empty.
    [[nodiscard]] io_result write_some(protocol::byte_view bytes);

    /// Takes leave as far as that needs no waiting (TLS's closing alert, the end of sending), then closes.
    void shut_down() noexcept;
    void close() noexcept;

    [[nodiscard]] bool is_open() const noexcept { return wire_.is_open(); }
    [[nodiscard]] bool encrypted() const noexcept { return tls_ready_; }
    /// What the handshake established; empty without TLS.
    [[nodiscard]] protocol::tls_session tls_session() const;
    /// Bytes were taken from the socket and not handed out: a reader must not wait for the socket.
    [[nodiscard]] bool has_buffered_input() const noexcept { return tls_ready_ && tls_->has_buffered_input(); }
    /// For waiting only: the stream keeps the ownership.
    [[nodiscard]] int native_handle() const noexcept { return wire_.native_handle(); }
    /// Where this goes to, for messages; stays after `close`.
    [[nodiscard]] const std::string& peer() const noexcept { return peer_; }
    /// The name of the user who listens at the other end of a Unix socket; empty when that cannot be told.
    [[nodiscard]] std::string peer_user() const { return wire_.peer_user(); }
    /// What went wrong in the operation that failed: "Connection reset by peer".
    [[nodiscard]] std::string trouble() const;

    /// At most one; null takes it away. It must outlive the stream or be taken away.
    void notify_before_close(close_listener* listener) noexcept { listener_ = listener; }

private:
    socket wire_;
    std::optional<tls_connection> tls_;
    bool connecting_ = false;
    bool tls_ready_ = false;
    close_listener* listener_ = nullptr;
    std::string peer_;
};

} // namespace tusk::transport
