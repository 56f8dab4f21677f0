#include "bench/replay/client_session.hpp"

#include "bench/live/support/big_endian.hpp"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <system_error>

namespace bench::replay {

namespace {

struct hung_up {};

constexpr std::int32_t ssl_request = 80877103, gss_request = 80877104;
constexpr std::string_view idle = "I";

/// Whether a Bind asks for its results in binary: behind two names and the parameters with their formats.
bool asks_for_binary(std::string_view bind) {
    for (int name = 0; name < 2; ++name) bind.remove_prefix(bind.find('\0') + 1);
    const auto number = [&bind] {
        const auto taken = load<std::uint16_t>(bind.data());
        bind.remove_prefix(sizeof taken);
        return taken;
    };
    bind.remove_prefix(number() * sizeof(std::int16_t));
    for (int left = number(); left > 0; --left) {
        const auto length = load<std::int32_t>(bind.data());
        bind.remove_prefix(sizeof length + static_cast<std::size_t>(length < 0 ? 0 : length));
    }
    return number() != 0 && number() == 1;
}

} // namespace

void client_session::run() try {
    log_in();
    while (true) {
        need(1);
        const char type = take(1).front();
        const std::string_view body = take_untyped_message();
        if (type == 'X') return;
        answer(type, body);
    }
} catch (const hung_up&) {
}

void client_session::log_in() {
    while (true) {
        const std::string_view body = take_untyped_message();
        const auto version = load<std::int32_t>(body.data());
        if (version != ssl_request && version != gss_request) break;
        send("N");
    }
    say('R', std::string_view("\0\0\0\0", 4)); // AuthenticationOk
    said_ += answers_->parameters;
    say('K', std::string_view("\0\0\0\1\0\0\0\1", 8)); // BackendKeyData
    say('Z', idle);
    flush();
}

void client_session::answer(char type, std::string_view body) {
    switch (type) {
    case 'P': return say('1');
    case 'B': binary_ = asks_for_binary(body); return say('2');
    case 'C': return say('3');
    case 'D':
        if (body.front() == 'S') said_ += answers_->parameter_description;
        said_ += body.front() == 'P' && binary_ ? answers_->binary_columns : answers_->text_columns;
        return;
    case 'E': return flush(binary_ ? answers_->binary_rows : answers_->text_rows);
    case 'H': return flush();
    case 'S': say('Z', idle); return flush();
    case 'Q': return answer_query(body);
    default: throw std::system_error(EPROTO, std::generic_category(), std::string("no answer to a message ") + type);
    }
}

/// A simple query: settings are acknowledged, everything else is taken for the recorded statement.
void client_session::answer_query(std::string_view sql) {
    if (sql.substr(0, 6) == "SELECT") {
        said_ += answers_->text_columns;
        flush(answers_->text_rows);
    } else {
        say('C', std::string_view("SET\0", 4));
    }
    say('Z', idle);
    flush();
}

void client_session::need(std::size_t size) {
    if (next_ == received_.size()) {
        received_.clear();
        next_ = 0;
    }
    while (received_.size() - next_ < size) {
        char buffer[8192];
        const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count <= 0) throw hung_up();
        received_.append(buffer, static_cast<std::size_t>(count));
    }
}

std::string_view client_session::take(std::size_t size) {
    const std::string_view taken(received_.data() + next_, size);
    next_ += size;
    return taken;
}

std::string_view client_session::take_untyped_message() {
    need(sizeof(std::int32_t));
    const auto size = load<std::uint32_t>(received_.data() + next_);
    need(size);
    return take(size).substr(sizeof size);
}

void client_session::say(char type, std::string_view body) {
    char header[5] = {type};
    store(header + 1, static_cast<std::int32_t>(body.size() + sizeof(std::int32_t)));
    said_.append(header, sizeof header).append(body);
}

void client_session::flush(std::string_view then) {
    send(said_);
    said_.clear();
    send(then);
}

void client_session::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) throw hung_up();
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

} // namespace bench::replay
