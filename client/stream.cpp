#include "client/session.hpp"

#include <tusk/stream.hpp>

namespace tusk {

stream::stream(std::shared_ptr<detail::session> session, std::shared_ptr<const row_shape> shape,
               std::uint64_t ticket) noexcept
    : session_(std::move(session)), shape_(std::move(shape)), ticket_(ticket) {}

stream::stream(stream&& other) noexcept
    : session_(std::move(other.session_)),
      shape_(std::move(other.shape_)),
      window_(std::exchange(other.window_, protocol::row_window())),
      ticket_(other.ticket_),
      rowcount_(other.rowcount_),
      keeping_(other.keeping_),
      kept_(std::move(other.kept_)) {}

stream& stream::operator=(stream&& other) noexcept {
    if (this == &other) return *this;
    close();
    session_ = std::move(other.session_);
    shape_ = std::move(other.shape_);
    window_ = std::exchange(other.window_, protocol::row_window());
    ticket_ = other.ticket_;
    rowcount_ = other.rowcount_;
    keeping_ = other.keeping_;
    kept_ = std::move(other.kept_);
    return *this;
}

stream::~stream() { close(); }

bool stream::refill(byte_view& body) {
    if (session_ == nullptr) return false;
    if (!keeping_) kept_.clear();
    if (const auto row = session_->next_row(ticket_, window_, rowcount_, keeping_ ? &kept_ : nullptr)) {
        body = *row;
        return true;
    }
    session_.reset();
    return false;
}

void stream::validate(byte_view body) {
    try {
        protocol::validate_row(body, shape_->size());
    } catch (const protocol_error&) {
        break_connection();
        throw;
    }
}

void stream::break_connection() noexcept {
    if (session_ != nullptr) session_->break_connection();
}

void stream::close() noexcept {
    if (session_ == nullptr) return;
    session_->end_stream(ticket_, window_);
    session_.reset();
    window_ = protocol::row_window();
}

} // namespace tusk
