#include "transport/blocking_driver.hpp"

#include "transport/abandonable.hpp"
#include "transport/resolver.hpp"
#include "transport/wait.hpp"

#include <exception>
#include <string>
#include <thread>
#include <vector>

namespace tusk::transport {

namespace {

/// The addresses, or none when the time was up. The system's resolver cannot be interrupted.
std::vector<protocol::endpoint> resolve_until(clock::time_point until, std::string host, std::uint16_t port) {
    if (until == no_deadline) return resolve(host, port);
    const auto look_up = [name = std::move(host), port] { return resolve(name, port); };
    return call_until(until, look_up).value_or(std::vector<protocol::endpoint>());
}

} // namespace

void blocking_driver::drive(performer& work, const protocol::exchange_state& state, need missing) {
    while (missing.what != need::kind::nothing) {
        std::exception_ptr failure;
        std::vector<protocol::endpoint> places;
        try {
            if (missing.what == need::kind::resolution)
                places = resolve_until(missing.until, std::string(state.host), state.port);
            else
                wait(missing);
        } catch (...) {
            failure = std::current_exception();
        }
        if (failure)
            missing = work.fail(std::move(failure));
        else if (!places.empty())
            missing = work.resolved(std::move(places));
        else
            missing = work.wake();
    }
}

void blocking_driver::wait(const need& missing) {
    if (!missing.amid_answer)
        pace_.wait_for_answer();
    else if (pace_.sleep_before_wait(clock::now()))
        std::this_thread::sleep_for(pace_.sleep());
    wait_for_socket(wire_.native_handle(), missing.events, missing.until);
}

} // namespace tusk::transport
