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
    std::string key = "EC";      ///< "EC", "RSA" or "ED25519"
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
    /// A list in PEM form, signed by this authority, on which `revoked` stands.
    [[nodiscard]] std::string revoke(const certificate& revoked) const;

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
