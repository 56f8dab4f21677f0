#include "transport/certificate.hpp"

#include "transport/socket_address.hpp"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <array>
#include <memory>
#include <netinet/in.h>
#include <string_view>

namespace tusk::transport {

namespace {

struct free_names {
    void operator()(GENERAL_NAMES* names) const noexcept { GENERAL_NAMES_free(names); }
};
using alternative_names = std::unique_ptr<GENERAL_NAMES, free_names>;

alternative_names alternative_names_of(X509* certificate) {
    return alternative_names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
}

bool has_alternative_names(X509* certificate) {
    const alternative_names names = alternative_names_of(certificate);
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const int type = sk_GENERAL_NAME_value(names.get(), i)->type;
        if (type == GEN_DNS || type == GEN_IPADD) return true;
    }
    return false;
}

bool has_ip_address(X509* certificate, const socket_address& address) {
    if (address.family() == AF_INET) {
        const in_addr& ip = reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_addr;
        return X509_check_ip(certificate, reinterpret_cast<const unsigned char*>(&ip), sizeof ip, 0) == 1;
    }
    const in6_addr& ip = reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_addr;
    return X509_check_ip(certificate, reinterpret_cast<const unsigned char*>(&ip), sizeof ip, 0) == 1;
}

std::string_view text_of(const ASN1_STRING* string) noexcept {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
            static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string ip_text(const ASN1_STRING* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = ASN1_STRING_length(bytes) == 4 ? AF_INET : AF_INET6;
    if (family == AF_INET6 && ASN1_STRING_length(bytes) != 16) return "malformed address";
    inet_ntop(family, ASN1_STRING_get0_data(bytes), text.data(), text.size());
    return text.data();
}

std::string common_name(X509* certificate) {
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const int position = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (position < 0) return {};
    return std::string(text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, position))));
}

} // namespace

bool certificate_names(X509* certificate, const std::string& host) {
    if (host.empty() || host.find('\0') != std::string::npos) return false;
    unsigned flags = has_alternative_names(certificate) ? X509_CHECK_FLAG_NEVER_CHECK_SUBJECT : 0u;
    const socket_address address = parse_ip_address(host);
    if (address.size != 0) {
        if (has_ip_address(certificate, address)) return true;
        flags |= X509_CHECK_FLAG_NO_WILDCARDS;
    }
    // OpenSSL would read a leading dot as "any subdomain of".
    if (host.front() == '.') return false;
    flags |= X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    return X509_check_host(certificate, host.data(), host.size(), flags, nullptr) == 1;
}

std::string names_in(X509* certificate) {
    std::string all;
    const auto add = [&](std::string_view name) { all.append(all.empty() ? "\"" : ", \"").append(name).append("\""); };
    const alternative_names names = alternative_names_of(certificate);
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) add(text_of(name->d.dNSName));
        if (name->type == GEN_IPADD) add(ip_text(name->d.iPAddress));
    }
    if (const std::string name = common_name(certificate); all.empty() && !name.empty()) add(name);
    return all.empty() ? "no name at all" : all;
}

std::vector<std::byte> end_point_hash(const X509* certificate) {
    int hash_id = NID_undef;
    // get_signature_info rather than the signature's algorithm: for RSA-PSS the hash function is a parameter of it.
    if (X509_get_signature_info(const_cast<X509*>(certificate), &hash_id, nullptr, nullptr, nullptr) != 1) return {};
    if (hash_id == NID_md5 || hash_id == NID_sha1) hash_id = NID_sha256;
    const EVP_MD* hash = hash_id == NID_undef ? nullptr : EVP_get_digestbynid(hash_id);
    if (hash == nullptr) return {};
    std::vector<std::byte> result(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    if (X509_digest(certificate, hash, reinterpret_cast<unsigned char*>(result.data()), &size) != 1) return {};
    result.resize(size);
    return result;
}

} // namespace tusk::transport
