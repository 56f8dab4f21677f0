/// \file
/// What a server does in a test, step by step. The same script is played by a simulated server without sockets
/// (simulated_server.hpp) and by a real one in a thread (mock_server.hpp).
///
///     script().expect_startup().give("S").start_tls()
///             .expect_startup()
///             .give(authentication_ok + ready_for_query)
///             .expect_message('X').expect_close();
#pragma once

#include "protocol/exchange.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk::test {

/// The client did something else than the script says, or the script cannot be played: a failure of the test.
class script_error : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// The connection ended, or nothing came, before the script was over. The client may have had a reason.
class script_interrupted : public script_error {
public:
    using script_error::script_error;
};

/// Looks at a whole message from the client, header included, and answers what to send for it.
using reaction = std::function<std::string(std::string_view message)>;

struct step {
    enum class kind {
        accept,           // the client connects; what was open before is closed
        refuse,           // the client tries to connect and fails (simulated only)
        resolve,          // the client asks for a name's addresses, and gets these (simulated only)
        expect_bytes,     // exactly `bytes`
        expect_startup,   // a message without a type byte: StartupMessage, SSLRequest, GSSENCRequest, CancelRequest
        expect_message,   // a message of type `type`
        expect_tls_hello, // a TLS record with the beginning of a handshake (RFC 8446, section 5.1)
        give,             // `bytes`
        start_tls,        // the handshake
        pause,            // nothing for a while (a simulated server does not wait)
        close,            // end of the stream, orderly
        cut,              // end of the stream, without TLS's closing alert if there is TLS
        reset,            // the connection breaks
        expect_close,     // the client closes
    };

    kind what;
    std::string bytes{};
    char type = 0;
    reaction react{};
    std::vector<protocol::endpoint> addresses{};
    protocol::tls_session tls{};
    std::chrono::milliseconds time{0};

    /// "expect a message of type 'Q'": for messages.
    [[nodiscard]] std::string describe() const;
};

class script {
public:
    using kind = step::kind;

    script& accept() { return add({kind::accept}); }
    script& refuse(std::string why = "Connection refused") { return add({kind::refuse, std::move(why)}); }
    script& resolve(std::vector<protocol::endpoint> addresses);
    script& expect(std::string bytes) { return add({kind::expect_bytes, std::move(bytes)}); }
    script& expect_startup(reaction react = {}) { return add({kind::expect_startup, {}, 0, std::move(react)}); }
    script& expect_message(char type, reaction react = {}) {
        return add({kind::expect_message, {}, type, std::move(react)});
    }
    /// `types`: one message for each letter, as in "PBDES".
    script& expect_messages(std::string_view types);
    /// The beginning of a TLS handshake that this server does not answer.
    script& expect_tls_hello() { return add({kind::expect_tls_hello}); }
    script& give(std::string bytes) { return add({kind::give, std::move(bytes)}); }
    /// `answer` is what a simulated handshake establishes; a real one establishes what it does.
    script& start_tls(protocol::tls_session answer = {"TLSv1.3", "TLS_AES_256_GCM_SHA384", {}});
    script& pause(std::chrono::milliseconds time);
    script& close() { return add({kind::close}); }
    script& cut() { return add({kind::cut}); }
    script& reset() { return add({kind::reset}); }
    script& expect_close() { return add({kind::expect_close}); }

    /// The connection stands and the login is over when the exchange begins: the channel has seen a ReadyForQuery.
    script& after_login() {
        after_login_ = true;
        return *this;
    }

    [[nodiscard]] const std::vector<step>& steps() const noexcept { return steps_; }
    [[nodiscard]] bool begins_after_login() const noexcept { return after_login_; }
    /// The exchange itself connects; otherwise a connection stands when it begins.
    [[nodiscard]] bool begins_unconnected() const noexcept;
    /// No real server can play it.
    [[nodiscard]] bool only_simulated() const noexcept;
    /// All bytes that the server gives by itself.
    [[nodiscard]] std::size_t given() const noexcept;

private:
    script& add(step next) {
        steps_.push_back(std::move(next));
        return *this;
    }

    std::vector<step> steps_;
    bool after_login_ = false;
};

/// How many bytes of `received` a step that expects takes; 0: not all of them have come. It is checked byte for byte as
/// far as it has come.
/// \throws script_error when they are not what the step expects.
[[nodiscard]] std::size_t match(const step& expected, std::string_view received);

/// Readable bytes: "Q\x00\x00\x00\x0d…", shortened.
[[nodiscard]] std::string show(std::string_view bytes);

} // namespace tusk::test
