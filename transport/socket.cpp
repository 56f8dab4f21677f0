#include "transport/socket.hpp"

#include "transport/socket_address.hpp"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace tusk::transport {

namespace {

void set_option(int descriptor, int level, int name, int value) noexcept {
    // An option that this system or address family does not have is no reason not to connect.
    static_cast<void>(setsockopt(descriptor, level, name, &value, sizeof value));
}

template <class Rep, class Period>
int as_int(std::chrono::duration<Rep, Period> time) noexcept {
    constexpr auto most = std::numeric_limits<int>::max();
    return time.count() > most ? most : static_cast<int>(time.count());
}

void apply(int descriptor, const socket_options& options) noexcept {
    // Requests are written whole: holding the last piece back for more to come would only delay the answer.
    set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    if (options.tcp_user_timeout)
        set_option(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, as_int(*options.tcp_user_timeout));
    if (!options.keepalives) return;
    set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
    if (options.keepalives_idle) set_option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, as_int(*options.keepalives_idle));
    if (options.keepalives_interval)
        set_option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, as_int(*options.keepalives_interval));
    if (options.keepalives_count) set_option(descriptor, IPPROTO_TCP, TCP_KEEPCNT, *options.keepalives_count);
}

bool is_would_block(int error) noexcept { return error == EAGAIN || error == EWOULDBLOCK; }

} // namespace

socket::socket(int descriptor) noexcept : descriptor_(descriptor) {
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags == -1 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == -1) last_error_ = errno;
}

io_result socket::fail(int error) noexcept {
    last_error_ = error;
    return io_result::failure();
}

io_result socket::open(int family) noexcept {
    close();
    descriptor_ = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return descriptor_ == -1 ? fail(errno) : io_result::moved(0);
}

io_result socket::connect(const protocol::endpoint& place, const socket_options& options) noexcept {
    const socket_address address = to_socket_address(place);
    if (address.size == 0) {
        close();
        return fail(place.kind == protocol::endpoint::family::unix_socket ? ENAMETOOLONG : EADDRNOTAVAIL);
    }
    if (const io_result opened = open(address.family()); opened.what != io_result::outcome::done) return opened;
    if (place.kind == protocol::endpoint::family::tcp) apply(descriptor_, options);
    if (::connect(descriptor_, address.get(), address.size) == 0) return io_result::moved(0);
    // An interrupted connect goes on by itself, just as one that is in progress.
    if (errno == EINPROGRESS || errno == EINTR) return io_result::blocked(interest::writable);
    // A Unix socket whose listener's queue is full says so at once; poll would never tell that there is room again.
    if (is_would_block(errno) && place.kind == protocol::endpoint::family::unix_socket)
        return io_result::blocked(interest::none);
    return fail(errno);
}

io_result socket::finish_connect() noexcept {
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size) == -1) return fail(errno);
    if (error != 0) return fail(error);
    sockaddr_storage peer;
    size = sizeof peer;
    if (getpeername(descriptor_, reinterpret_cast<sockaddr*>(&peer), &size) == 0) return io_result::moved(0);
    return errno == ENOTCONN ? io_result::blocked(interest::writable) : fail(errno);
}

io_result socket::read_some(std::span<std::byte> room) noexcept {
    for (;;) {
        const ssize_t count = recv(descriptor_, room.data(), room.size(), 0);
        if (count > 0) return io_result::moved(static_cast<std::size_t>(count));
        if (count == 0) return io_result::ended();
        if (is_would_block(errno)) return io_result::blocked(interest::readable);
        if (errno != EINTR) return fail(errno);
    }
}

io_result socket::write_some(protocol::byte_view bytes) noexcept {
    for (;;) {
        const ssize_t count = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0) return io_result::moved(static_cast<std::size_t>(count));
        if (is_would_block(errno)) return io_result::blocked(interest::writable);
        if (errno != EINTR) return fail(errno);
    }
}

std::string socket::peer_user() const {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(descriptor_, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == -1) return {};
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> room(1024);
    while (getpwuid_r(credentials.uid, &entry, room.data(), room.size(), &found) == ERANGE)
        room.resize(room.size() * 2);
    return found == nullptr ? std::string() : std::string(found->pw_name);
}

void socket::end_sending() noexcept {
    if (is_open()) ::shutdown(descriptor_, SHUT_WR);
}

void socket::close() noexcept {
    if (descriptor_ != -1) ::close(std::exchange(descriptor_, -1));
}

std::string socket::error_text() const { return std::generic_category().message(last_error_); }

} // namespace tusk::transport
