#include "tests/support/mock_server.hpp"

#include "tests/support/mock_connection.hpp"
#include "transport/socket_address.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tusk::test {

namespace {

using family = protocol::endpoint::family;

/// Plays one script, in the server's thread.
class player {
public:
    player(const script& plan, const mock_server_options& options, int listener, int stop)
        : plan_(plan), options_(options), listener_(listener), stop_(stop) {}

    void play() {
        if (!plan_.begins_unconnected()) accept();
        for (const step& each : plan_.steps()) {
            try {
                play(each);
            } catch (const script_interrupted& error) {
                throw script_interrupted(while_doing(each, error));
            } catch (const script_error& error) {
                throw script_error(while_doing(each, error));
            }
        }
        if (connection_ && !received_.empty())
            throw script_error("the client sent more than was expected: " + show(received_));
        if (connection_) connection_->close();
    }

private:
    static std::string while_doing(const step& current, const script_error& error) {
        return "while the script says: " + current.describe() + ": " + error.what();
    }

    void play(const step& current) {
        using kind = step::kind;
        switch (current.what) {
        case kind::accept: return accept();
        case kind::expect_bytes:
        case kind::expect_startup:
        case kind::expect_tls_hello:
        case kind::expect_message: return expect(current);
        case kind::give: return connection_->send(current.bytes);
        case kind::start_tls: return start_tls();
        case kind::pause: return pause(current.time);
        case kind::close: return connection_->close();
        case kind::cut: return connection_->cut();
        case kind::reset: return connection_->reset();
        case kind::expect_close: return expect_close();
        case kind::refuse:
        case kind::resolve: throw script_error("only a simulated server can do this");
        }
    }

    void accept() {
        connection_.reset();
        received_.clear();
        std::array<pollfd, 2> watched{pollfd{listener_, POLLIN, 0}, pollfd{stop_, POLLIN, 0}};
        const auto patience = std::chrono::milliseconds(options_.patience).count();
        if (poll(watched.data(), watched.size(), static_cast<int>(patience)) <= 0 || watched[1].revents != 0)
            throw script_interrupted("nobody connects");
        connection_ =
            std::make_unique<mock_connection>(::accept(listener_, nullptr, nullptr), stop_, options_.patience);
    }

    void expect(const step& current) {
        std::size_t size = 0;
        while ((size = match(current, received_)) == 0)
            if (!connection_->receive(received_)) throw script_interrupted("the client closed the connection");
        const std::string answer = current.react ? current.react(std::string_view(received_).substr(0, size)) : "";
        received_.erase(0, size);
        connection_->send(answer);
    }

    void start_tls() {
        if (!received_.empty())
            throw script_error("the client sent plain text before the handshake: " + show(received_));
        static const certificate usual = certificate::self_signed({.common_name = "", .dns_names = {"localhost"}});
        connection_->start_tls(
            {.identity = options_.identity ? *options_.identity : usual,
             .confirm_alpn = options_.confirm_alpn,
             .asks_for_certificates_of = options_.client_authority ? &*options_.client_authority : nullptr,
             .demands_certificate = options_.certificate_demanded,
             .newest_version = options_.newest_tls});
    }

    void pause(std::chrono::milliseconds time) const {
        pollfd stop{stop_, POLLIN, 0};
        poll(&stop, 1, static_cast<int>(time.count()));
    }

    void expect_close() {
        if (connection_->receive(received_)) throw script_error("the client sent " + show(received_));
    }

    const script& plan_;
    const mock_server_options& options_;
    int listener_;
    int stop_;
    std::unique_ptr<mock_connection> connection_;
    std::string received_;
};

void check(int result, const char* what) {
    if (result < 0) throw script_error(std::string("mock server: ") + what + ": " + std::strerror(errno));
}

} // namespace

mock_server::mock_server(script plan, mock_server_options options)
    : plan_(std::move(plan)), options_(std::move(options)) {
    if (plan_.only_simulated()) throw script_error("only a simulated server can play this script");
    listen();
    check(pipe(stop_pipe_), "pipe");
    thread_ = std::thread([this] {
        // OpenSSL's own socket BIO raises SIGPIPE; in this thread only it is held back, so that one that the client's
        // side raises still ends the test program.
        sigset_t broken_pipe;
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
        try {
            player(plan_, options_, listener_, stop_pipe_[0]).play();
        } catch (...) {
            failure_ = std::current_exception();
        }
    });
}

mock_server::~mock_server() {
    end_thread();
    for (const int descriptor : {listener_, stop_pipe_[0], stop_pipe_[1]}) ::close(descriptor);
}

void mock_server::listen() {
    const bool local = options_.family == family::unix_socket;
    place_ = {options_.family, options_.host, local ? directory_.file("socket") : "127.0.0.1", 0};
    const transport::socket_address address = transport::to_socket_address(place_);
    listener_ = socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(listener_, "socket");
    check(bind(listener_, address.get(), address.size), "bind");
    check(::listen(listener_, 8), "listen");
    if (local) return;
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    check(getsockname(listener_, reinterpret_cast<sockaddr*>(&bound), &size), "getsockname");
    place_.port = ntohs(bound.sin_port);
}

void mock_server::end_thread() {
    if (!thread_.joinable()) return;
    static_cast<void>(!write(stop_pipe_[1], "", 1));
    thread_.join();
}

void mock_server::stop() {
    end_thread();
    try {
        if (failure_) std::rethrow_exception(std::exchange(failure_, {}));
    } catch (const script_interrupted&) {
        // As was to be expected.
    }
}

void mock_server::finish() {
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(std::exchange(failure_, {}));
}

} // namespace tusk::test
