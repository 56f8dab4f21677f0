/// \file
/// What a connection string cannot carry: where else values may come from, and functions that are asked while
/// connecting.
#pragma once

#include <tusk/connect_sources.hpp>
#include <tusk/secret_text.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

// OpenSSL's own name for it, so that its headers need not be included here.
struct ssl_ctx_st;

namespace tusk {

/// One attempt to log in: to whom the password would go. The views are good during the call.
struct login_attempt {
    std::string_view host;    ///< as the caller named it; the address when only that was given
    std::string_view address; ///< numeric, or the path of the Unix socket
    std::uint16_t port = 0;
    std::string_view user;
    std::string_view dbname;
    bool encrypted = false;
};

/// What a token for OAUTHBEARER (RFC 7628) must be good for. The views are good during the call.
struct oauth_request {
    login_attempt attempt;
    std::string_view issuer;    ///< parameter oauth_issuer
    std::string_view client_id; ///< parameter oauth_client_id
    std::string_view client_secret;
    std::string_view scope; ///< parameter oauth_scope; empty: the server's
};

/// What a connection string cannot carry. All functions are called in the thread that connects (with an event loop: one
/// of the loop's), and what they throw, `connect` throws.
struct connect_options {
    connect_sources sources{};

    /// Asked for a password each time a server wants one, instead of the parameter and the password file: for tokens
    /// that expire. An empty answer falls back on those.
    std::function<secret_text(const login_attempt&)> password{};
    /// Asked for a bearer token (RFC 6750) when a server wants OAUTHBEARER, which it does over TLS or a Unix socket
    /// only: in the clear it is not sent. Without this function such a server is refused.
    std::function<secret_text(const oauth_request&)> oauth_token{};
    /// Asked for the password of an encrypted private key, when parameter sslpassword is empty; the key's file is
    /// named.
    std::function<secret_text(const std::string& key)> key_password{};

    /// Our own certificate and its chain as PEM text, instead of the file that parameter sslcert names.
    std::string client_certificate{};
    /// Its private key as PEM text, instead of the file that parameter sslkey names.
    secret_text client_key{};
    /// The trusted authorities' certificates as PEM text, instead of the file that parameter sslrootcert names.
    std::string root_certificates{};
    /// Called once with OpenSSL's `SSL_CTX*`, when everything else is set: to add what tusk has no parameter for (a key
    /// in hardware, other ciphers). Setting another verification mode or callback there takes the protection away that
    /// sslmode promises.
    std::function<void(ssl_ctx_st*)> tls_context{};
};

} // namespace tusk
