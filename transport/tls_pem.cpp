#include "transport/tls_pem.hpp"

#include "transport/openssl_error.hpp"

#include <tusk/error.hpp>

#include <openssl/err.h>

#include <limits>

namespace tusk::transport {

namespace {

/// Reads from the text itself, without a copy.
bio_pointer reader_of(std::string_view text) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw operational_error("a text of more than 2 GiB is no certificate and no key");
    // OpenSSL takes a null pointer for a mistake, even when there is nothing to read there.
    bio_pointer reader(BIO_new_mem_buf(text.empty() ? "" : text.data(), static_cast<int>(text.size())));
    if (!reader) throw operational_error("TLS could not be set up: " + take_openssl_reason());
    return reader;
}

/// Asked for a password, has none.
int no_password(char*, int, int, void*) noexcept { return -1; }

/// Whether reading ended because nothing more came, rather than at something malformed.
bool is_end_of_text() noexcept {
    const unsigned long code = ERR_peek_last_error();
    return ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
}

template <class Pointer, class Read>
std::vector<Pointer> read_every(Read read, std::string_view pem, const std::string& source, const char* what) {
    const bio_pointer reader = reader_of(pem);
    std::vector<Pointer> found;
    ERR_clear_error();
    while (Pointer next{read(reader.get(), nullptr, no_password, nullptr)}) found.push_back(std::move(next));
    if (!is_end_of_text())
        throw operational_error("the " + source + " could not be read: " + take_openssl_reason() +
                                ". It must be in PEM form.");
    ERR_clear_error();
    if (found.empty()) throw operational_error("the " + source + " holds no " + what + " in PEM form");
    return found;
}

} // namespace

std::vector<x509_pointer> read_certificates(std::string_view pem, const std::string& source) {
    // AUX: "TRUSTED CERTIFICATE", with OpenSSL's own notes of what it is trusted for, is one as well.
    return read_every<x509_pointer>(PEM_read_bio_X509_AUX, pem, source, "certificate");
}

std::vector<crl_pointer> read_revocation_lists(std::string_view pem, const std::string& source) {
    return read_every<crl_pointer>(PEM_read_bio_X509_CRL, pem, source, "revocation list");
}

key_pointer read_key(std::string_view text, pem_password_cb* password, void* context) {
    ERR_clear_error();
    const bio_pointer as_pem = reader_of(text);
    if (key_pointer key{PEM_read_bio_PrivateKey(as_pem.get(), nullptr, password, context)}) {
        ERR_clear_error();
        return key;
    }
    ERR_set_mark();
    const bio_pointer as_der = reader_of(text);
    key_pointer key(d2i_PrivateKey_bio(as_der.get(), nullptr));
    ERR_pop_to_mark();
    if (key) ERR_clear_error();
    return key;
}

} // namespace tusk::transport
