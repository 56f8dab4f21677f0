/// \file
/// What came of an attempt to connect, in words that do not depend on who tried.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

struct connect_outcome {
    bool connected = false;
    /// What is compared. Connected: encryption, the certificate shown, the login, as the server saw it. Refused: the
    /// server's SQLSTATE and words, or why the client gave up (`reason_of`).
    std::string result;
    /// The connections that the server saw, each by how it began (counting_proxy::take).
    std::vector<std::string> connections;
    std::string words{}; ///< the whole message, for whoever looks at a difference

    /// "TLS", "in the clear", "FATAL 28P01", "the server has no TLS": for the table.
    [[nodiscard]] std::string summary() const;
    /// "SSLRequest S TLS + startup".
    [[nodiscard]] std::string ways() const;
    [[nodiscard]] bool same_as(const connect_outcome& other) const {
        return connected == other.connected && result == other.result && connections == other.connections;
    }
    /// "result, after SSLRequest S TLS + startup".
    [[nodiscard]] std::string describe() const;
};

/// The outcome of a refusal by libpq with that message (in its verbose form). Of several attempts the last one
/// counts.
[[nodiscard]] connect_outcome refused_by_libpq(std::string_view message);
/// The outcome of what tusk threw.
[[nodiscard]] connect_outcome refused_by_tusk(const std::exception& thrown);

} // namespace tusk::test
