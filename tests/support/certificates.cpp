#include "tests/support/certificates.hpp"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>

namespace tusk::test {

namespace {

constexpr long seconds_per_day = 24 * 60 * 60;

template <class T>
T* made(T* object) {
    if (object == nullptr) throw std::runtime_error("OpenSSL could not make a test certificate");
    return object;
}

void check(int result) {
    if (result <= 0) throw std::runtime_error("OpenSSL could not make a test certificate");
}

/// A key for RSASSA-PSS signs in no other way (RFC 4055, section 3.1).
EVP_PKEY* make_rsa_pss_key() {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        made(EVP_PKEY_CTX_new_from_name(nullptr, "RSA-PSS", nullptr)), EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    check(EVP_PKEY_keygen_init(context.get()));
    check(EVP_PKEY_keygen(context.get(), &key));
    return key;
}

EVP_PKEY* make_key(const std::string& kind) {
    if (kind == "EC") return made(EVP_EC_gen("P-256"));
    if (kind == "RSA") return made(EVP_RSA_gen(2048));
    if (kind == "RSA-PSS") return make_rsa_pss_key();
    return made(EVP_PKEY_Q_keygen(nullptr, nullptr, kind.c_str()));
}

const EVP_MD* signature_hash(EVP_PKEY* signer, const std::string& hash) {
    return EVP_PKEY_is_a(signer, "ED25519") == 1 ? nullptr : made(EVP_get_digestbyname(hash.c_str()));
}

void add_name(GENERAL_NAMES* names, int type, ASN1_STRING* value) {
    GENERAL_NAME* name = made(GENERAL_NAME_new());
    GENERAL_NAME_set0_value(name, type, value);
    check(sk_GENERAL_NAME_push(names, name));
}

void add_alternative_names(X509* x509, const certificate_contents& contents) {
    if (contents.dns_names.empty() && contents.ip_addresses.empty()) return;
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(GENERAL_NAMES_new(), GENERAL_NAMES_free);
    for (const std::string& dns : contents.dns_names) {
        ASN1_IA5STRING* text = made(ASN1_IA5STRING_new());
        check(ASN1_STRING_set(text, dns.data(), static_cast<int>(dns.size())));
        add_name(names.get(), GEN_DNS, text);
    }
    for (const std::string& ip : contents.ip_addresses)
        add_name(names.get(), GEN_IPADD, made(a2i_IPADDRESS(ip.c_str())));
    check(X509_add1_ext_i2d(x509, NID_subject_alt_name, names.get(), 0, 0));
}

void add_alternative_names_der(X509* x509, const std::string& der) {
    const std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> bytes(made(ASN1_OCTET_STRING_new()),
                                                                                      ASN1_OCTET_STRING_free);
    check(ASN1_STRING_set(bytes.get(), der.data(), static_cast<int>(der.size())));
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        made(X509_EXTENSION_create_by_NID(nullptr, NID_subject_alt_name, 0, bytes.get())), X509_EXTENSION_free);
    check(X509_add_ext(x509, extension.get(), -1));
}

void add_extension(X509* x509, int id, const char* value) {
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        made(X509V3_EXT_conf_nid(nullptr, nullptr, id, value)), X509_EXTENSION_free);
    check(X509_add_ext(x509, extension.get(), -1));
}

template <class Write>
std::string written(Write write) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(made(BIO_new(BIO_s_mem())), BIO_free);
    check(write(memory.get()));
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

} // namespace

certificate::certificate(const certificate_contents& contents, const certificate* issuer)
    : x509_(made(X509_new()), X509_free), key_(make_key(contents.key), EVP_PKEY_free) {
    static std::atomic<long> serial = 1;
    X509* const x509 = x509_.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
    X509_gmtime_adj(X509_getm_notBefore(x509), contents.valid_from_days * seconds_per_day);
    X509_gmtime_adj(X509_getm_notAfter(x509), contents.valid_until_days * seconds_per_day);
    X509_set_pubkey(x509, key_.get());
    if (!contents.common_name.empty())
        check(X509_NAME_add_entry_by_NID(X509_get_subject_name(x509), NID_commonName, MBSTRING_UTF8,
                                         reinterpret_cast<const unsigned char*>(contents.common_name.data()),
                                         static_cast<int>(contents.common_name.size()), -1, 0));
    X509_set_issuer_name(x509, X509_get_subject_name(issuer != nullptr ? issuer->x509() : x509));
    if (contents.alternative_names_der.empty())
        add_alternative_names(x509, contents);
    else
        add_alternative_names_der(x509, contents.alternative_names_der);
    add_extension(x509, NID_basic_constraints, contents.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    EVP_PKEY* const signer = issuer != nullptr ? issuer->key() : key_.get();
    check(X509_sign(x509, signer, signature_hash(signer, contents.hash)));
}

certificate certificate::self_signed(const certificate_contents& contents) { return {contents, nullptr}; }

certificate certificate::issue(const certificate_contents& contents) const { return {contents, this}; }

std::string certificate::pem() const {
    return written([&](BIO* out) { return PEM_write_bio_X509(out, x509()); });
}

std::string certificate::key_pem() const {
    return written(
        [&](BIO* out) { return PEM_write_bio_PKCS8PrivateKey(out, key(), nullptr, nullptr, 0, nullptr, nullptr); });
}

std::string certificate::encrypted_key_pem(const std::string& password) const {
    return written([&](BIO* out) {
        return PEM_write_bio_PKCS8PrivateKey(out, key(), EVP_aes_128_cbc(), password.data(),
                                             static_cast<int>(password.size()), nullptr, nullptr);
    });
}

std::string certificate::traditional_key_pem(const std::string& password) const {
    return written([&](BIO* out) {
        return PEM_write_bio_PrivateKey_traditional(out, key(), EVP_aes_128_cbc(),
                                                    reinterpret_cast<const unsigned char*>(password.data()),
                                                    static_cast<int>(password.size()), nullptr, nullptr);
    });
}

std::string certificate::key_der() const {
    return written([&](BIO* out) { return i2d_PrivateKey_bio(out, key()); });
}

std::string certificate::revocation_file_name() const {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "%08lx.r0", X509_subject_name_hash(x509()));
    return name.data();
}

std::string certificate::revoke(const certificate& revoked) const {
    const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list(made(X509_CRL_new()), X509_CRL_free);
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time(made(ASN1_TIME_new()), ASN1_TIME_free);
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(x509()));
    X509_gmtime_adj(time.get(), -seconds_per_day);
    X509_CRL_set1_lastUpdate(list.get(), time.get());
    X509_REVOKED* entry = made(X509_REVOKED_new());
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked.x509()));
    X509_REVOKED_set_revocationDate(entry, time.get());
    X509_CRL_add0_revoked(list.get(), entry);
    X509_gmtime_adj(time.get(), seconds_per_day);
    X509_CRL_set1_nextUpdate(list.get(), time.get());
    check(X509_CRL_sign(list.get(), key(), EVP_sha256()));
    return written([&](BIO* out) { return PEM_write_bio_X509_CRL(out, list.get()); });
}

temporary_directory::temporary_directory() {
    std::string pattern = std::filesystem::temp_directory_path() / "tusk-test-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory could be made");
    path_ = pattern;
}

temporary_directory::~temporary_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string temporary_directory::write(std::string_view name, std::string_view contents) const {
    std::string target = file(name);
    std::ofstream(target, std::ios::binary) << contents;
    using std::filesystem::perms;
    std::filesystem::permissions(target, perms::owner_read | perms::owner_write);
    return target;
}

} // namespace tusk::test
