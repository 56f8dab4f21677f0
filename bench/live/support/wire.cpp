#include "bench/live/support/wire.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace bench::wire {

namespace {

constexpr std::size_t buffer_size = 256 * 1024;
constexpr std::size_t block_size = 1024 * 1024; // of what is kept
constexpr std::int32_t protocol_3_0 = 196608;

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

int connect_to(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::invalid_argument("too long for a Unix socket: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int opened = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (opened < 0) throw_errno("socket");
    if (::connect(opened, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(opened);
        throw_errno(path.c_str());
    }
    return opened;
}

void wait_for(int socket, short events) {
    pollfd waited{socket, events, 0};
    while (::poll(&waited, 1, -1) < 0)
        if (errno != EINTR) throw_errno("poll");
}

} // namespace

std::string keyword(const std::string& conninfo, std::string_view name) {
    std::istringstream words(conninfo);
    for (std::string word; words >> word;)
        if (word.size() > name.size() && word.compare(0, name.size(), name) == 0 && word[name.size()] == '=')
            return word.substr(name.size() + 1);
    return {};
}

void request::parse(std::string_view name, std::string_view sql) {
    begin('P');
    string(name);
    string(sql);
    number(std::int16_t{0}); // the server infers the parameters' types
    end();
}

void request::describe_statement(std::string_view name) {
    begin('D');
    raw("S");
    string(name);
    end();
}

void request::describe_portal() {
    begin('D');
    raw("P");
    string("");
    end();
}

void request::begin_bind(std::string_view statement, std::int16_t parameters) {
    begin('B');
    string("");
    string(statement);
    number(std::int16_t{1}); // one format for all parameters: binary
    number(std::int16_t{1});
    number(parameters);
}

void request::end_bind(std::int16_t result_format) {
    number(std::int16_t{1}); // one format for all columns
    number(result_format);
    end();
}

void request::execute() {
    begin('E');
    string("");
    number(std::int32_t{0}); // all rows
    end();
}

void request::sync() {
    begin('S');
    end();
}

void request::query(std::string_view sql) {
    begin('Q');
    string(sql);
    end();
}

connection::connection(const std::string& conninfo)
    : buffer_(std::make_unique_for_overwrite<char[]>(buffer_size)), capacity_(buffer_size) {
    const std::string user = keyword(conninfo, "user"), database = keyword(conninfo, "dbname");
    socket_ = connect_to(keyword(conninfo, "host") + "/.s.PGSQL." + keyword(conninfo, "port"));
    log_in(user, database);
}

connection::~connection() { ::close(socket_); }

void connection::log_in(const std::string& user, const std::string& database) {
    request startup;
    startup.begin_untyped();
    startup.number(protocol_3_0);
    startup.string("user");
    startup.string(user);
    startup.string("database");
    startup.string(database);
    startup.string("");
    startup.end();
    send(startup);
    while (true) {
        const message answer = receive();
        if (answer.type == 'R' && load<std::int32_t>(answer.body) != 0)
            throw std::runtime_error("the server wants a password: the floor logs in by trust alone");
        if (answer.type == 'S') parameters_.append(answer.body - frame_header, answer.size + frame_header);
        if (answer.type == 'Z') return;
    }
}

void connection::send(const request& messages) {
    std::string_view left = messages.bytes();
    while (!left.empty()) {
        const ssize_t sent = ::send(socket_, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent < 0) throw_errno("send");
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
    must_wait_ = true;
}

message connection::receive() {
    std::size_t size = 0;
    while ((size = complete_frame()) == 0) fill();
    const char* const frame = buffer_.get() + next_;
    next_ += size;
    const message received{frame[0], frame + frame_header, size - frame_header};
    if (received.type == 'E') fail(received);
    return received;
}

void connection::finish() {
    rows([](const char*) {});
}

void connection::prepare(std::string_view name, std::string_view sql) {
    request messages;
    messages.parse(name, sql);
    messages.sync();
    send(messages);
    finish();
}

void connection::fail(const message& error) {
    std::string text;
    for (std::size_t i = 0; i < error.size; ++i) text += error.body[i] == '\0' ? ' ' : error.body[i];
    throw std::runtime_error("the server says: " + text);
}

void connection::keep(std::vector<block>& kept) {
    next_ = end_ = 0; // nothing is unread between two answers
    kept_ = &kept;
    finish();
    kept_ = nullptr;
    kept.push_back({std::move(buffer_), end_});
    buffer_ = std::make_unique_for_overwrite<char[]>(buffer_size);
    capacity_ = buffer_size;
    next_ = end_ = 0;
}

void connection::make_room() {
    const std::size_t left = end_ - next_;
    const std::size_t needed =
        left < frame_header ? 0 : 1 + std::size_t{load<std::uint32_t>(buffer_.get() + next_ + 1)};
    if (kept_ != nullptr ? end_ < capacity_ : needed <= capacity_) {
        if (kept_ != nullptr) return;
        if (next_ != 0) std::memmove(buffer_.get(), buffer_.get() + next_, left);
    } else {
        const std::size_t size = std::max(needed, kept_ != nullptr ? block_size : needed);
        auto larger = std::make_unique_for_overwrite<char[]>(size);
        std::memcpy(larger.get(), buffer_.get() + next_, left);
        if (kept_ != nullptr) kept_->push_back({std::move(buffer_), next_});
        buffer_ = std::move(larger);
        capacity_ = size;
    }
    next_ = 0;
    end_ = left;
}

bool connection::receive_available() {
    const ssize_t received = ::recv(socket_, buffer_.get() + end_, capacity_ - end_, MSG_DONTWAIT);
    if (received == 0) throw std::runtime_error("the server closed the connection");
    if (received < 0 && errno != EAGAIN && errno != EINTR) throw_errno("recv");
    if (received > 0) end_ += static_cast<std::size_t>(received);
    return received > 0;
}

void connection::fill() {
    make_room();
    // The answer to what was just sent is not there yet; in a stream more bytes mostly are.
    while (must_wait_ || !receive_available()) {
        wait_for(socket_, POLLIN);
        must_wait_ = false;
    }
}

void connection::drop_received() {
    make_room();
    if (!receive_available()) return;
    while (complete_frame() != 0) static_cast<void>(receive());
}

} // namespace bench::wire
