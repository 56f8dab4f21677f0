/// \file
/// From a connect plan to a session: which hosts, addresses and encryption attempts are tried, in which order, and
/// what is a reason to try the next.
#pragma once

#include "auth/login.hpp"
#include "protocol/exchange.hpp"

#include <tusk/params.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::transport {

/// What to connect to, and how.
struct connect_plan {
    struct host {
        std::string name;    ///< a host name, a numeric address, or the folder of a Unix socket
        std::string address; ///< a numeric address that spares the look-up; may be empty
        std::uint16_t port;
        /// For this host alone, from the password file; null: the login's.
        std::shared_ptr<const auth::secret> password{};
    };

    std::vector<host> hosts; ///< at least one
    host_order order = host_order::disable;
    ssl_mode mode = ssl_mode::prefer;
    ssl_negotiation negotiation = ssl_negotiation::postgres;
    target_session target = target_session::any;
    /// A server that never asked for our certificate will not do (sslcertmode=require). The handshake sees to that; one
    /// that lets us in without any is refused afterwards, as libpq does.
    bool certificate_request_demanded = false;
    auth::login_request login;
    std::string dbname{}; ///< what the login's settings ask for, to be told
    std::string schema{}; ///< to be put at the head of the search path; empty: it stays as it is
};

/// Whether a host's name is the folder of a Unix socket, `@` standing for the abstract namespace.
[[nodiscard]] bool is_socket_folder(std::string_view name) noexcept;

/// A session that is ready.
struct established {
    protocol::endpoint place;
    bool encrypted = false;
    bool direct = false;       ///< the encryption began with the first byte
    protocol::tls_session tls; ///< when encrypted
    auth::login_outcome login;
};

/// Tries the plan's hosts, all addresses of each, until a session of the kind wanted stands. A server's refusal ends
/// the search, unless another sslmode attempt or a server that is not ready (57P03) makes the next one worth trying.
/// \throws the only attempt's error; with several attempts one operational_error that lists them all
protocol::exchange<established> establish(protocol::channel& ch, const connect_plan& plan);

/// Asks the server at `session.place` to cancel what the session runs, over a connection of its own that is encrypted
/// as the session's is, and waits until the server has taken note.
protocol::exchange<void> cancel(protocol::channel& ch, const established& session);

} // namespace tusk::transport
