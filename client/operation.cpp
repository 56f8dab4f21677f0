#include "client/operation.hpp"

namespace tusk::detail {

operation::operation(session& owner) : session_(owner), lock_(owner.lock()) {
    wait_for_stream();
    wait_for_cancels();
    session_.require_open();
    session_.back_into_step();
}

operation::~operation() {
    std::function<void(const server_report&)> handler;
    std::vector<server_report> notices;
    session_.ch_.input().shrink();
    try {
        if (session_.notice_handler_) {
            handler = session_.notice_handler_;
            notices = session_.ch_.mail.notices.take();
        }
        lock_.unlock();
        for (const server_report& notice : notices) handler(notice);
    } catch (...) {
        // A handler that throws cannot undo a statement that has run: what it throws is documented to be lost.
        static_cast<void>(handler);
    }
}

void operation::wait_for_stream() {
    if (session_.stream_ticket_ != 0 && session_.streaming_thread_ == std::this_thread::get_id())
        throw interface_error("a stream on this connection has rows left: read it to its end or close it first, or use "
                              "another connection");
    session_.freed_.wait(lock_, [this] { return session_.stream_ticket_ == 0; });
}

/// A cancel request that the server has not taken note of yet could hit the statement that is about to begin.
void operation::wait_for_cancels() {
    if (session_.cancels_under_way_ == 0) return;
    std::unique_lock lock(session_.cancel_mutex_);
    session_.cancelled_.wait(lock, [this] { return session_.cancels_under_way_ == 0; });
}

} // namespace tusk::detail
