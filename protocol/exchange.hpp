/// \file
/// An exchange is one conversation with the server, written as straight-line coroutine code that never sees a socket.
/// It asks for effects; a driver performs them and resumes it. The blocking driver, the Asio driver and the scripted
/// driver of the tests all run the very same exchanges.
#pragma once

#include "protocol/channel.hpp"

#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk::protocol {

/// What an exchange waits for its driver to do.
enum class effect : std::uint8_t {
    done,      ///< nothing: the exchange is over, its result can be taken
    resolve,   ///< turn `exchange_state::host` and `port` into `resolved`
    connect,   ///< open a connection to `*target`; whatever was open before is closed
    start_tls, ///< shake hands on the open connection, verify the server for `*target`, fill `tls`
    read,  ///< receive at least one byte into `input().prepare()`, and commit it; the end of the stream is a failure
    write, ///< send all of the channel's output, receiving meanwhile, so that both sides' buffers cannot fill up
    close, ///< close the connection, politely if it can be done without waiting
    wait_close, ///< receive and drop bytes until the other side closes
};

/// A place where a server may listen.
struct endpoint {
    enum class family : std::uint8_t { tcp, unix_socket };

    family kind = family::tcp;
    std::string host;    ///< as the user named it: for messages, and for the server's certificate
    std::string address; ///< a numeric IP address, or the path of the socket itself
    std::uint16_t port = 0;

    /// "db.example.com (192.0.2.7), port 5432" or "socket /run/postgresql/.s.PGSQL.5432": for messages.
    [[nodiscard]] std::string describe() const;
};

/// What the handshake established.
struct tls_session {
    std::string version;                   ///< "TLSv1.3"
    std::string cipher;                    ///< "TLS_AES_256_GCM_SHA384"
    std::vector<std::byte> end_point_hash; ///< tls-server-end-point of RFC 5929; empty where the certificate has none
    std::string application_protocol{};    ///< what the server chose by ALPN: "postgresql", or empty
    bool certificate_requested = false;    ///< the server asked for our certificate
    bool certificate_sent = false;         ///< and we had one to show
};

/// What the frames of one running exchange share with its driver.
struct exchange_state {
    explicit exchange_state(channel& the_channel) noexcept : ch(&the_channel) {}

    channel* ch;
    effect wanted = effect::done;

    std::string_view host;            ///< effect::resolve: what to look up
    std::uint16_t port = 0;           ///< effect::resolve
    std::vector<endpoint> resolved;   ///< effect::resolve answers here; never empty on success
    const endpoint* target = nullptr; ///< effect::connect and effect::start_tls
    tls_session tls;                  ///< effect::start_tls answers here

    std::exception_ptr failure;     ///< set by the driver: why the effect could not be performed
    std::coroutine_handle<> leaf;   ///< the innermost suspended coroutine
    bool (*retry)(void*) = nullptr; ///< asked after a read: is the awaiter satisfied now?
    void* retry_argument = nullptr;
};

template <class T>
class exchange;

namespace detail {

/// Called while an exception leaves an exchange: after a protocol_error nothing on the channel can be trusted.
void note_failure(const exchange_state& state) noexcept;

struct promise_base {
    exchange_state* state = nullptr;
    std::coroutine_handle<> parent;
    std::exception_ptr thrown;

    struct to_parent {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished) const noexcept {
            promise_base& promise = finished.promise();
            promise.state->leaf = promise.parent;
            if (promise.parent) return promise.parent;
            promise.state->wanted = effect::done;
            return std::noop_coroutine();
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    to_parent final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept {
        thrown = std::current_exception();
        note_failure(*state);
    }
};

template <class T>
struct promise : promise_base {
    std::optional<T> value;

    exchange<T> get_return_object() noexcept;
    template <class U>
    void return_value(U&& result) {
        value.emplace(std::forward<U>(result));
    }
    T take() {
        if (thrown) std::rethrow_exception(thrown);
        return std::move(*value);
    }
};

template <>
struct promise<void> : promise_base {
    exchange<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    void take() const {
        if (thrown) std::rethrow_exception(thrown);
    }
};

} // namespace detail

/// The coroutine type of a conversation that ends with a `T`. Two defects of g++ 12 must be minded: parameters of such
/// a coroutine must be references, views or trivial (some by-value ones are destroyed twice), and the result of
/// co_await must not stand inside the condition of an if, while or switch (the frame is laid out wrongly): name it
/// first. An exchange awaits another as a subroutine.
template <class T>
class [[nodiscard]] exchange {
public:
    using promise_type = detail::promise<T>;

    explicit exchange(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}
    exchange(exchange&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    exchange& operator=(exchange&&) = delete;
    ~exchange() {
        if (handle_) handle_.destroy();
    }

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> parent) noexcept {
        handle_.promise().parent = parent;
        handle_.promise().state = parent.promise().state;
        return handle_;
    }
    T await_resume() { return handle_.promise().take(); }

    /// Driver: runs the exchange to its first effect.
    effect start(exchange_state& state) {
        handle_.promise().state = &state;
        state.leaf = handle_;
        state.leaf.resume();
        return state.wanted;
    }
    /// Driver: the effect that was wanted is performed, or failed with `failure`; runs to the next one.
    effect resume(exchange_state& state, std::exception_ptr failure = {});
    /// Driver: what the exchange returned or threw, once.
    T result() { return handle_.promise().take(); }

private:
    std::coroutine_handle<promise_type> handle_;
};

namespace detail {

/// Resumes the innermost coroutine, unless it waits for a message of which more bytes must come.
effect resume_exchange(exchange_state& state, std::exception_ptr failure);

/// An awaiter that asks for one effect and throws its failure, if any.
struct plain_effect {
    effect wanted;
    exchange_state* state = nullptr;

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
        ask(waiting, waiting.promise().state);
    }
    void await_resume() { throw_failure(); }

protected:
    void ask(std::coroutine_handle<> waiting, exchange_state* shared) noexcept {
        state = shared;
        state->leaf = waiting;
        state->wanted = wanted;
    }
    void throw_failure() {
        if (state != nullptr && state->failure) std::rethrow_exception(std::exchange(state->failure, {}));
    }
};

template <class T>
exchange<T> promise<T>::get_return_object() noexcept {
    return exchange<T>{std::coroutine_handle<promise>::from_promise(*this)};
}
inline exchange<void> promise<void>::get_return_object() noexcept {
    return exchange<void>{std::coroutine_handle<promise>::from_promise(*this)};
}

} // namespace detail

template <class T>
effect exchange<T>::resume(exchange_state& state, std::exception_ptr failure) {
    return detail::resume_exchange(state, std::move(failure));
}

/// `frame message = co_await receive(ch, expectation)`: the next message that is not asynchronous; it must be legal
/// where the conversation stands. An awaiter rather than a coroutine: free when the message is buffered already, and
/// a hundred thousand buffered messages do not nest a hundred thousand resumptions. The frame's body is good until
/// the next effect.
class receive : detail::plain_effect {
public:
    receive(channel& ch, expectation expected) noexcept : plain_effect{effect::read}, ch_(&ch), expected_(expected) {}

    bool await_ready() { return ch_->next(message_, expected_); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
        ask(waiting, waiting.promise().state);
        state->retry = [](void* self) {
            auto& awaiter = *static_cast<receive*>(self);
            return awaiter.ch_->next(awaiter.message_, awaiter.expected_);
        };
        state->retry_argument = this;
    }
    frame await_resume() {
        throw_failure();
        return message_;
    }

private:
    channel* ch_;
    expectation expected_;
    frame message_;
};

/// `co_await fill()`: at least one more byte was received. For readers that look at the channel's input themselves.
struct fill : detail::plain_effect {
    fill() noexcept : plain_effect{effect::read} {}
};

/// `co_await flush(ch)`: everything queued in the channel's output was sent. When the connection breaks meanwhile this
/// does not throw: the server's last words may be waiting to be read, and the next read reports what happened.
struct flush : detail::plain_effect {
    explicit flush(channel& ch) noexcept : plain_effect{effect::write}, ch_(&ch) {}
    bool await_ready() {
        ch_->check_idle_input();
        ch_->trace_output();
        return ch_->unsent().empty();
    }

private:
    channel* ch_;
};

/// `co_await connect_to(place)`: a connection to `place` is open. Throws operational_error saying why it is not.
struct connect_to : detail::plain_effect {
    explicit connect_to(const endpoint& place) noexcept : plain_effect{effect::connect}, place_(&place) {}
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
        ask(waiting, waiting.promise().state);
        state->target = place_;
    }

private:
    const endpoint* place_;
};

/// `co_await resolve(host, port)`: every address of the name, in the order in which they should be tried.
struct resolve : detail::plain_effect {
    resolve(std::string_view host, std::uint16_t port) noexcept
        : plain_effect{effect::resolve}, host_(host), port_(port) {}
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
        ask(waiting, waiting.promise().state);
        state->host = host_;
        state->port = port_;
    }
    std::vector<endpoint> await_resume() {
        throw_failure();
        return std::move(state->resolved);
    }

private:
    std::string_view host_;
    std::uint16_t port_;
};

/// `co_await start_tls()`: the connection that `connect_to` opened is encrypted, and the server verified.
struct start_tls : detail::plain_effect {
    start_tls() noexcept : plain_effect{effect::start_tls} {}
    tls_session await_resume() {
        throw_failure();
        return std::move(state->tls);
    }
};

/// `co_await close_connection()`: the connection is closed; never fails.
struct close_connection : detail::plain_effect {
    close_connection() noexcept : plain_effect{effect::close} {}
    void await_resume() noexcept { state->failure = {}; }
};

/// `co_await wait_for_close()`: the other side has closed the connection.
struct wait_for_close : detail::plain_effect {
    wait_for_close() noexcept : plain_effect{effect::wait_close} {}
};

} // namespace tusk::protocol
