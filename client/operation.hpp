/// \file
/// The right to talk to the server: held for one operation on a session.
#pragma once

#include "client/session.hpp"

namespace tusk::detail {

/// Takes the session's lock, waits until no stream and no cancel request is under way, and brings the connection back
/// into step. At its end it hands the notices that came to their handler, without the lock.
/// \throws interface_error when the session is closed, or occupied by a stream of this very thread
class operation {
public:
    explicit operation(session& owner);
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;
    ~operation();

private:
    void wait_for_stream();
    void wait_for_cancels();

    session& session_;
    std::unique_lock<std::mutex> lock_;
};

} // namespace tusk::detail
