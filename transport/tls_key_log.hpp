/// \file
/// The secrets of TLS connections on file, for programs that decrypt recordings of them (sslkeylogfile).
#pragma once

#include <openssl/types.h>

#include <atomic>
#include <string>

namespace tusk::transport {

/// A file in the format of NSS's key log, to which every handshake of a context appends. Usable from several threads.
class tls_key_log {
public:
    /// Opens the file, or creates it for its owner alone.
    /// \throws operational_error when that fails. Whoever asks for secrets cannot go on without, and there is no place
    ///         for a warning before the connection stands.
    explicit tls_key_log(std::string path);
    ~tls_key_log();
    tls_key_log(const tls_key_log&) = delete;
    tls_key_log& operator=(const tls_key_log&) = delete;

    /// Makes `context`'s connections log here. The log must outlive them.
    void attach(SSL_CTX* context);
    /// The log of a context; null when it has none.
    [[nodiscard]] static const tls_key_log* of(const SSL_CTX* context) noexcept;

    /// Why lines are missing; empty: none is.
    [[nodiscard]] std::string trouble() const;

private:
    static void write_line(const SSL* connection, const char* line) noexcept;
    void write_line(const char* line) noexcept;

    std::string path_;
    int file_;
    std::atomic<int> error_ = 0;
};

} // namespace tusk::transport
