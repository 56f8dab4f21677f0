/// \file
/// Runs exchanges with the blocking or the asynchronous driver, as a test asks, so that the same test covers both.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/asio_driver.hpp"
#include "transport/blocking_driver.hpp"

#include <asio/io_context.hpp>

#include <exception>
#include <optional>
#include <ostream>
#include <type_traits>
#include <utility>

namespace tusk::test {

enum class mode { blocking, asynchronous };

inline std::ostream& operator<<(std::ostream& out, mode how) {
    return out << (how == mode::blocking ? "blocking" : "asynchronous");
}

/// A driver over a stream, with its own event loop when it is asynchronous.
class either_driver {
public:
    either_driver(mode how, transport::stream& wire, const transport::driver_settings& settings) {
        if (how == mode::blocking)
            blocking_.emplace(wire, settings);
        else
            asynchronous_.emplace(loop_.get_executor(), wire, settings);
    }

    template <class T>
    T run(protocol::channel& ch, protocol::exchange<T> conversation,
          transport::clock::time_point deadline = transport::no_deadline) {
        if (blocking_) return blocking_->run(ch, std::move(conversation), deadline);
        std::exception_ptr failure;
        if constexpr (std::is_void_v<T>) {
            asynchronous_->async_run(ch, std::move(conversation), deadline,
                                     [&](std::exception_ptr thrown) { failure = thrown; });
            run_loop();
            if (failure) std::rethrow_exception(failure);
        } else {
            std::optional<T> value;
            asynchronous_->async_run(ch, std::move(conversation), deadline, [&](std::exception_ptr thrown, T result) {
                failure = thrown;
                value.emplace(std::move(result));
            });
            run_loop();
            if (failure) std::rethrow_exception(failure);
            return std::move(*value);
        }
    }

private:
    void run_loop() {
        loop_.restart();
        loop_.run();
    }

    asio::io_context loop_;
    std::optional<transport::blocking_driver> blocking_;
    std::optional<transport::asio_driver> asynchronous_;
};

} // namespace tusk::test
