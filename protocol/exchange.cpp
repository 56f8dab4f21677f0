#include "protocol/exchange.hpp"

namespace tusk::protocol {

std::string endpoint::describe() const {
    if (kind == family::unix_socket) return "socket " + address;
    const std::string named = host == address ? address : host + " (" + address + ")";
    return named + ", port " + std::to_string(port);
}

namespace detail {

effect resume_exchange(exchange_state& state, std::exception_ptr failure) {
    state.failure = std::move(failure);
    if (state.retry != nullptr) {
        try {
            if (!state.failure && !state.retry(state.retry_argument)) return effect::read;
        } catch (...) {
            state.failure = std::current_exception();
        }
        state.retry = nullptr;
    }
    state.leaf.resume();
    return state.wanted;
}

} // namespace detail

} // namespace tusk::protocol
