#include "transport/wait.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <poll.h>
#include <system_error>

namespace tusk::transport {

namespace {

using clock = std::chrono::steady_clock;

// For poll: -1 is "without end". Rounded up, so that the deadline has passed when poll says that time is up.
int milliseconds_until(clock::time_point until) {
    if (until == clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now()).count();
    return static_cast<int>(std::clamp<decltype(left)>(left, 0, std::numeric_limits<int>::max()));
}

} // namespace

void wait_for_socket(int descriptor, interest events, clock::time_point until) {
    pollfd watched{};
    // A negative descriptor is ignored by poll, which then only sleeps.
    watched.fd = events == interest::none ? -1 : descriptor;
    if (includes(events, interest::readable)) watched.events |= POLLIN;
    if (includes(events, interest::writable)) watched.events |= POLLOUT;
    while (poll(&watched, 1, milliseconds_until(until)) == -1) {
        if (errno != EINTR)
            throw operational_error("waiting for the server failed: " + std::generic_category().message(errno),
                                    delivery::sent);
    }
}

} // namespace tusk::transport
