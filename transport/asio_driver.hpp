/// \file
/// Runs exchanges on an Asio event loop. The only private header that names Asio.
#pragma once

#include "protocol/exchange.hpp"
#include "transport/performer.hpp"
#include "transport/receive_pace.hpp"
#include "transport/stream.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/dispatch.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>

#include <exception>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>

namespace tusk::transport {

class asio_driver;

namespace detail {

/// One exchange on its way through an event loop. Whatever does not depend on its result or its completion handler is
/// compiled once.
///
/// Up to three things are waited for at a time (readable, writable, a deadline) and their handlers may run in several
/// threads at once when the handler's executor is a bare thread pool; a mutex makes them take turns.
class asio_operation : public std::enable_shared_from_this<asio_operation> {
public:
    asio_operation(asio_driver& driver, protocol::channel& ch, clock::time_point deadline,
                   const asio::any_io_executor& executor);
    virtual ~asio_operation() = default;
    asio_operation(const asio_operation&) = delete;
    asio_operation& operator=(const asio_operation&) = delete;

    void start();
    /// Fails what is under way, if the exchange is not over.
    void cancel();

private:
    virtual protocol::effect start_exchange(protocol::exchange_state& state) = 0;
    /// Calls the completion handler. Once, in the handler's executor.
    virtual void complete() = 0;

    void finish_later();
    template <class Step>
    void advance(Step step);
    [[nodiscard]] bool go_on(need missing);
    void arm(const need& missing);
    void pause_before(interest events);
    void watch(interest events);
    void arm_timer(clock::time_point until);
    void look_up(unsigned flags);

    void socket_is_ready(unsigned turn);
    void pause_is_over(unsigned turn, interest events);
    void time_is_up();
    void looked_up(unsigned turn, unsigned flags, std::error_code failure,
                   const asio::ip::tcp::resolver::results_type& found);

    asio_driver& driver_;            // not to be touched once finished_: the completion handler may destroy it
    asio::any_io_executor executor_; // tracks work: the loop must not run dry between two waits
    std::mutex mutex_;
    protocol::exchange_state state_;
    performer work_;
    unsigned turn_ = 0;    // what waits of an earlier turn report is stale
    unsigned waiting_ = 0; // waits for the descriptor whose handlers have not run
    clock::time_point timer_until_ = no_deadline;
    bool pausing_ = false; // the driver's timer for pauses is armed
    bool finished_ = false;
};

template <class T>
struct asio_signature {
    using type = void(std::exception_ptr, T);
};
template <>
struct asio_signature<void> {
    using type = void(std::exception_ptr);
};

/// Can the handler's executor run everything in between, too? Those of futures and other foreign kinds cannot: they
/// only get the completion.
template <class Handler>
inline constexpr bool runs_in_any_executor =
    std::is_convertible_v<asio::associated_executor_t<Handler, asio::any_io_executor>, asio::any_io_executor>;

/// The executor for an operation's own handlers.
template <class Handler>
asio::any_io_executor executor_for(const Handler& handler, const asio::any_io_executor& otherwise) {
    if constexpr (runs_in_any_executor<Handler>)
        return asio::get_associated_executor(handler, otherwise);
    else
        return otherwise;
}

template <class T, class Handler>
class asio_exchange final : public asio_operation {
public:
    asio_exchange(asio_driver& driver, protocol::channel& ch, clock::time_point deadline,
                  const asio::any_io_executor& executor, protocol::exchange<T> conversation, Handler handler)
        : asio_operation(driver, ch, deadline, executor),
          conversation_(std::move(conversation)),
          handler_(std::move(handler)) {}

    void accept_cancellation() {
        auto slot = asio::get_associated_cancellation_slot(handler_);
        if (!slot.is_connected()) return;
        slot.assign([self = weak_from_this()](asio::cancellation_type type) {
            // Only a terminal cancellation can be honoured: half an exchange leaves no usable connection.
            if ((type & asio::cancellation_type::terminal) == asio::cancellation_type::none) return;
            if (const auto operation = self.lock()) operation->cancel();
        });
    }

private:
    protocol::effect start_exchange(protocol::exchange_state& state) override { return conversation_.start(state); }

    void complete() override {
        if (auto slot = asio::get_associated_cancellation_slot(handler_); slot.is_connected()) slot.clear();
        std::exception_ptr failure;
        if constexpr (std::is_void_v<T>) {
            try {
                conversation_.result();
            } catch (...) {
                failure = std::current_exception();
            }
            deliver([failure](Handler& handler) { std::move(handler)(failure); });
        } else {
            T result{};
            try {
                result = conversation_.result();
            } catch (...) {
                failure = std::current_exception();
            }
            deliver([failure, value = std::move(result)](Handler& handler) mutable {
                std::move(handler)(failure, std::move(value));
            });
        }
    }

    template <class Call>
    void deliver(Call call) {
        Handler handler(std::move(handler_));
        if constexpr (runs_in_any_executor<Handler>) {
            call(handler);
        } else {
            const auto executor = asio::get_associated_executor(handler);
            asio::dispatch(executor, [call = std::move(call), last = std::move(handler)]() mutable { call(last); });
        }
    }

    protocol::exchange<T> conversation_;
    Handler handler_;
};

} // namespace detail

/// Performs exchanges' effects on a stream, waiting in an event loop in between: the asynchronous twin of
/// `blocking_driver`. The descriptor stays registered with the loop from one exchange to the next.
///
/// One exchange at a time; the driver, the stream and the channel must outlive it.
class asio_driver final : close_listener {
public:
    /// `executor` is the event loop's: it is where handlers run that have no executor of their own.
    asio_driver(const asio::any_io_executor& executor, stream& wire, driver_settings settings = {},
                receive_pace pace = {});
    ~asio_driver();
    asio_driver(const asio_driver&) = delete;
    asio_driver& operator=(const asio_driver&) = delete;

    [[nodiscard]] asio::any_io_executor get_executor() { return descriptor_.get_executor(); }

    /// Runs `conversation` to its end, then calls the handler with `void(std::exception_ptr, T)`: null and what it
    /// returned, or what it threw and a `T{}`; `void(std::exception_ptr)` when `T` is void. A deadline that passes, or
    /// a terminal cancellation, makes the effect under way fail with operational_error and closes the connection.
    /// The handler is never called from within this function.
    template <class T, class CompletionToken>
    auto async_run(protocol::channel& ch, protocol::exchange<T> conversation, clock::time_point deadline,
                   CompletionToken&& token) {
        static_assert(std::is_void_v<T> || std::is_default_constructible_v<T>,
                      "the result of an asynchronous exchange must have a default: it is passed beside the error");
        return asio::async_initiate<CompletionToken, typename detail::asio_signature<T>::type>(
            [this, &ch, deadline](auto&& handler, protocol::exchange<T> started) {
                using handler_type = std::decay_t<decltype(handler)>;
                const auto operation = std::make_shared<detail::asio_exchange<T, handler_type>>(
                    *this, ch, deadline, detail::executor_for(handler, get_executor()), std::move(started),
                    std::forward<decltype(handler)>(handler));
                operation->accept_cancellation();
                operation->start();
            },
            token, std::move(conversation));
    }

private:
    friend class detail::asio_operation;

    void closing() noexcept override;

    stream& wire_;
    driver_settings settings_;
    asio::posix::stream_descriptor descriptor_; // the stream's, borrowed: released, never closed
    asio::steady_timer timer_;
    asio::steady_timer pause_timer_;
    receive_pace pace_;
    asio::ip::tcp::resolver resolver_;
};

} // namespace tusk::transport
