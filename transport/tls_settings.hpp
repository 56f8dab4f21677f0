/// \file
/// TLS as a connection wants it: what to verify, with what, which versions, and who we are.
#pragma once

#include <tusk/secret_text.hpp>

#include <openssl/types.h>

#include <cstdint>
#include <functional>
#include <string>

namespace tusk::transport {

/// How much of the server's certificate is checked.
enum class verification : std::uint8_t {
    none,            ///< nothing: encrypted against listeners, but whoever sits in between can pose as the server
    chain_if_rooted, ///< the same as `chain` where the root certificates exist, else as `none`
    chain,           ///< an authority that we trust has signed it (sslmode=verify-ca)
    chain_and_name,  ///< and it names the very host that was asked for (sslmode=verify-full)
};

enum class tls_version : std::uint8_t { tls_1_0, tls_1_1, tls_1_2, tls_1_3 };

/// PEM text (RFC 7468): in a file, or in memory.
struct pem_source {
    std::string file{}; ///< its path; empty: none
    secret_text text{}; ///< the text itself, which then counts instead of the file

    [[nodiscard]] bool is_named() const noexcept { return !file.empty() || !text.empty(); }
};

/// What the client decided about TLS. How sslmode and the files in the user's home map to this is the client's
/// business.
struct tls_settings {
    verification verify = verification::none;

    pem_source root_certificates{};     ///< the authorities trusted; must exist from `chain` on
    bool system_roots = false;          ///< trust the operating system's authorities instead of those
    std::string revocation_list{};      ///< PEM file of revoked certificates; empty: none
    std::string revocation_directory{}; ///< directory of such files, hashed as OpenSSL's rehash does; empty: none

    /// Our own certificate, then its chain. A file that does not exist is none: the server may not ask for one.
    pem_source client_certificate{};
    pem_source client_key{};           ///< its private key, as PEM or DER; wiped once read
    secret_text client_key_password{}; ///< for an encrypted key; wiped once used. Nobody is ever asked on the terminal
    /// Asked for that password instead, with the key's file (empty for one in memory); at most once.
    std::function<secret_text(const std::string&)> ask_key_password{};
    /// Refuse a server that does not ask for our certificate, or that we have none for (sslcertmode=require).
    bool demand_certificate_request = false;

    tls_version minimum_version = tls_version::tls_1_2;
    tls_version maximum_version = tls_version::tls_1_3;
    bool server_name_indication = true; ///< tell the server which host is wanted; never sent for an IP address
    /// Require the server to confirm the protocol "postgresql" by ALPN, as a connection that starts with TLS straight
    /// away must (sslnegotiation=direct). It is offered in any case: PostgreSQL 17 and later check it when it is
    /// offered, earlier ones and poolers ignore it.
    bool require_alpn = false;

    /// Where the secrets of every connection are appended, for programs that decrypt recordings; empty: nowhere.
    std::string key_log_file{};
    /// Called last, with a context that is otherwise complete.
    std::function<void(SSL_CTX*)> customise{};
    /// What is wrong with all this is said by the handshake rather than at once: for connections that may do without
    /// TLS, or meet a server that has none. An unusable list of revoked certificates is said at once all the same.
    bool complain_at_handshake = false;
};

} // namespace tusk::transport
