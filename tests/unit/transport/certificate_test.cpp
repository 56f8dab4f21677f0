// Whom a certificate names (RFC 6125, as libpq 15 and later apply it), and what binds a channel to it (RFC 5929).
#include "tests/support/certificates.hpp"
#include "transport/certificate.hpp"

#include <catch2/catch.hpp>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <string>
#include <vector>

using namespace tusk::test;
using tusk::transport::certificate_names;
using tusk::transport::end_point_hash;
using tusk::transport::names_in;

namespace {

bool names(const certificate_contents& contents, const std::string& host) {
    return certificate_names(certificate::self_signed(contents).x509(), host);
}

std::vector<std::byte> digest(const certificate& of, const EVP_MD* hash) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    REQUIRE(X509_digest(of.x509(), hash, bytes.data(), &size) == 1);
    const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
    return {begin, begin + size};
}

} // namespace

TEST_CASE("a DNS name in the subjectAltName names its host, without regard to case") {
    const certificate_contents contents{.common_name = "", .dns_names = {"other.example", "db.example.com"}};
    CHECK(names(contents, "db.example.com"));
    CHECK(names(contents, "DB.Example.COM"));
    CHECK_FALSE(names(contents, "db.example.co"));
    CHECK_FALSE(names(contents, "xdb.example.com"));
    CHECK_FALSE(names(contents, "example.com"));
    CHECK_FALSE(names(contents, ".example.com"));
    CHECK_FALSE(names(contents, ""));
}

TEST_CASE("a wildcard stands for one whole leftmost label") {
    const certificate_contents contents{.common_name = "", .dns_names = {"*.example.com"}};
    CHECK(names(contents, "db.example.com"));
    CHECK_FALSE(names(contents, "a.db.example.com"));
    CHECK_FALSE(names(contents, "example.com"));
    CHECK_FALSE(names(contents, ".example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"d*.example.com"}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*b.example.com"}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"db.*.com"}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*.*.com"}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*"}}, "localhost"));
}

TEST_CASE("a wildcard may stand right below the top, as within one's own walls") {
    const certificate_contents contents{.common_name = "", .dns_names = {"*.internal"}};
    CHECK(names(contents, "db.internal"));
    CHECK_FALSE(names(contents, "a.db.internal"));
    CHECK_FALSE(names(contents, "internal"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*."}}, "localhost."));
}

TEST_CASE("the common name counts for a name without a dNSName, and for an address without an iPAddress") {
    CHECK(names({.common_name = "db.example.com"}, "db.example.com"));
    CHECK(names({.common_name = "*.example.com"}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "db.example.com", .dns_names = {"other.example"}}, "db.example.com"));
    CHECK(names({.common_name = "db.example.com", .ip_addresses = {"192.0.2.1"}}, "db.example.com"));
    CHECK(names({.common_name = "127.0.0.1"}, "127.0.0.1"));
    CHECK(names({.common_name = "127.0.0.1", .dns_names = {"db.example.com"}}, "127.0.0.1"));
    CHECK_FALSE(names({.common_name = "127.0.0.1", .ip_addresses = {"192.0.2.1"}}, "127.0.0.1"));
}

TEST_CASE("an IP address is named by an iPAddress entry, in whatever spelling") {
    const certificate_contents contents{.common_name = "", .ip_addresses = {"127.0.0.1", "2001:db8::1"}};
    CHECK(names(contents, "127.0.0.1"));
    CHECK(names(contents, "2001:db8::1"));
    CHECK(names(contents, "2001:0DB8:0:0:0:0:0:1"));
    CHECK_FALSE(names(contents, "127.0.0.2"));
    CHECK_FALSE(names(contents, "2001:db8::2"));
    // An IPv4 address within IPv6 is another address.
    CHECK_FALSE(names(contents, "::ffff:127.0.0.1"));
}

TEST_CASE("an IP address is named by a dNSName only as literal text, never by a wildcard") {
    CHECK(names({.common_name = "", .dns_names = {"127.0.0.1"}}, "127.0.0.1"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*.0.0.1"}}, "127.0.0.1"));
    CHECK_FALSE(names({.common_name = "*.0.0.1"}, "127.0.0.1"));
}

TEST_CASE("a host name is not named by an address's bytes") {
    // "db4x" are the four bytes of an address.
    CHECK_FALSE(names({.common_name = "", .ip_addresses = {"100.98.52.120"}}, "db4x"));
}

TEST_CASE("a dot at the end is part of a name") {
    CHECK_FALSE(names({.common_name = "", .dns_names = {"db.example.com"}}, "db.example.com."));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"db.example.com."}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*.example.com"}}, "db.example.com."));
    CHECK(names({.common_name = "", .dns_names = {"db.example.com."}}, "db.example.com."));
}

TEST_CASE("bytes outside ASCII are compared as they are") {
    const std::string small = "b\xc3\xbc"
                              "cher.example"; // with an u umlaut, in UTF-8
    const std::string large = "b\xc3\x9c"
                              "cher.example"; // with a capital one
    CHECK(names({.common_name = "", .dns_names = {small}}, small));
    CHECK_FALSE(names({.common_name = "", .dns_names = {small}}, large));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"xn--bcher-kva.example"}}, small));
    CHECK(names({.common_name = "", .dns_names = {"XN--bcher-kva.example"}}, "xn--bcher-kva.example"));
    CHECK(names({.common_name = "", .dns_names = {"*.example"}}, "xn--bcher-kva.example"));
    // Seven of eight bits are the same: letters are folded, nothing else.
    CHECK_FALSE(names({.common_name = "", .dns_names = {"a[.example"}}, "a{.example"));
}

TEST_CASE("an empty name is no name") {
    CHECK_FALSE(names({.common_name = "", .dns_names = {""}}, ""));
    CHECK_FALSE(names({.common_name = ""}, ""));
    CHECK_FALSE(names({.common_name = "db", .dns_names = {""}}, "db")); // an empty dNSName is one all the same
    CHECK_FALSE(names({.common_name = ""}, "db"));
}

TEST_CASE("a NUL byte ends no name early, on either side") {
    const std::string poisoned("db.example.com\0.evil.example", 28);
    CHECK_FALSE(names({.common_name = "", .dns_names = {poisoned}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = poisoned}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"db.example.com"}}, poisoned));
    CHECK_FALSE(names({.common_name = "", .dns_names = {poisoned}}, poisoned));
    // Nothing behind such an entry counts either.
    CHECK_FALSE(names({.common_name = "", .dns_names = {poisoned, "db.example.com"}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "db.example.com", .dns_names = {poisoned}}, "db.example.com"));
}

TEST_CASE("a certificate whose subjectAltName is malformed names nobody") {
    // A sequence with an address of five bytes.
    const std::string five_bytes("\x30\x07\x87\x05\x7f\x00\x00\x01\x01", 9);
    CHECK_FALSE(names({.common_name = "127.0.0.1", .alternative_names_der = five_bytes}, "127.0.0.1"));
    CHECK_FALSE(names({.common_name = "db", .alternative_names_der = five_bytes}, "db"));
    // A sequence that is cut off.
    CHECK_FALSE(names({.common_name = "db", .alternative_names_der = "\x30\x10\x82\x02"}, "db"));
    CHECK(names({.common_name = "db", .alternative_names_der = std::string("\x30\x04\x82\x02pg", 6)}, "pg"));
}

TEST_CASE("a certificate's names are listed for the error message") {
    const auto listed = [](const certificate_contents& contents) {
        return names_in(certificate::self_signed(contents).x509());
    };
    CHECK(
        listed({.common_name = "cn", .dns_names = {"a.example", "b.example"}, .ip_addresses = {"127.0.0.1", "::1"}}) ==
        R"("a.example", "b.example", "127.0.0.1", "::1")");
    CHECK(listed({.common_name = "cn"}) == R"("cn")");
    CHECK(listed({.common_name = ""}) == "no name at all");
    CHECK(listed({.common_name = "cn", .dns_names = std::vector<std::string>(18, "a")}) ==
          R"("a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a" and 2 more)");
}

TEST_CASE("the end point hash uses the signature's hash function") {
    const auto made = [](const char* key, const char* hash) {
        return certificate::self_signed({.common_name = "db", .key = key, .hash = hash});
    };
    const certificate sha256 = made("EC", "SHA256");
    CHECK(end_point_hash(sha256.x509()) == digest(sha256, EVP_sha256()));
    const certificate sha384 = made("RSA", "SHA384");
    CHECK(end_point_hash(sha384.x509()) == digest(sha384, EVP_sha384()));
    const certificate sha512 = made("EC", "SHA512");
    CHECK(end_point_hash(sha512.x509()) == digest(sha512, EVP_sha512()));
}

TEST_CASE("the end point hash is SHA-256 where the signature's is MD5 or SHA-1") {
    for (const char* weak : {"MD5", "SHA1"}) {
        const certificate made = certificate::self_signed({.common_name = "db", .key = "RSA", .hash = weak});
        CHECK(end_point_hash(made.x509()) == digest(made, EVP_sha256()));
    }
}

TEST_CASE("the end point hash of a certificate signed by RSASSA-PSS is the one among the signature's parameters") {
    for (const char* hash : {"SHA256", "SHA384", "SHA512"}) {
        const certificate made = certificate::self_signed({.common_name = "db", .key = "RSA-PSS", .hash = hash});
        REQUIRE(X509_get_signature_nid(made.x509()) == NID_rsassaPss);
        CHECK(end_point_hash(made.x509()) == digest(made, EVP_get_digestbyname(hash)));
    }
}

TEST_CASE("there is no end point hash for Ed25519") {
    const certificate made = certificate::self_signed({.common_name = "db", .key = "ED25519"});
    CHECK(end_point_hash(made.x509()).empty());
}
