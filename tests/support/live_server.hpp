// The PostgreSQL server that a live test talks to, as `./dev test` names it in the environment.
#pragma once

#include <string>
#include <string_view>

namespace tusk::test {

/// One server of tests/support/servers, whose comment lists its roles with their passwords. Every text is plain, not
/// percent-encoded; the functions that build URIs encode what needs it.
struct live_server {
    std::string version;       ///< "15", "18"; "own" for the server that TUSK_TEST_URI names
    std::string host;          ///< "localhost": the name in the server's certificate, beside 127.0.0.1
    int port = 0;              ///< the TCP port, which also names the Unix socket
    std::string socket_dir;    ///< the folder of the Unix socket
    std::string ca_file;       ///< the authority that signed the server's certificate
    std::string wrong_ca_file; ///< an authority that did not
    std::string own_uri;       ///< TUSK_TEST_URI when `version` is "own"; then all the others are empty

    /// A URI that logs in, with no more said: TUSK_TEST_URI, or the role tusk over TCP with the server's certificate
    /// verified. For tests that run on any server.
    [[nodiscard]] std::string uri() const;

    /// A URI over TCP to the database tusk. `options` is appended as the query: "sslmode=disable&connect_timeout=3".
    [[nodiscard]] std::string uri(std::string_view user, std::string_view password,
                                  std::string_view options = {}) const;

    /// The same over the Unix socket.
    [[nodiscard]] std::string socket_uri(std::string_view user, std::string_view password,
                                         std::string_view options = {}) const;

    /// "sslmode=verify-full&sslrootcert=…": the options with which this server's certificate passes every check.
    [[nodiscard]] std::string verified_tls() const;
};

/// The server that CTest chose for this run of the program (TUSK_TEST_SERVER). Throws std::runtime_error, with what to
/// do, where none runs: a live test without a server fails.
[[nodiscard]] const live_server& the_server();

/// `text` with everything but letters, digits and "-._~" percent-encoded (RFC 3986 section 2.1).
[[nodiscard]] std::string percent_encoded(std::string_view text);

} // namespace tusk::test
