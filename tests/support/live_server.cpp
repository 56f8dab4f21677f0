#include "tests/support/live_server.hpp"

#include <cctype>
#include <cstdlib>
#include <stdexcept>

namespace tusk::test {

namespace {

std::string from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0')
        throw std::runtime_error("no server to test with: " + name +
                                 " is not set. Run the tests by `./dev test`, or start the servers yourself: "
                                 "tests/support/servers start 15 18 && eval \"$(tests/support/servers env)\"");
    return value;
}

live_server read_environment() {
    live_server server;
    server.version = from_environment("TUSK_TEST_SERVER");
    if (server.version == "own") {
        server.own_uri = from_environment("TUSK_TEST_URI");
        return server;
    }
    server.host = "localhost";
    server.port = std::stoi(from_environment("TUSK_TEST_PORT_" + server.version));
    server.socket_dir = from_environment("TUSK_TEST_SOCKET_" + server.version);
    server.ca_file = from_environment("TUSK_TEST_CA_" + server.version);
    server.wrong_ca_file = from_environment("TUSK_TEST_WRONG_CA");
    return server;
}

std::string compose(std::string_view user, std::string_view password, std::string_view host, int port,
                    std::string_view options) {
    std::string uri = "postgresql://" + percent_encoded(user) + ":" + percent_encoded(password) + "@" +
                      percent_encoded(host) + ":" + std::to_string(port) + "/tusk";
    if (!options.empty()) uri.append("?").append(options);
    return uri;
}

} // namespace

std::string live_server::uri() const {
    if (!own_uri.empty()) return own_uri;
    return uri("tusk", "secret-tusk", verified_tls());
}

std::string live_server::uri(std::string_view user, std::string_view password, std::string_view options) const {
    return compose(user, password, host, port, options);
}

std::string live_server::socket_uri(std::string_view user, std::string_view password, std::string_view options) const {
    return compose(user, password, socket_dir, port, options);
}

std::string live_server::verified_tls() const { return "sslmode=verify-full&sslrootcert=" + percent_encoded(ca_file); }

const live_server& the_server() {
    static const live_server server = read_environment();
    return server;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos)
            result += c;
        else
            result.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return result;
}

} // namespace tusk::test
