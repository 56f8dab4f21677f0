#include "tests/support/mock_connection.hpp"

#include "tests/support/script.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tusk::test {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw script_interrupted("mock server: " + what + ": " + std::generic_category().message(errno));
}

int choose_postgresql(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                      unsigned offered_size, void*) {
    static constexpr std::string_view known("\x0apostgresql", 11);
    const auto* ours = reinterpret_cast<const unsigned char*>(known.data());
    unsigned char* found = nullptr;
    const int result = SSL_select_next_proto(&found, size, ours, known.size(), offered, offered_size);
    *chosen = found;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

} // namespace

void mock_connection::free_tls::operator()(SSL* tls) const noexcept { SSL_free(tls); }
void mock_connection::free_tls::operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }

mock_connection::mock_connection(int connected, int stop, std::chrono::milliseconds patience)
    : socket_(connected), stop_(stop), patience_(patience) {
    fcntl(socket_, F_SETFL, O_NONBLOCK);
}

mock_connection::~mock_connection() { cut(); }

void mock_connection::wait(short events) const {
    std::array<pollfd, 2> watched{pollfd{socket_, events, 0}, pollfd{stop_, POLLIN, 0}};
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(patience_.count()));
    if (ready < 0 && errno != EINTR) fail("poll");
    if (ready == 0) throw script_interrupted("mock server: the client does nothing for too long");
    if (watched[1].revents != 0) throw script_interrupted("mock server: stopped before the script was over");
}

void mock_connection::retry_tls(int returned, const char* what) const {
    switch (SSL_get_error(tls_.get(), returned)) {
    case SSL_ERROR_WANT_READ: return wait(POLLIN);
    case SSL_ERROR_WANT_WRITE: return wait(POLLOUT);
    default: break;
    }
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    ERR_clear_error();
    throw script_interrupted(std::string("mock server: ") + what + ": " +
                             (reason != nullptr ? reason : "connection lost"));
}

bool mock_connection::receive(std::string& bytes) {
    std::array<char, 65536> room{};
    for (;;) {
        if (tls_) {
            const int count = SSL_read(tls_.get(), room.data(), room.size());
            if (count <= 0 && SSL_get_error(tls_.get(), count) == SSL_ERROR_ZERO_RETURN) return false;
            if (count > 0) return bytes.append(room.data(), static_cast<std::size_t>(count)), true;
            retry_tls(count, "receive");
            continue;
        }
        const ssize_t count = recv(socket_, room.data(), room.size(), 0);
        if (count >= 0) return bytes.append(room.data(), static_cast<std::size_t>(count)), count > 0;
        if (errno != EAGAIN && errno != EINTR) fail("receive");
        wait(POLLIN);
    }
}

void mock_connection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        if (tls_) {
            const int count = SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
            if (count > 0)
                bytes.remove_prefix(static_cast<std::size_t>(count));
            else
                retry_tls(count, "send");
            continue;
        }
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (errno == EAGAIN || errno == EINTR)
            wait(POLLOUT);
        else
            fail("send");
    }
}

void mock_connection::start_tls(const tls_behaviour& behaviour) {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    // Certificates with SHA-1 signatures are among those that clients are tested with.
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_mode(context_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (behaviour.confirm_alpn) SSL_CTX_set_alpn_select_cb(context_.get(), choose_postgresql, nullptr);
    SSL_CTX_set_max_proto_version(context_.get(), behaviour.newest_version);
    if (SSL_CTX_use_certificate(context_.get(), behaviour.identity.x509()) != 1 ||
        SSL_CTX_use_PrivateKey(context_.get(), behaviour.identity.key()) != 1)
        throw script_error("mock server: OpenSSL does not take the certificate");
    if (const certificate* authority = behaviour.asks_for_certificates_of) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), authority->x509());
        SSL_CTX_set_verify(context_.get(),
                           SSL_VERIFY_PEER | (behaviour.demands_certificate ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                           nullptr);
    }
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    for (;;) {
        const int returned = SSL_accept(tls_.get());
        if (returned == 1) return;
        retry_tls(returned, "handshake");
    }
}

void mock_connection::close() {
    if (tls_) SSL_shutdown(tls_.get());
    cut();
}

void mock_connection::cut() {
    tls_.reset();
    if (socket_ != -1) ::close(std::exchange(socket_, -1));
}

void mock_connection::reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    cut();
}

} // namespace tusk::test
