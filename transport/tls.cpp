#include "transport/tls.hpp"

#include "transport/openssl_error.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/bytes.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace tusk::transport {

namespace {

[[noreturn]] void fail(std::string message) { throw operational_error(message); }

bool exists(const std::string& file) noexcept { return access(file.c_str(), F_OK) == 0; }

int native_version(tls_version version) noexcept {
    static constexpr std::array versions{TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
    return versions[static_cast<std::size_t>(version)];
}

// Always installed: OpenSSL's own would ask on the terminal.
int give_key_password(char* room, int size, int, void* settings) noexcept {
    const std::string& password = static_cast<const tls_settings*>(settings)->client_key_password;
    if (password.empty() || password.size() > static_cast<std::size_t>(size)) return -1;
    std::memcpy(room, password.data(), password.size());
    return static_cast<int>(password.size());
}

// A key that others on this machine can read protects nothing. Root may own it and lend it to a group.
void refuse_readable_key(const std::string& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0)
        fail("the private key file \"" + file + "\" cannot be read: " + std::strerror(errno) +
             ". Give sslkey the file that belongs to the certificate.");
    if (!S_ISREG(status.st_mode)) fail("the private key \"" + file + "\" is not a regular file");
    const mode_t forbidden = status.st_uid == 0 ? 0037 : 0077;
    if ((status.st_mode & forbidden) == 0) return;
    fail("the private key file \"" + file +
         "\" can be read by others. Its mode must be 0600 (chmod 600), or 0640 when root owns it.");
}

} // namespace

void tls_context::free_context::operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }

tls_context::tls_context(tls_settings settings)
    : settings_(std::move(settings)), context_(SSL_CTX_new(TLS_client_method())) {
    ERR_clear_error();
    SSL_CTX* const context = context_.get();
    if (context == nullptr) fail("TLS could not be set up: " + take_openssl_reason());
    // A write may take a part, and the channel's output may move between a write and its repetition.
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Renegotiation and compression have been the way in for attacks, and PostgreSQL uses neither.
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    // Fetch several records with one call to recv.
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, std::size_t{64} << 10);
    static constexpr std::string_view postgresql("\x0apostgresql", 11);
    if (SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(postgresql.data()),
                                postgresql.size()) != 0)
        fail("TLS could not be set up: " + take_openssl_reason());
    set_versions();
    if (settings_.verify != verification::none) load_roots();
    load_revocations();
    if (!settings_.client_certificate.empty()) load_client_certificate();
}

tls_context::~tls_context() {
    protocol::secure_wipe(settings_.client_key_password.data(), settings_.client_key_password.size());
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
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    if (settings_.system_roots) {
        if (SSL_CTX_set_default_verify_paths(context) != 1)
            fail("the system's root certificates could not be loaded: " + take_openssl_reason());
        return;
    }
    const std::string& file = settings_.root_certificates;
    if (file.empty() || !exists(file))
        fail((file.empty() ? std::string("no root certificate file is named")
                           : "the root certificate file \"" + file + "\" does not exist") +
             ", so the server's certificate cannot be verified. Name the file in sslrootcert, trust the system's with "
             "sslrootcert=system, or give verification up with sslmode=require.");
    if (SSL_CTX_load_verify_file(context, file.c_str()) != 1)
        fail("the root certificate file \"" + file + "\" could not be read: " + take_openssl_reason() +
             ". It must hold certificates in PEM form.");
}

void tls_context::load_revocations() {
    if (settings_.verify == verification::none) return;
    X509_STORE* const store = SSL_CTX_get_cert_store(context_.get());
    const std::string& file = settings_.revocation_list;
    const std::string& directory = settings_.revocation_directory;
    if (file.empty() && directory.empty()) return;
    if (!file.empty() && X509_STORE_load_file(store, file.c_str()) != 1)
        fail("the certificate revocation list \"" + file + "\" could not be read: " + take_openssl_reason());
    if (!directory.empty() && X509_STORE_load_path(store, directory.c_str()) != 1)
        fail("the revocation list directory \"" + directory + "\" could not be read: " + take_openssl_reason());
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}

void tls_context::load_client_certificate() {
    SSL_CTX* const context = context_.get();
    const std::string& file = settings_.client_certificate;
    const std::string& key = settings_.client_key;
    SSL_CTX_set_default_passwd_cb(context, give_key_password);
    SSL_CTX_set_default_passwd_cb_userdata(context, &settings_);
    if (SSL_CTX_use_certificate_chain_file(context, file.c_str()) != 1)
        fail("the client certificate \"" + file + "\" could not be read: " + take_openssl_reason());
    refuse_readable_key(key);
    if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
        fail("the private key \"" + key + "\" could not be read: " + take_openssl_reason() +
             ". If it is encrypted, give its password in sslpassword.");
    if (SSL_CTX_check_private_key(context) != 1)
        fail("the private key \"" + key + "\" does not belong to the client certificate \"" + file + "\"");
}

} // namespace tusk::transport
