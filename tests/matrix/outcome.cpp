#include "tests/matrix/outcome.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <span>

namespace tusk::test {

namespace {

struct reason {
    std::string_view what;
    std::vector<std::string_view> said_as; ///< any of these
};

/// Why a client gives up, by the words of either. The first that fits counts.
const std::vector<reason>& reasons() {
    static const std::vector<reason> all{
        {"the parameters contradict each other",
         {"weak sslmode", "invalid", "cannot be mixed", "connection parameter "}},
        {"the server has no TLS", {"server does not support SSL", "does not offer TLS"}},
        {"the server ended the connection",
         {"alert", "SSL SYSCALL error", "closed the connection", "has been closed", "onnection reset", "roken pipe"}},
        {"nobody listens", {"onnection refused"}},
        {"the server's protocol is too old",
         {"protocol version not supported by server", "the server speaks protocol",
          "server only supports protocol version"}},
        {"the list of revoked certificates is unusable", {"revocation list"}},
        {"the certificate is made out for another host", {"server certificate for", "the server's certificate is for"}},
        {"the server's certificate is not trusted", {"certificate verify failed", "certificate is not trusted"}},
        {"there is no host name to verify", {"host name must be specified", "compares the server's certificate with"}},
        {"there is no root certificate", {"root certificate"}},
        {"channel binding is not to be had", {"hannel binding", "channel_binding"}},
        {"no server is of the kind wanted", {"session is", "hot standby", "will not do"}},
        {"the server does not ask for a certificate",
         {"did not request an SSL certificate", "without a valid SSL certificate", "sslcertmode"}},
        {"the way to log in is refused", {"authentication method requirement", "require_auth"}},
        {"the client's certificate or key is unusable", {"private key", "certificate file", "sslcert", "sslkey"}},
        {"there is no password", {"no password supplied", "set password"}},
    };
    return all;
}

/// The last line that says why, of a list of attempts.
std::string_view last_attempt(std::string_view message) {
    const auto begin = message.rfind("connection to server at");
    return begin == std::string_view::npos ? message : message.substr(begin);
}

std::string reason_of(std::string_view message) {
    for (const reason& each : reasons())
        if (std::any_of(each.said_as.begin(), each.said_as.end(),
                        [&](std::string_view words) { return message.find(words) != std::string_view::npos; }))
            return std::string(each.what);
    return "something else: " + std::string(message);
}

/// The port that a server names is the proxy's own connection to it, another one each time.
std::string server_error(std::string_view severity, std::string_view sqlstate, std::string_view text) {
    return std::string(severity) + ' ' + std::string(sqlstate) + ": " + std::string(text);
}

} // namespace

std::string connect_outcome::summary() const {
    if (connected) return result.substr(0, result.find(','));
    if (result.starts_with("FATAL ")) return result.substr(0, result.find(':'));
    return result.substr(0, result.find(':'));
}

std::string connect_outcome::ways() const {
    if (connections.empty()) return "no connection";
    std::string text;
    for (const std::string& each : connections) text.append(text.empty() ? "" : " + ").append(each);
    return text;
}

std::string connect_outcome::describe() const { return result + ", after " + ways(); }

// The verbose form of the server's words: "FATAL:  28P01: password authentication failed …\nLOCATION:  …".
connect_outcome refused_by_libpq(std::string_view message) {
    const std::string_view last = last_attempt(message);
    connect_outcome how;
    how.words = message;
    const auto severity = last.find("FATAL:  ");
    if (severity == std::string_view::npos) {
        how.result = reason_of(last);
        return how;
    }
    const std::string_view error = last.substr(severity + 8);
    const auto colon = error.find(": ");
    const std::string_view text = error.substr(colon + 2);
    how.result = server_error("FATAL", error.substr(0, colon), text.substr(0, text.find('\n')));
    return how;
}

connect_outcome refused_by_tusk(const std::exception& thrown) {
    connect_outcome how;
    how.words = thrown.what();
    const auto* error = dynamic_cast<const database_error*>(&thrown);
    if (error != nullptr && error->report() != nullptr)
        how.result = server_error(error->report()->severity, error->sqlstate(), error->report()->message);
    else {
        std::string_view last(how.words);
        last = last.substr(last.rfind('\n') + 1);
        how.result = reason_of(last);
    }
    return how;
}

} // namespace tusk::test
