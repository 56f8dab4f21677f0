#include "transport/blocking_driver.hpp"

#include "transport/resolver.hpp"
#include "transport/wait.hpp"

#include <exception>
#include <string>
#include <thread>
#include <vector>

namespace tusk::transport {

void blocking_driver::drive(performer& work, const protocol::exchange_state& state, need missing) {
    while (missing.what != need::kind::nothing) {
        std::exception_ptr failure;
        std::vector<protocol::endpoint> places;
        try {
            if (missing.what == need::kind::resolution)
                places = resolve(std::string(state.host), state.port);
            else
                wait(missing);
        } catch (...) {
            failure = std::current_exception();
        }
        if (failure)
            missing = work.fail(std::move(failure));
        else if (missing.what == need::kind::resolution)
            missing = work.resolved(std::move(places));
        else
            missing = work.wake();
    }
}

void blocking_driver::wait(const need& missing) {
    if (!missing.amid_answer)
        pace_.wait_for_answer();
    else if (pace_.sleep_before_wait(clock::now()))
        std::this_thread::sleep_for(receive_pace::pause);
    wait_for_socket(wire_.native_handle(), missing.events, missing.until);
}

} // namespace tusk::transport
