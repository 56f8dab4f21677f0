/// \file
/// Waiting for what cannot be interrupted, but not longer than one wants to.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace tusk::transport {

/// Calls `function` in a thread of its own and waits until it returns or `until` comes. Then the thread is left to
/// itself: everything that `function` needs it must own, and what it returns or throws is dropped.
/// \returns what `function` returned; none when the time was up
/// \throws what `function` threw; std::system_error when there can be no more threads
template <class Function>
auto call_until(std::chrono::steady_clock::time_point until, Function function) {
    using value = std::invoke_result_t<Function&>;
    struct outcome {
        std::mutex mutex;
        std::condition_variable over;
        std::optional<value> result;
        std::exception_ptr failure;
    };
    const auto shared = std::make_shared<outcome>();
    std::thread([shared, call = std::move(function)]() mutable {
        std::optional<value> result;
        std::exception_ptr failure;
        try {
            result.emplace(call());
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard held(shared->mutex);
        shared->result = std::move(result);
        shared->failure = std::move(failure);
        shared->over.notify_all();
    }).detach();
    std::unique_lock held(shared->mutex);
    shared->over.wait_until(held, until, [&] { return shared->result || shared->failure; });
    if (shared->failure) std::rethrow_exception(shared->failure);
    return std::exchange(shared->result, std::nullopt);
}

} // namespace tusk::transport
