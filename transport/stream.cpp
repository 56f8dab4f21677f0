#include "transport/stream.hpp"

#include <utility>

namespace tusk::transport {

stream::stream(stream&& other) noexcept
    : wire_(std::move(other.wire_)),
      tls_(std::move(other.tls_)),
      connecting_(std::exchange(other.connecting_, false)),
      tls_ready_(std::exchange(other.tls_ready_, false)),
      listener_(std::exchange(other.listener_, nullptr)),
      peer_(std::move(other.peer_)) {
    other.tls_.reset();
}

stream& stream::operator=(stream&& other) noexcept {
    if (this == &other) return *this;
    close();
    wire_ = std::move(other.wire_);
    tls_ = std::exchange(other.tls_, std::nullopt);
    connecting_ = std::exchange(other.connecting_, false);
    tls_ready_ = std::exchange(other.tls_ready_, false);
    listener_ = std::exchange(other.listener_, nullptr);
    peer_ = std::move(other.peer_);
    return *this;
}

io_result stream::connect(const protocol::endpoint& place, const socket_options& options) {
    if (connecting_) {
        const io_result result = wire_.finish_connect();
        connecting_ = result.what == io_result::outcome::would_block;
        return result;
    }
    close();
    peer_ = place.describe();
    const io_result result = wire_.connect(place, options);
    connecting_ = result.what == io_result::outcome::would_block && result.wait_for != interest::none;
    return result;
}

io_result stream::start_tls(const std::shared_ptr<const tls_context>& context, const protocol::endpoint& server) {
    if (!tls_) tls_.emplace(context, server);
    const io_result result = tls_->handshake(wire_);
    tls_ready_ = result.what == io_result::outcome::done;
    return result;
}

io_result stream::read_some(std::span<std::byte> room) {
    return tls_ ? tls_->read_some(wire_, room) : wire_.read_some(room);
}

io_result stream::write_some(protocol::byte_view bytes) {
    return tls_ ? tls_->write_some(wire_, bytes) : wire_.write_some(bytes);
}

void stream::shut_down() noexcept {
    if (is_open() && tls_) tls_->say_goodbye(wire_);
    wire_.end_sending();
    close();
}

void stream::close() noexcept {
    if (is_open() && listener_ != nullptr) listener_->closing();
    wire_.close();
    tls_.reset();
    connecting_ = tls_ready_ = false;
}

protocol::tls_session stream::tls_session() const { return tls_ready_ ? tls_->session() : protocol::tls_session{}; }

std::string stream::trouble() const {
    if (tls_ && !tls_->trouble().empty()) return tls_->trouble();
    return wire_.error_text();
}

} // namespace tusk::transport
