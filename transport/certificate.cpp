#include "transport/certificate.hpp"

#include "transport/socket_address.hpp"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
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

/// \param found where it stands in the certificate; -1 with null: there is none. Otherwise null is a malformed one.
alternative_names alternative_names_of(X509* certificate, int& found) {
    return alternative_names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, &found, nullptr)));
}

std::string_view text_of(const ASN1_STRING* string) noexcept {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
            static_cast<std::size_t>(ASN1_STRING_length(string))};
}

/// An IP address as certificates hold it (RFC 5280, section 4.2.1.6).
std::string_view bytes_of(const socket_address& address) noexcept {
    const auto view = [](const auto& ip) { return std::string_view(reinterpret_cast<const char*>(&ip), sizeof ip); };
    if (address.family() == AF_INET) return view(reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_addr);
    return view(reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_addr);
}

std::string ip_text(const ASN1_STRING* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = ASN1_STRING_length(bytes) == 4 ? AF_INET : AF_INET6;
    if (family == AF_INET6 && ASN1_STRING_length(bytes) != 16) return "malformed address";
    inet_ntop(family, ASN1_STRING_get0_data(bytes), text.data(), text.size());
    return text.data();
}

/// The first common name of the certificate's subject; null when there is none.
const ASN1_STRING* common_name_entry(X509* certificate) {
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const int position = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return position < 0 ? nullptr : X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, position));
}

/// What an entry of a certificate says about a host. `malformed` ends the search: nothing in that certificate counts.
enum class answer : char { no, yes, malformed };

/// Letters of ASCII without regard to case (RFC 4343), all other bytes as they are.
bool equals_ignoring_case(std::string_view left, std::string_view right) noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
}

/// `*.example.com` stands for one whole label before `.example.com` (RFC 6125, section 6.4.3). Unlike OpenSSL, and like
/// libpq, this lets `*.internal` be, which many have within their own walls.
bool wildcard_covers(std::string_view pattern, std::string_view host) noexcept {
    if (!pattern.starts_with("*.") || pattern.size() == 2) return false;
    const std::string_view parent = pattern.substr(1);
    const std::size_t label_end = host.find('.');
    return label_end != std::string_view::npos && label_end != 0 &&
           equals_ignoring_case(host.substr(label_end), parent);
}

/// The host that a connection was asked for.
struct wanted_host {
    std::string_view text;
    socket_address address; ///< of size 0 unless the text is an IP address

    [[nodiscard]] bool is_address() const noexcept { return address.size != 0; }
    /// The kind of subjectAltName beside which the common name does not count.
    [[nodiscard]] int kind_of_name() const noexcept { return is_address() ? GEN_IPADD : GEN_DNS; }

    [[nodiscard]] answer is_named_by(const GENERAL_NAME* name) const {
        if (name->type == GEN_DNS) return is_named_by(name->d.dNSName);
        if (name->type == GEN_IPADD) return is_at(text_of(name->d.iPAddress));
        return answer::no;
    }

    /// An entry that is a text: a dNSName, or the common name.
    [[nodiscard]] answer is_named_by(const ASN1_STRING* entry) const {
        if (entry == nullptr) return answer::no;
        const std::string_view name = text_of(entry);
        // Readers that stop at a NUL would take it for another name.
        if (name.find('\0') != std::string_view::npos) return answer::malformed;
        const bool same = equals_ignoring_case(name, text) || (!is_address() && wildcard_covers(name, text));
        return same ? answer::yes : answer::no;
    }

    [[nodiscard]] answer is_at(std::string_view bytes) const {
        if (bytes.size() != sizeof(in_addr) && bytes.size() != sizeof(in6_addr)) return answer::malformed;
        return is_address() && bytes == bytes_of(address) ? answer::yes : answer::no;
    }
};

} // namespace

bool certificate_names(X509* certificate, const std::string& host) {
    if (host.empty() || host.find('\0') != std::string::npos) return false;
    const wanted_host wanted{host, parse_ip_address(host)};
    int found = -1;
    const alternative_names names = alternative_names_of(certificate, found);
    // Malformed, or there twice: whatever they were to exclude, nothing else counts instead.
    if (names == nullptr && found != -1) return false;
    bool common_name_counts = true;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == wanted.kind_of_name()) common_name_counts = false;
        const answer said = wanted.is_named_by(name);
        if (said != answer::no) return said == answer::yes;
    }
    return common_name_counts && wanted.is_named_by(common_name_entry(certificate)) == answer::yes;
}

std::string names_in(X509* certificate) {
    constexpr int most = 16; // whoever made the certificate decides how many it holds
    std::string all;
    int count = 0;
    const auto add = [&](std::string_view name) {
        if (++count <= most) all.append(all.empty() ? "\"" : ", \"").append(name).append("\"");
    };
    int found = -1;
    const alternative_names names = alternative_names_of(certificate, found);
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) add(text_of(name->d.dNSName));
        if (name->type == GEN_IPADD) add(ip_text(name->d.iPAddress));
    }
    const ASN1_STRING* common_name = common_name_entry(certificate);
    if (count == 0 && common_name != nullptr && ASN1_STRING_length(common_name) > 0) add(text_of(common_name));
    if (count > most) all += " and " + std::to_string(count - most) + " more";
    return count == 0 ? "no name at all" : all;
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
