/// \file
/// Owners of OpenSSL's objects.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace tusk::transport {

/// Gives an object back with OpenSSL's own function for its kind.
template <auto give_back>
struct openssl_deleter {
    template <class T>
    void operator()(T* object) const noexcept {
        give_back(object);
    }
};

using bio_pointer = std::unique_ptr<BIO, openssl_deleter<BIO_free>>;
using x509_pointer = std::unique_ptr<X509, openssl_deleter<X509_free>>;
using crl_pointer = std::unique_ptr<X509_CRL, openssl_deleter<X509_CRL_free>>;
using key_pointer = std::unique_ptr<EVP_PKEY, openssl_deleter<EVP_PKEY_free>>;

} // namespace tusk::transport
