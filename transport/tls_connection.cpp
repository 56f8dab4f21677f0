#include "transport/tls_connection.hpp"

#include "transport/certificate.hpp"
#include "transport/openssl_error.hpp"
#include "transport/socket_address.hpp"
#include "transport/socket_bio.hpp"

#include <tusk/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string_view>

namespace tusk::transport {

namespace {

const char* cut_off_text(bool established) noexcept {
    // RFC 8446, section 6.1: without the closing alert the end may be an attacker's doing.
    if (established) return "the TLS connection was cut off: it ended without TLS's closing alert";
    return "the server closed the connection during the TLS handshake. Its log may say why; the client's certificate "
           "or its TLS versions may not suit it";
}

} // namespace

void tls_connection::free_connection::operator()(SSL* connection) const noexcept { SSL_free(connection); }

tls_connection::tls_connection(std::shared_ptr<const tls_context> context, const protocol::endpoint& server)
    : context_(std::move(context)), connection_(SSL_new(context_->native_handle())), host_(server.host) {
    BIO* const bio = connection_ ? new_socket_bio() : nullptr;
    if (bio == nullptr) throw operational_error("TLS could not be set up: " + take_openssl_reason());
    SSL_set_bio(connection_.get(), bio, bio);
    const tls_settings& settings = context_->settings();
    if (settings.verify == verification::chain_and_name && host_.empty())
        throw operational_error("sslmode=verify-full compares the server's certificate with the host's name, but only "
                                "an address was given. Give host as well, or use sslmode=verify-ca.");
    // RFC 6066, section 3: literal IP addresses are not permitted there.
    if (settings.server_name_indication && !host_.empty() && parse_ip_address(host_).size == 0)
        SSL_set_tlsext_host_name(connection_.get(), host_.c_str());
}

void tls_connection::prepare(socket& wire) noexcept {
    attach(SSL_get_rbio(connection_.get()), wire);
    // SSL_get_error looks into the thread's error queue, where anybody's old errors may lie.
    ERR_clear_error();
}

io_result tls_connection::handshake(socket& wire) {
    if (failed_) return io_result::failure();
    prepare(wire);
    const int returned = SSL_connect(connection_.get());
    return returned == 1 ? verify_peer() : explain(wire, returned);
}

io_result tls_connection::read_some(socket& wire, std::span<std::byte> room) {
    if (failed_) return io_result::failure();
    std::size_t received = 0;
    do {
        prepare(wire);
        std::size_t count = 0;
        const auto free_room = room.subspan(received);
        const int returned = SSL_read_ex(connection_.get(), free_room.data(), free_room.size(), &count);
        received += count;
        if (returned != 1) {
            // What was received before a failure is handed out first; `explain` remembers the failure for later.
            const io_result result = explain(wire, returned);
            return received != 0 ? io_result::moved(received) : result;
        }
        // A record holds at most 16 kB: go on while more of them are here already.
    } while (received < room.size() && has_buffered_input());
    return io_result::moved(received);
}

io_result tls_connection::write_some(socket& wire, protocol::byte_view bytes) {
    if (failed_) return io_result::failure();
    prepare(wire);
    std::size_t count = 0;
    const int returned = SSL_write_ex(connection_.get(), bytes.data(), bytes.size(), &count);
    return returned == 1 ? io_result::moved(count) : explain(wire, returned);
}

void tls_connection::say_goodbye(socket& wire) noexcept {
    if (failed_ || !established_) return;
    prepare(wire);
    SSL_shutdown(connection_.get());
    ERR_clear_error();
}

bool tls_connection::has_buffered_input() const noexcept { return SSL_has_pending(connection_.get()) == 1; }

io_result tls_connection::explain(const socket& wire, int returned) {
    switch (SSL_get_error(connection_.get(), returned)) {
    case SSL_ERROR_WANT_READ: return io_result::blocked(interest::readable);
    case SSL_ERROR_WANT_WRITE: return io_result::blocked(interest::writable);
    case SSL_ERROR_ZERO_RETURN: return io_result::ended();
    case SSL_ERROR_SYSCALL: return fail(broken_off(wire));
    default: return fail(explain_protocol_failure());
    }
}

std::string tls_connection::broken_off(const socket& wire) const {
    if (BIO_eof(SSL_get_rbio(connection_.get())) == 0) return wire.error_text();
    return cut_off_text(established_);
}

std::string tls_connection::explain_protocol_failure() const {
    const int reason = ERR_GET_REASON(ERR_peek_error());
    if (reason == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        ERR_clear_error();
        return cut_off_text(established_);
    }
    std::string text = take_openssl_reason();
    const long verified = SSL_get_verify_result(connection_.get());
    if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED && verified != X509_V_OK)
        return text + ": " + X509_verify_cert_error_string(verified) +
               ". Whoever answered may not be the server you mean; if it is, the certificate of the authority that "
               "signed the server's must be in the file that sslrootcert names";
    if (reason == SSL_R_WRONG_VERSION_NUMBER) text += ". What answered does not speak TLS";
    if (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
        text += ". The server and this client have no TLS version in common; ssl_min_protocol_version sets the "
                "client's lowest";
    return text;
}

io_result tls_connection::verify_peer() {
    const tls_settings& settings = context_->settings();
    X509* const certificate = SSL_get0_peer_certificate(connection_.get());
    if (settings.verify != verification::none) {
        // OpenSSL has ended the handshake already if this fails; a second look costs nothing.
        if (certificate == nullptr) return fail("the server showed no certificate");
        if (SSL_get_verify_result(connection_.get()) != X509_V_OK)
            return fail("the server's certificate could not be verified");
    }
    if (settings.verify == verification::chain_and_name && !certificate_names(certificate, host_))
        return fail("the server's certificate is for " + names_in(certificate) + ", not for \"" + host_ +
                    "\". Connect to the name in the certificate, or give it in host and the address in hostaddr");
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(connection_.get(), &name, &size);
    const std::string_view chosen(reinterpret_cast<const char*>(name), size);
    if (settings.require_alpn && chosen != "postgresql")
        return fail("the server did not confirm by ALPN that it speaks PostgreSQL's protocol; sslnegotiation=direct "
                    "needs PostgreSQL 17 or later");
    established_ = true;
    return io_result::moved(0);
}

protocol::tls_session tls_connection::session() const {
    protocol::tls_session result;
    result.version = SSL_get_version(connection_.get());
    result.cipher = SSL_get_cipher_name(connection_.get());
    if (const X509* certificate = SSL_get0_peer_certificate(connection_.get()))
        result.end_point_hash = end_point_hash(certificate);
    return result;
}

io_result tls_connection::fail(std::string trouble) {
    failed_ = true;
    trouble_ = std::move(trouble);
    return io_result::failure();
}

} // namespace tusk::transport
