#include "tests/matrix/counting_proxy.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <list>
#include <mutex>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tusk::test {

namespace {

class descriptor {
public:
    explicit descriptor(int number = -1) noexcept : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_;
};

[[noreturn]] void fail(const char* call) { throw std::system_error(errno, std::generic_category(), call); }

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

descriptor listen_somewhere(std::uint16_t& port) {
    descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listener.get() < 0 || ::bind(listener.get(), generic, size) != 0 || ::listen(listener.get(), 64) != 0 ||
        ::getsockname(listener.get(), generic, &size) != 0)
        fail("listen");
    port = ntohs(address.sin_port);
    return listener;
}

descriptor connect_to(std::uint16_t port) {
    descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("connect");
    return socket;
}

void send_at_once(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

std::uint32_t big_endian_at(std::string_view bytes, std::size_t offset) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

/// What the first bytes of a client are ("Message Formats": StartupMessage and its relatives; RFC 8446 section 5.1).
std::string kind_of(std::string_view bytes) {
    if (bytes.empty()) return "nothing";
    if (bytes[0] == 0x16) return "TLS";
    if (bytes.size() < 8) return "a fragment";
    switch (big_endian_at(bytes, 4)) {
    case 80877102: return "CancelRequest";
    case 80877103: return "SSLRequest";
    case 80877104: return "GSSENCRequest";
    case 0x0003'0000: return "startup";
    case 0x0003'0002: return "startup of 3.2";
    default: return "something else";
    }
}

/// Both halves of a connection. Bytes are passed on by calls that may wait: peers read what they are sent.
struct passage {
    descriptor client;
    descriptor server;
    bool client_is_open = true;
    bool server_is_open = true;
    std::string beginning = "nothing";
    bool asked_for_encryption = false;
    bool begun = false;

    void note_client(std::string_view bytes) {
        if (!begun) {
            beginning = kind_of(bytes);
            asked_for_encryption = beginning.ends_with("Request");
        } else if (asked_for_encryption) {
            beginning += ' ' + kind_of(bytes);
            asked_for_encryption = false;
        }
        begun = true;
    }
    void note_server(std::string_view bytes) {
        if (asked_for_encryption) beginning.append(" ").append(bytes.substr(0, 1));
    }
};

} // namespace

struct counting_proxy::implementation {
    descriptor listener;
    std::array<descriptor, 2> orders;
    std::atomic<std::uint16_t> target{0};
    std::list<passage> passages;
    std::mutex mutex;
    std::condition_variable settled;
    bool waited_for = false;
    std::vector<std::string> seen;
    bool reported = false;

    void accept_all();
    static bool pass(const descriptor& from, const descriptor& to, passage& of,
                     void (passage::*note)(std::string_view));
    static void break_off(passage& broken);
    void move_bytes(passage& each, short client_events, short server_events);
    bool take_orders();
    void report();
    void run();
};

void counting_proxy::implementation::accept_all() {
    while (true) {
        descriptor client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (client.get() < 0) return;
        passage& fresh = passages.emplace_back();
        fresh.client = std::move(client);
        try {
            fresh.server = connect_to(target);
        } catch (const std::system_error&) { // nobody listens there: the client is to notice at once, too
            break_off(fresh);
            fresh.client = descriptor();
            continue;
        }
        send_at_once(fresh.client.get());
        send_at_once(fresh.server.get());
    }
}

/// \returns false when that direction is over.
bool counting_proxy::implementation::pass(const descriptor& from, const descriptor& to, passage& of,
                                          void (passage::*note)(std::string_view)) {
    std::array<char, 16384> buffer;
    const ssize_t received = ::recv(from.get(), buffer.data(), buffer.size(), 0);
    if (received < 0) {
        break_off(of);
        return false;
    }
    if (received == 0) {
        ::shutdown(to.get(), SHUT_WR);
        return false;
    }
    std::string_view bytes(buffer.data(), static_cast<std::size_t>(received));
    (of.*note)(bytes);
    while (!bytes.empty()) {
        const ssize_t sent = ::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) return true; // whoever does not want it any more may still have said something
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// A reset on one side is one on the other.
void counting_proxy::implementation::break_off(passage& broken) {
    const linger at_once{1, 0};
    for (const descriptor* each : {&broken.client, &broken.server}) // an error for one that is not open does no harm
        ::setsockopt(each->get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    broken.client_is_open = broken.server_is_open = false;
}

void counting_proxy::implementation::move_bytes(passage& each, short client_events, short server_events) {
    if (server_events != 0 && each.server_is_open)
        each.server_is_open = pass(each.server, each.client, each, &passage::note_server) && each.server_is_open;
    if (client_events != 0 && each.client_is_open)
        each.client_is_open = pass(each.client, each.server, each, &passage::note_client) && each.client_is_open;
    if (!each.client_is_open && !each.server_is_open) {
        each.client = descriptor();
        each.server = descriptor();
    }
}

/// \returns false when it is time to end.
bool counting_proxy::implementation::take_orders() {
    char what = 0;
    if (::read(orders[0].get(), &what, 1) != 1) return false;
    const std::lock_guard lock(mutex);
    waited_for = true;
    return what != 'e';
}

/// Everybody who connected before the question has been accepted by now.
void counting_proxy::implementation::report() {
    const std::lock_guard lock(mutex);
    if (!waited_for) return;
    const bool over = std::all_of(passages.begin(), passages.end(),
                                  [](const passage& each) { return !each.client_is_open && !each.server_is_open; });
    if (!over) return;
    for (const passage& each : passages) seen.push_back(each.beginning);
    passages.clear();
    waited_for = false;
    reported = true;
    settled.notify_all();
}

void counting_proxy::implementation::run() {
    while (true) {
        std::vector<pollfd> watched{{orders[0].get(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
        for (const passage& each : passages) {
            watched.push_back({each.client_is_open ? each.client.get() : -1, POLLIN, 0});
            watched.push_back({each.server_is_open ? each.server.get() : -1, POLLIN, 0});
        }
        if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
        std::size_t i = 2;
        for (passage& each : passages) {
            move_bytes(each, watched[i].revents, watched[i + 1].revents);
            i += 2;
        }
        if (watched[0].revents != 0 && !take_orders()) return;
        accept_all();
        report();
    }
}

counting_proxy::counting_proxy() : own_(std::make_unique<implementation>()) {
    own_->listener = listen_somewhere(port_);
    std::array<int, 2> pipe_ends{};
    if (::pipe2(pipe_ends.data(), O_CLOEXEC) != 0) fail("pipe2");
    own_->orders = {descriptor(pipe_ends[0]), descriptor(pipe_ends[1])};
    thread_ = std::thread([this] { own_->run(); });
}

counting_proxy::~counting_proxy() {
    order('e');
    thread_.join();
}

void counting_proxy::order(char what) {
    if (::write(own_->orders[1].get(), &what, 1) != 1) fail("write");
}

void counting_proxy::lead_to(std::uint16_t port) { own_->target = port; }

std::vector<std::string> counting_proxy::take() {
    order('?');
    std::unique_lock lock(own_->mutex);
    own_->settled.wait(lock, [&] { return own_->reported; });
    own_->reported = false;
    return std::exchange(own_->seen, {});
}

} // namespace tusk::test
