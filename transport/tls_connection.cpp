#include "transport/tls_connection.hpp"

#include "transport/certificate.hpp"
#include "transport/openssl_error.hpp"
#include "transport/socket_address.hpp"
#include "transport/socket_bio.hpp"

#include <tusk/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>
#include <utility>

namespace tusk::transport {

namespace {

/// OpenSSL calls this when the server asks for our certificate.
int note_certificate_request(SSL*, void* requested) noexcept {
    *static_cast<bool*>(requested) = true;
    return 1;
}

/// The server's alerts that concern our certificate (RFC 8446, section 6.2). With TLS 1.3 they come after the
/// handshake.
bool is_about_our_certificate(int reason) noexcept {
    switch (reason) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN: return true;
    default: return false;
    }
}

const char* cut_off_text(bool established) noexcept {
    // RFC 8446, section 6.1: without the closing alert the end may be an attacker's doing.
    if (established) return "the TLS connection was cut off: it ended without TLS's closing alert";
    return "the server closed the connection during the TLS handshake. Its log may say why; the client's certificate "
           "or its TLS versions may not suit it";
}

} // namespace

void tls_connection::free_connection::operator()(SSL* connection) const noexcept { SSL_free(connection); }

tls_connection::tls_connection(std::shared_ptr<const tls_context> context, const protocol::endpoint& server)
    : context_(std::move(context)), host_(server.host), certificate_requested_(std::make_unique<bool>(false)) {
    context_->require_usable();
    connection_.reset(SSL_new(context_->native_handle()));
    BIO* const bio = connection_ ? new_socket_bio() : nullptr;
    if (bio == nullptr) throw operational_error("TLS could not be set up: " + take_openssl_reason());
    SSL_set_bio(connection_.get(), bio, bio);
    SSL_set_cert_cb(connection_.get(), note_certificate_request, certificate_requested_.get());
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
    return returned == 1 ? verify_peer() : explain(wire, SSL_get_error(connection_.get(), returned));
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
            const io_result result = explain(wire, SSL_get_error(connection_.get(), returned));
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
    if (returned == 1) return io_result::moved(count);
    const int kind = SSL_get_error(connection_.get(), returned);
    return kind == SSL_ERROR_SYSCALL ? explain_lost_write(wire) : explain(wire, kind);
}

/// The server may have said why it went: in an alert, which is then the reason, or in a message, which is left to be
/// read. With TLS 1.3 a server judges our certificate when we may be writing already.
io_result tls_connection::explain_lost_write(socket& wire) {
    trouble_ = broken_off(wire);
    prepare(wire);
    char first = 0;
    std::size_t count = 0;
    const int returned = SSL_peek_ex(connection_.get(), &first, sizeof first, &count);
    if (returned == 1 || SSL_get_error(connection_.get(), returned) != SSL_ERROR_SSL) return io_result::failure();
    const std::string alert = explain_protocol_failure();
    return fail(alert == cut_off_text(established_) ? trouble_ : alert);
}

void tls_connection::say_goodbye(socket& wire) noexcept {
    if (failed_ || !established_) return;
    prepare(wire);
    SSL_shutdown(connection_.get());
    ERR_clear_error();
}

bool tls_connection::has_buffered_input() const noexcept { return SSL_has_pending(connection_.get()) == 1; }

io_result tls_connection::explain(const socket& wire, int kind) {
    switch (kind) {
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
    // What the queue begins with may be a detail: that a signature does not fit.
    const long verified = SSL_get_verify_result(connection_.get());
    if (context_->settings().verify != verification::none && verified != X509_V_OK)
        return std::string("certificate verify failed: ") + X509_verify_cert_error_string(verified) +
               ". Whoever answered may not be the server you mean; if it is, the certificate of the authority that "
               "signed the server's must be in the file that sslrootcert names";
    if (is_about_our_certificate(reason))
        return text + ". The server does not accept this client's certificate, or demands one: sslcert must name a "
                      "certificate, still valid, from an authority that the server trusts";
    if (reason == SSL_R_WRONG_VERSION_NUMBER) text += ". What answered does not speak TLS";
    if (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
        text += ". The server and this client have no TLS version in common; ssl_min_protocol_version sets the "
                "client's lowest";
    return text;
}

io_result tls_connection::verify_peer() {
    if (std::string trouble = trouble_with_certificate(); !trouble.empty()) return fail(std::move(trouble));
    if (std::string trouble = trouble_with_session(); !trouble.empty()) return fail(std::move(trouble));
    established_ = true;
    return io_result::moved(0);
}

std::string tls_connection::trouble_with_certificate() const {
    const verification level = context_->settings().verify;
    if (level == verification::none) return {};
    X509* const certificate = SSL_get0_peer_certificate(connection_.get());
    // OpenSSL has ended the handshake already if these fail; a second look costs nothing.
    if (certificate == nullptr) return "the server showed no certificate";
    if (SSL_get_verify_result(connection_.get()) != X509_V_OK) return "the server's certificate could not be verified";
    if (level != verification::chain_and_name || certificate_names(certificate, host_)) return {};
    return "the server's certificate is for " + names_in(certificate) + ", not for \"" + host_ +
           "\". Connect to the name in the certificate, or give it in host and the address in hostaddr";
}

std::string tls_connection::trouble_with_session() const {
    const tls_settings& settings = context_->settings();
    const std::string protocol = chosen_protocol();
    if (settings.require_alpn && protocol.empty())
        return "the server did not confirm by ALPN that it speaks PostgreSQL's protocol; sslnegotiation=direct needs "
               "PostgreSQL 17 or later";
    // RFC 7301, section 3.2: a server must not choose what was not offered.
    if (!protocol.empty() && protocol != "postgresql")
        return "the server chose by ALPN to speak \"" + protocol + "\", not PostgreSQL's protocol";
    if (settings.demand_certificate_request && !*certificate_requested_)
        return "the server did not ask for this client's certificate, as sslcertmode=require demands: somebody else "
               "may be posing as it, or it has no ssl_ca_file to verify certificates with";
    if (settings.demand_certificate_request && SSL_get_certificate(connection_.get()) == nullptr)
        return "sslcertmode=require demands that this client shows a certificate, but it has none: name its file in "
               "sslcert";
    return context_->key_log() != nullptr ? context_->key_log()->trouble() : std::string();
}

std::string tls_connection::chosen_protocol() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(connection_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
}

protocol::tls_session tls_connection::session() const {
    protocol::tls_session result;
    result.version = SSL_get_version(connection_.get());
    result.cipher = SSL_get_cipher_name(connection_.get());
    if (const X509* certificate = SSL_get0_peer_certificate(connection_.get()))
        result.end_point_hash = end_point_hash(certificate);
    result.application_protocol = chosen_protocol();
    result.certificate_requested = *certificate_requested_;
    result.certificate_sent = *certificate_requested_ && SSL_get_certificate(connection_.get()) != nullptr;
    return result;
}

io_result tls_connection::fail(std::string trouble) {
    failed_ = true;
    trouble_ = std::move(trouble);
    return io_result::failure();
}

} // namespace tusk::transport
