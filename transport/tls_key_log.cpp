#include "transport/tls_key_log.hpp"

#include "transport/openssl_error.hpp"

#include <tusk/detail/wiping_allocator.hpp>
#include <tusk/error.hpp>

#include <openssl/ssl.h>

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tusk::transport {

namespace {

/// Where a context keeps its log. Not the application's own place, which the user's hook may want.
int place_in_context() noexcept {
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

} // namespace

tls_key_log::tls_key_log(std::string path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600)) {
    if (file_ < 0)
        throw operational_error("the file \"" + path_ + "\", which sslkeylogfile names, could not be opened: " +
                                std::generic_category().message(errno));
}

tls_key_log::~tls_key_log() { ::close(file_); }

void tls_key_log::attach(SSL_CTX* context) {
    if (SSL_CTX_set_ex_data(context, place_in_context(), this) != 1)
        throw operational_error("TLS could not be set up: " + take_openssl_reason());
    SSL_CTX_set_keylog_callback(context, write_line);
}

const tls_key_log* tls_key_log::of(const SSL_CTX* context) noexcept {
    return static_cast<const tls_key_log*>(SSL_CTX_get_ex_data(context, place_in_context()));
}

void tls_key_log::write_line(const SSL* connection, const char* line) noexcept {
    void* const log = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), place_in_context());
    static_cast<tls_key_log*>(log)->write_line(line);
}

void tls_key_log::write_line(const char* line) noexcept {
    try {
        const std::string_view text = line;
        detail::wiped_vector<char> whole(text.begin(), text.end());
        whole.push_back('\n');
        // In one call: other connections and other programs may append to the same file.
        const ssize_t count = ::write(file_, whole.data(), whole.size());
        if (count < 0) error_ = errno;
        if (count >= 0 && static_cast<std::size_t>(count) < whole.size()) error_ = ENOSPC;
    } catch (...) {
        error_ = ENOMEM;
    }
}

std::string tls_key_log::trouble() const {
    const int error = error_;
    if (error == 0) return {};
    return "TLS's secrets could not be written to \"" + path_ +
           "\", which sslkeylogfile names: " + std::generic_category().message(error);
}

} // namespace tusk::transport
