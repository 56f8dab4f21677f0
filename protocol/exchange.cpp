#include "protocol/exchange.hpp"

#include <tusk/error.hpp>

namespace tusk::protocol {

std::string endpoint::describe() const {
    if (kind == family::unix_socket) return "socket " + address;
    const std::string named = host.empty() || host == address ? address : host + " (" + address + ")";
    return named + ", port " + std::to_string(port);
}

namespace detail {

void note_failure(const exchange_state& state) noexcept {
    try {
        throw;
    } catch (const protocol_error&) {
        state.ch->mark_broken();
    } catch (...) {
        // Whoever threw it knows how far the conversation had come.
        return;
    }
}

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
