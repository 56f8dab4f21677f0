/// \file
/// What connections with the same TLS settings share.
#pragma once

#include "transport/tls_key_log.hpp"
#include "transport/tls_settings.hpp"

#include <openssl/types.h>

#include <exception>
#include <memory>
#include <optional>

namespace tusk::transport {

/// Everything that connections with the same settings share. Immutable once made; usable from several threads.
class tls_context {
public:
    /// Reads the files. The key's password and other secrets are forgotten once they are used.
    /// \throws operational_error when a file is missing, unreadable or malformed, saying what to do about it; what the
    ///         settings' functions throw. With `complain_at_handshake`, `require_usable` throws that instead.
    explicit tls_context(tls_settings settings);
    tls_context(const tls_context&) = delete;
    tls_context& operator=(const tls_context&) = delete;

    /// \throws what kept the context from being set up
    void require_usable() const;

    /// Without secrets. `verify` is what will be done: `chain_if_rooted` has become `chain` or `none`.
    [[nodiscard]] const tls_settings& settings() const noexcept { return settings_; }
    [[nodiscard]] SSL_CTX* native_handle() const noexcept { return context_.get(); }
    /// Where secrets are logged; null when nowhere.
    [[nodiscard]] const tls_key_log* key_log() const noexcept { return key_log_ ? &*key_log_ : nullptr; }

private:
    struct free_context {
        void operator()(SSL_CTX* context) const noexcept;
    };

    void set_up();
    void set_versions();
    void load_roots();
    void load_revocations();
    void load_client_certificate();
    void forget_secrets() noexcept;

    tls_settings settings_;
    std::exception_ptr trouble_;
    std::optional<tls_key_log> key_log_; // before the context, which refers to it
    std::unique_ptr<SSL_CTX, free_context> context_;
};

} // namespace tusk::transport
