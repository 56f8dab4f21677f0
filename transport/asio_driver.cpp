#include "transport/asio_driver.hpp"

#include "transport/resolver.hpp"

#include <tusk/error.hpp>

#include <asio/bind_executor.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/post.hpp>
#include <asio/prefer.hpp>

#include <string>
#include <vector>

namespace tusk::transport {

namespace detail {

asio_operation::asio_operation(asio_driver& driver, protocol::channel& ch, clock::time_point deadline,
                               const asio::any_io_executor& executor)
    : driver_(driver),
      executor_(asio::prefer(executor, asio::execution::outstanding_work.tracked)),
      state_(ch),
      work_(driver.wire_, state_, driver.settings_, deadline) {}

/// Takes a step of the performer with the mutex held; true when the exchange is over, and the caller must see to its
/// completion with the mutex released.
template <class Step>
void asio_operation::advance(Step step) {
    bool over = false;
    {
        const std::lock_guard lock(mutex_);
        if (finished_) return;
        over = step();
    }
    if (over) complete();
}

void asio_operation::start() {
    const std::lock_guard lock(mutex_);
    if (go_on(work_.start(start_exchange(state_)))) finish_later();
}

void asio_operation::cancel() {
    const std::lock_guard lock(mutex_);
    if (!finished_ && go_on(work_.cancel())) finish_later();
}

void asio_operation::finish_later() {
    asio::post(executor_, [self = shared_from_this()] { self->complete(); });
}

bool asio_operation::go_on(need missing) {
    ++turn_;
    while (missing.what != need::kind::nothing) {
        try {
            arm(missing);
            return false;
        } catch (...) {
            ++turn_; // what was armed before the failure is stale
            missing = work_.fail(std::current_exception());
        }
    }
    finished_ = true;
    if (waiting_ != 0 && driver_.descriptor_.is_open()) driver_.descriptor_.cancel();
    driver_.timer_.cancel();
    if (pausing_) driver_.pause_timer_.cancel();
    return true;
}

void asio_operation::arm(const need& missing) {
    arm_timer(missing.until);
    if (missing.what == need::kind::resolution) return look_up(asio::ip::resolver_base::address_configured);
    receive_pace& pace = driver_.pace_;
    if (!missing.amid_answer)
        pace.wait_for_answer();
    else if (pace.sleep_before_wait(clock::now()))
        return pause_before(missing.events);
    watch(missing.events);
}

/// The loop does other work meanwhile. The deadline's timer runs, so that a pause never outlasts it.
void asio_operation::pause_before(interest events) {
    driver_.pause_timer_.expires_after(driver_.pace_.sleep());
    driver_.pause_timer_.async_wait(
        asio::bind_executor(executor_, [self = shared_from_this(), turn = turn_, events](std::error_code failure) {
            if (!failure) self->pause_is_over(turn, events);
        }));
    pausing_ = true;
}

void asio_operation::watch(interest events) {
    auto& descriptor = driver_.descriptor_;
    // Waits of the last turn that nothing has ended yet would pile up.
    if (waiting_ != 0 && descriptor.is_open()) descriptor.cancel();
    if (events == interest::none) return;
    if (!descriptor.is_open()) descriptor.assign(driver_.wire_.native_handle());
    const auto wait = [&](asio::posix::stream_descriptor::wait_type kind) {
        ++waiting_;
        descriptor.async_wait(
            kind, asio::bind_executor(executor_, [self = shared_from_this(), turn = turn_](std::error_code) {
                self->socket_is_ready(turn);
            }));
    };
    if (includes(events, interest::readable)) wait(asio::posix::stream_descriptor::wait_read);
    if (includes(events, interest::writable)) wait(asio::posix::stream_descriptor::wait_write);
}

void asio_operation::arm_timer(clock::time_point until) {
    // A deadline seldom changes within an exchange: one timer serves all its waits.
    if (until == no_deadline || until == timer_until_) return;
    timer_until_ = until;
    driver_.timer_.expires_at(until);
    driver_.timer_.async_wait(asio::bind_executor(executor_, [self = shared_from_this()](std::error_code failure) {
        if (!failure) self->time_is_up();
    }));
}

void asio_operation::look_up(unsigned flags) {
    driver_.resolver_.async_resolve(
        std::string(state_.host), "", static_cast<asio::ip::resolver_base::flags>(flags),
        asio::bind_executor(executor_,
                            [self = shared_from_this(), turn = turn_,
                             flags](std::error_code failure, const asio::ip::tcp::resolver::results_type& found) {
                                self->looked_up(turn, flags, failure, found);
                            }));
}

void asio_operation::socket_is_ready(unsigned turn) {
    advance([&] {
        --waiting_;
        // The operation that follows finds out whether the wait failed, and why.
        return turn == turn_ && go_on(work_.wake());
    });
}

void asio_operation::pause_is_over(unsigned turn, interest events) {
    advance([&] {
        if (turn != turn_) return false;
        pausing_ = false;
        try {
            watch(events);
            return false;
        } catch (...) {
            return go_on(work_.fail(std::current_exception()));
        }
    });
}

void asio_operation::time_is_up() {
    advance([&] {
        timer_until_ = no_deadline;
        return go_on(work_.wake());
    });
}

void asio_operation::looked_up(unsigned turn, unsigned flags, std::error_code failure,
                               const asio::ip::tcp::resolver::results_type& found) {
    advance([&] {
        if (turn != turn_) return false;
        if (failure == asio::error::host_not_found && flags != 0) {
            // As in `resolve`: ::1 is unknown under this flag on a machine that has no other IPv6 address.
            look_up(0);
            return false;
        }
        std::vector<protocol::endpoint> places;
        for (const auto& each : found)
            places.push_back({protocol::endpoint::family::tcp, std::string(state_.host),
                              each.endpoint().address().to_string(), state_.port});
        if (!places.empty()) return go_on(work_.resolved(std::move(places)));
        try {
            throw_unresolved(state_.host, failure ? failure.message() : "it has no usable address");
        } catch (...) {
            return go_on(work_.fail(std::current_exception()));
        }
    });
}

} // namespace detail

asio_driver::asio_driver(const asio::any_io_executor& executor, stream& wire, driver_settings settings,
                         receive_pace pace)
    : wire_(wire),
      settings_(std::move(settings)),
      descriptor_(executor),
      timer_(executor),
      pause_timer_(executor),
      pace_(pace),
      resolver_(executor) {
    wire_.notify_before_close(this);
}

asio_driver::~asio_driver() {
    wire_.notify_before_close(nullptr);
    closing();
}

void asio_driver::closing() noexcept {
    if (descriptor_.is_open()) descriptor_.release();
}

} // namespace tusk::transport
