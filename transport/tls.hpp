/// \file
/// TLS as a connection wants it: what to verify, with what, and which versions; and the context made from that.
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <string>

namespace tusk::transport {

/// How much of the server's certificate is checked.
enum class verification : std::uint8_t {
    none,           ///< nothing: encrypted against listeners, but whoever sits in between can pose as the server
    chain,          ///< an authority that we trust has signed it (sslmode=verify-ca)
    chain_and_name, ///< and it names the very host that was asked for (sslmode=verify-full)
};

enum class tls_version : std::uint8_t { tls_1_0, tls_1_1, tls_1_2, tls_1_3 };

/// What the client decided about TLS. How sslmode and the files in the user's home map to this is the client's
/// business: `sslmode=require` beside an existing root file must ask for `chain`, as libpq does.
struct tls_settings {
    verification verify = verification::none;

    std::string root_certificates{};    ///< PEM file of the authorities trusted; must exist when anything is verified
    bool system_roots = false;          ///< trust the operating system's authorities instead of that file
    std::string revocation_list{};      ///< PEM file of revoked certificates; empty: none
    std::string revocation_directory{}; ///< directory of such files, hashed as OpenSSL's rehash does; empty: none

    std::string client_certificate{};  ///< PEM file of our own certificate, then its chain; empty: none is offered
    std::string client_key{};          ///< PEM file of its private key
    std::string client_key_password{}; ///< for an encrypted key; nobody is ever asked on the terminal

    tls_version minimum_version = tls_version::tls_1_2;
    tls_version maximum_version = tls_version::tls_1_3;
    bool server_name_indication = true; ///< tell the server which host is wanted; never sent for an IP address
    /// Require the server to confirm the protocol "postgresql" by ALPN, as a connection that starts with TLS straight
    /// away must (sslnegotiation=direct). It is offered in any case: PostgreSQL 17 and later check it when it is
    /// offered, earlier ones and poolers ignore it.
    bool require_alpn = false;
};

/// Everything that connections with the same settings share. Immutable once made; usable from several threads.
class tls_context {
public:
    /// Reads the files.
    /// \throws operational_error when one is missing, unreadable or malformed, saying what to do about it.
    explicit tls_context(tls_settings settings);
    ~tls_context();
    tls_context(const tls_context&) = delete;
    tls_context& operator=(const tls_context&) = delete;

    [[nodiscard]] const tls_settings& settings() const noexcept { return settings_; }
    [[nodiscard]] SSL_CTX* native_handle() const noexcept { return context_.get(); }

private:
    struct free_context {
        void operator()(SSL_CTX* context) const noexcept;
    };

    void set_versions();
    void load_roots();
    void load_revocations();
    void load_client_certificate();

    tls_settings settings_;
    std::unique_ptr<SSL_CTX, free_context> context_;
};

} // namespace tusk::transport
