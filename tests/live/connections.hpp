// Connections to the server under test, and what several live tests ask of one.
#pragma once

#include "tests/support/live_server.hpp"

#include <tusk/errors.hpp>
#include <tusk/tusk.hpp>

#include <string>
#include <string_view>

namespace tusk::test {

/// A session of the role tusk over the Unix socket, where a login is quickest. `options` is appended to the URI.
[[nodiscard]] inline connection connect_locally(std::string_view options = {}) {
    return connect(the_server().socket_uri("tusk", "secret-tusk", options));
}

/// The same in autocommit.
[[nodiscard]] inline connection connect_in_autocommit(std::string_view options = {}) {
    connection session = connect_locally(options);
    session.autocommit(true);
    return session;
}

/// A session of the role tusk over TCP, with TLS and the server's certificate verified.
[[nodiscard]] inline connection connect_over_tls() { return connect(the_server().uri()); }

/// The only field of the only row that a statement returns.
template <class T, class... Values>
[[nodiscard]] T ask(connection& session, std::string_view sql, const Values&... values) {
    auto cursor = session.execute(sql, values...);
    const auto row = cursor.fetchone();
    if (!row || row->size() != 1 || cursor.fetchone()) throw std::logic_error("not one field of one row");
    return (*row)[0].template as<T>();
}

/// What a call throws, as `Error`; any other outcome fails the test that asked.
template <class Error, class Call>
[[nodiscard]] Error thrown_by(Call call) {
    try {
        call();
    } catch (const Error& thrown) {
        return thrown;
    }
    throw std::logic_error("nothing was thrown");
}

[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// The session answers, which shows that it is in step: the answer belongs to this very question.
[[nodiscard]] inline bool is_usable(connection& session) {
    static int token = 0;
    ++token;
    return ask<int>(session, "SELECT $1::int4", token) == token;
}

/// A table of its own for a test that needs two sessions; dropped at the end.
class shared_table {
public:
    explicit shared_table(std::string_view columns) : owner_(connect_in_autocommit()) {
        name_ = "live_" + std::to_string(owner_.backend_pid());
        owner_.execute("CREATE TABLE " + name_ + " (" + std::string(columns) + ")");
    }
    shared_table(const shared_table&) = delete;
    shared_table& operator=(const shared_table&) = delete;
    ~shared_table() {
        try {
            owner_.execute("DROP TABLE " + name_);
        } catch (const error&) {
            static_cast<void>(name_); // the server is thrown away with everything that is left in it
        }
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// As the owner's session sees it, in autocommit.
    [[nodiscard]] std::int64_t count() { return ask<std::int64_t>(owner_, "SELECT count(*) FROM " + name_); }
    [[nodiscard]] connection& owner() noexcept { return owner_; }

private:
    connection owner_;
    std::string name_;
};

} // namespace tusk::test
