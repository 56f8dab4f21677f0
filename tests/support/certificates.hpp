/// \file
/// Certificates made on the spot, honest ones and others.
#pragma once

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

/// What stands in a certificate to be made.
struct certificate_contents {
    std::string common_name{};            ///< empty: none
    std::vector<std::string> dns_names{}; ///< byte for byte: they may hold a NUL
    std::vector<std::string> ip_addresses{};
    /// The whole subjectAltName extension byte for byte, instead of what the members above say; may be malformed.
    std::string alternative_names_der{};
    std::string key = "EC";      ///< "EC", "RSA", "RSA-PSS" or "ED25519"
    std::string hash = "SHA256"; ///< of the signature; of no meaning where an ED25519 key signs
    int valid_from_days = -1;    ///< counted from now
    int valid_until_days = 30;
    bool authority = false; ///< may sign others
};

/// A certificate and its private key.
class certificate {
public:
    [[nodiscard]] static certificate self_signed(const certificate_contents& contents);
    /// Makes a certificate that this one has signed.
    [[nodiscard]] certificate issue(const certificate_contents& contents) const;

    [[nodiscard]] X509* x509() const noexcept { return x509_.get(); }
    [[nodiscard]] EVP_PKEY* key() const noexcept { return key_.get(); }
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] std::string key_pem() const;
    /// The key encrypted with a password, as PKCS #8.
    [[nodiscard]] std::string encrypted_key_pem(const std::string& password) const;
    /// The key in the older form of its own kind ("EC PRIVATE KEY"), encrypted with a password.
    [[nodiscard]] std::string traditional_key_pem(const std::string& password) const;
    [[nodiscard]] std::string key_der() const;
    /// A list in PEM form, signed by this authority, on which `revoked` stands.
    [[nodiscard]] std::string revoke(const certificate& revoked) const;
    /// The name under which OpenSSL looks a list of this authority up in a directory: "1a2b3c4d.r0".
    [[nodiscard]] std::string revocation_file_name() const;

private:
    certificate(const certificate_contents& contents, const certificate* issuer);

    std::shared_ptr<X509> x509_;
    std::shared_ptr<EVP_PKEY> key_;
};

/// A directory that goes away with everything in it.
class temporary_directory {
public:
    temporary_directory();
    ~temporary_directory();
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;

    [[nodiscard]] std::string file(std::string_view name) const { return path_ / name; }
    /// Writes a file that only its owner can read. \returns its path.
    std::string write(std::string_view name, std::string_view contents) const;

private:
    std::filesystem::path path_;
};

} // namespace tusk::test
