/// \file
/// A non-blocking POSIX stream socket: the only place that calls connect, send and recv.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/io_result.hpp"

#include <tusk/protocol/bytes.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace tusk::transport {

/// How a TCP connection notices that the other side is gone. What is not set is left to the operating system.
struct socket_options {
    bool keepalives = true;
    std::optional<std::chrono::seconds> keepalives_idle;       ///< silence before the first probe
    std::optional<std::chrono::seconds> keepalives_interval;   ///< between unanswered probes
    std::optional<int> keepalives_count;                       ///< unanswered probes until the connection is lost
    std::optional<std::chrono::milliseconds> tcp_user_timeout; ///< how long sent data may stay unacknowledged
};

/// Owns a file descriptor. Every operation returns at once; `last_error` is errno's value after one that failed.
class socket {
public:
    socket() noexcept = default;
    /// Adopts a connected stream socket, and makes it non-blocking.
    explicit socket(int descriptor) noexcept;
    socket(socket&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), last_error_(other.last_error_) {}
    socket& operator=(socket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        std::swap(last_error_, other.last_error_);
        return *this;
    }
    ~socket() { close(); }

    /// Begins to connect. `blocked(writable)`: ask `finish_connect` then; `blocked(none)`: the listener's queue is full
    /// and nothing tells when it no longer is, so call this again after a moment.
    [[nodiscard]] io_result connect(const protocol::endpoint& place, const socket_options& options) noexcept;
    [[nodiscard]] io_result finish_connect() noexcept;

    [[nodiscard]] io_result read_some(std::span<std::byte> room) noexcept;
    /// Never raises SIGPIPE.
    [[nodiscard]] io_result write_some(protocol::byte_view bytes) noexcept;

    /// The name of the user whose process listens at the other end of a Unix socket; empty when that cannot be told.
    [[nodiscard]] std::string peer_user() const;

    /// Tells the other side that nothing more will be sent.
    void end_sending() noexcept;
    void close() noexcept;

    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
    [[nodiscard]] int native_handle() const noexcept { return descriptor_; }
    [[nodiscard]] int last_error() const noexcept { return last_error_; }
    /// The system's words for `last_error`.
    [[nodiscard]] std::string error_text() const;

private:
    [[nodiscard]] io_result fail(int error) noexcept;
    [[nodiscard]] io_result open(int family) noexcept;

    int descriptor_ = -1;
    int last_error_ = 0;
};

} // namespace tusk::transport
