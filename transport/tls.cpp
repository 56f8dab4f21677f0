#include "transport/tls.hpp"

#include "transport/openssl_error.hpp"
#include "transport/tls_file.hpp"
#include "transport/tls_key.hpp"
#include "transport/tls_pem.hpp"

#include <tusk/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

namespace tusk::transport {

namespace {

[[noreturn]] void fail(const std::string& message) { throw operational_error(message); }

[[noreturn]] void fail_to_set_up() { fail("TLS could not be set up: " + take_openssl_reason()); }

int native_version(tls_version version) noexcept {
    static constexpr std::array versions{TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
    return versions[static_cast<std::size_t>(version)];
}

/// The certificates of a source; none when its file does not exist.
std::optional<std::vector<x509_pointer>> certificates_in(const pem_source& source, const char* file_kind,
                                                         const char* text_kind) {
    if (!source.text.empty()) return read_certificates(source.text.view(), text_kind);
    const std::optional<file_contents> contents = read_file(source.file, file_kind);
    if (!contents) return std::nullopt;
    return read_certificates({contents->data(), contents->size()}, std::string(file_kind) + " \"" + source.file + "\"");
}

void offer_protocol(SSL_CTX* context) {
    static constexpr std::string_view postgresql("\x0apostgresql", 11);
    if (SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(postgresql.data()),
                                postgresql.size()) != 0)
        fail_to_set_up();
}

void set_ways_of_working(SSL_CTX* context) {
    // A write may take a part, and the channel's output may move between a write and its repetition.
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Renegotiation and compression have been the way in for attacks, and PostgreSQL uses neither.
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    // Fetch several records with one call to recv.
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, std::size_t{64} << 10);
}

/// OpenSSL looks into the directory when it meets an issuer, and would not say that there is none.
void require_directory(const std::string& path) {
    struct stat status {};
    const bool there = stat(path.c_str(), &status) == 0;
    if (there && S_ISDIR(status.st_mode)) return;
    fail("the revocation list directory \"" + path + "\", which sslcrldir names, " +
         (there ? std::string("is not a directory") : "could not be read: " + std::generic_category().message(errno)));
}

} // namespace

void tls_context::free_context::operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }

tls_context::tls_context(tls_settings settings)
    : settings_(std::move(settings)), context_(SSL_CTX_new(TLS_client_method())) {
    // Whoever asked for the secrets wants to know at once.
    if (!settings_.key_log_file.empty()) key_log_.emplace(settings_.key_log_file);
    try {
        if (!context_) fail_to_set_up();
        set_up();
    } catch (...) {
        if (!settings_.complain_at_handshake) throw;
        trouble_ = std::current_exception();
    }
    forget_secrets();
}

void tls_context::require_usable() const {
    if (trouble_) std::rethrow_exception(trouble_);
}

void tls_context::set_up() {
    ERR_clear_error();
    SSL_CTX* const context = context_.get();
    set_ways_of_working(context);
    offer_protocol(context);
    set_versions();
    load_roots();
    try {
        load_revocations();
    } catch (...) {
        settings_.complain_at_handshake = false; // libpq goes on without the list; nobody is to go on without TLS
        throw;
    }
    load_client_certificate();
    if (key_log_) key_log_->attach(context);
    if (settings_.customise) settings_.customise(context);
    ERR_clear_error();
}

void tls_context::forget_secrets() noexcept {
    settings_.client_key.text = secret_text();
    settings_.client_key_password = secret_text();
    settings_.ask_key_password = nullptr;
    settings_.customise = nullptr;
}

void tls_context::set_versions() {
    if (settings_.minimum_version > settings_.maximum_version)
        fail("ssl_min_protocol_version is above ssl_max_protocol_version: no TLS version is left");
    if (SSL_CTX_set_min_proto_version(context_.get(), native_version(settings_.minimum_version)) != 1 ||
        SSL_CTX_set_max_proto_version(context_.get(), native_version(settings_.maximum_version)) != 1)
        fail("this OpenSSL does not have the TLS versions asked for: " + take_openssl_reason());
}

void tls_context::load_roots() {
    SSL_CTX* const context = context_.get();
    if (settings_.verify == verification::none) return;
    const pem_source& roots = settings_.root_certificates;
    std::optional<std::vector<x509_pointer>> found;
    if (settings_.system_roots) {
        if (SSL_CTX_set_default_verify_paths(context) != 1)
            fail("the system's root certificates could not be loaded: " + take_openssl_reason());
        found.emplace();
    } else if (roots.is_named()) {
        found = certificates_in(roots, "root certificate file", "text of root certificates");
    }
    if (settings_.verify == verification::chain_if_rooted)
        settings_.verify = found ? verification::chain : verification::none;
    if (!found && settings_.verify != verification::none)
        fail((roots.is_named() ? "the root certificate file \"" + roots.file + "\" does not exist"
                               : std::string("no root certificate file is named")) +
             ", so the server's certificate cannot be verified. Name the file in sslrootcert, trust the system's with "
             "sslrootcert=system, or give verification up with sslmode=require.");
    if (!found) return;
    for (const x509_pointer& root : *found)
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), root.get()) != 1) fail_to_set_up();
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
}

void tls_context::load_revocations() {
    const std::string& file = settings_.revocation_list;
    const std::string& directory = settings_.revocation_directory;
    if (settings_.verify == verification::none || (file.empty() && directory.empty())) return;
    X509_STORE* const store = SSL_CTX_get_cert_store(context_.get());
    if (!file.empty()) {
        constexpr const char* kind = "certificate revocation list";
        const std::optional<file_contents> contents = read_file(file, kind);
        if (!contents)
            fail("the certificate revocation list \"" + file +
                 "\" does not exist, so it cannot be told whether the server's certificate was revoked. Name the file "
                 "in sslcrl, or give that up by leaving sslcrl out.");
        for (const crl_pointer& list :
             read_revocation_lists({contents->data(), contents->size()}, std::string(kind) + " \"" + file + "\""))
            if (X509_STORE_add_crl(store, list.get()) != 1) fail_to_set_up();
    }
    if (!directory.empty()) {
        require_directory(directory);
        if (X509_STORE_load_path(store, directory.c_str()) != 1) fail_to_set_up();
    }
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}

void tls_context::load_client_certificate() {
    const pem_source& source = settings_.client_certificate;
    if (!source.is_named()) return;
    const auto chain = certificates_in(source, "client certificate file", "text of the client certificate");
    if (!chain) return;
    SSL_CTX* const context = context_.get();
    if (SSL_CTX_use_certificate(context, chain->front().get()) != 1)
        fail("the client certificate cannot be used: " + take_openssl_reason());
    for (std::size_t i = 1; i < chain->size(); ++i)
        if (SSL_CTX_add1_chain_cert(context, (*chain)[i].get()) != 1)
            fail("the chain of the client certificate cannot be used: " + take_openssl_reason());
    const key_pointer key = read_client_key(settings_);
    // This refuses a key that does not belong to the certificate, too, and would say so in its own way.
    if (X509_check_private_key(chain->front().get(), key.get()) != 1)
        fail("the private key does not belong to the client certificate" +
             (source.text.empty() ? " \"" + source.file + "\"" : std::string()) +
             ": sslcert and sslkey must name two files made for each other");
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1)
        fail("the private key cannot be used: " + take_openssl_reason());
}

} // namespace tusk::transport
