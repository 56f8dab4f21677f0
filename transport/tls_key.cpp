#include "transport/tls_key.hpp"

#include "transport/openssl_error.hpp"
#include "transport/tls_file.hpp"
#include "transport/tls_pem.hpp"

#include <tusk/error.hpp>

#include <openssl/pem.h>

#include <cstring>
#include <exception>

namespace tusk::transport {

namespace {

/// The password of an encrypted key, on its way from the settings to OpenSSL.
class key_password {
public:
    explicit key_password(const tls_settings& settings) noexcept : settings_(settings) {}

    /// OpenSSL's callback; it must not throw.
    static int give(char* room, int size, int, void* self) noexcept {
        return static_cast<key_password*>(self)->give(room, static_cast<std::size_t>(size));
    }

    [[nodiscard]] bool was_wanted() const noexcept { return wanted_; }
    [[nodiscard]] bool was_given() const noexcept { return !password_.empty(); }
    [[nodiscard]] bool was_too_long() const noexcept { return too_long_; }
    /// What the user's function threw leaves as it was thrown.
    void rethrow_failure() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    int give(char* room, std::size_t size) noexcept {
        // OpenSSL tries an old and a new way to decrypt, and asks for each.
        if (!wanted_) find_out();
        wanted_ = true;
        too_long_ = password_.size() > size;
        if (password_.empty() || too_long_) return -1;
        std::memcpy(room, password_.view().data(), password_.size());
        return static_cast<int>(password_.size());
    }

    void find_out() noexcept {
        try {
            password_ = settings_.client_key_password;
            if (password_.empty() && settings_.ask_key_password)
                password_ = settings_.ask_key_password(settings_.client_key.file);
        } catch (...) {
            failure_ = std::current_exception();
        }
    }

    const tls_settings& settings_;
    secret_text password_;
    std::exception_ptr failure_;
    bool wanted_ = false;
    bool too_long_ = false;
};

std::string description_of(const pem_source& key) {
    return key.text.empty() ? "private key file \"" + key.file + "\"" : "private key given as text";
}

[[noreturn]] void fail_to_decode(const pem_source& key, const key_password& password) {
    const std::string reason = take_openssl_reason();
    password.rethrow_failure();
    const std::string what = "the " + description_of(key);
    if (!password.was_wanted())
        throw operational_error(what + " could not be read: " + reason + ". It must be a key in PEM or DER form.");
    if (!password.was_given())
        throw operational_error(what + " is encrypted, and there is no password for it: give sslpassword, or "
                                       "connect_options::key_password");
    if (password.was_too_long())
        throw operational_error("the password for the " + description_of(key) + " is longer than OpenSSL takes (" +
                                std::to_string(PEM_BUFSIZE) + " bytes)");
    throw operational_error(what + " could not be decrypted: " + reason + ". The password that was given is wrong.");
}

key_pointer decode(std::string_view text, const tls_settings& settings) {
    key_password password(settings);
    key_pointer key = read_key(text, &key_password::give, &password);
    if (!key) fail_to_decode(settings.client_key, password);
    return key;
}

/// libpq reads a colon as "engine:key", but for a drive's letter; a file's name cannot have one.
bool names_engine(const std::string& key) noexcept {
    const std::size_t colon = key.find(':');
    return colon != std::string::npos && colon != 1;
}

} // namespace

key_pointer read_client_key(const tls_settings& settings) {
    const pem_source& key = settings.client_key;
    if (!key.text.empty()) return decode(key.text.view(), settings);
    if (key.file.empty())
        throw operational_error("there is a client certificate, but no private key for it: name its file in sslkey");
    if (names_engine(key.file))
        throw not_supported_error("sslkey \"" + key.file +
                                  "\" names a key in an OpenSSL engine, which tusk does not load: name the key's file, "
                                  "or set the key in connect_options::tls_context");
    const std::optional<file_contents> contents = read_key_file(key.file);
    if (!contents)
        throw operational_error("there is a client certificate, but its private key file \"" + key.file +
                                "\" does not exist: name the right one in sslkey");
    return decode({contents->data(), contents->size()}, settings);
}

} // namespace tusk::transport
