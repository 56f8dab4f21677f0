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

TEST_CASE("the common name counts only without a DNS name and without an IP address") {
    CHECK(names({.common_name = "db.example.com"}, "db.example.com"));
    CHECK(names({.common_name = "*.example.com"}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "db.example.com", .dns_names = {"other.example"}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "db.example.com", .ip_addresses = {"192.0.2.1"}}, "db.example.com"));
}

TEST_CASE("an IP address is named by an iPAddress entry, in whatever spelling") {
    const certificate_contents contents{.common_name = "", .ip_addresses = {"127.0.0.1", "2001:db8::1"}};
    CHECK(names(contents, "127.0.0.1"));
    CHECK(names(contents, "2001:db8::1"));
    CHECK(names(contents, "2001:0db8:0:0:0:0:0:1"));
    CHECK_FALSE(names(contents, "127.0.0.2"));
    CHECK_FALSE(names(contents, "2001:db8::2"));
}

TEST_CASE("an IP address is never matched by a wildcard") {
    CHECK_FALSE(names({.common_name = "", .dns_names = {"*.0.0.1"}}, "127.0.0.1"));
    CHECK_FALSE(names({.common_name = "*.0.0.1"}, "127.0.0.1"));
    CHECK(names({.common_name = "127.0.0.1"}, "127.0.0.1"));
    CHECK(names({.common_name = "", .dns_names = {"127.0.0.1"}}, "127.0.0.1"));
    CHECK_FALSE(names({.common_name = "127.0.0.1", .dns_names = {"db.example.com"}}, "127.0.0.1"));
}

TEST_CASE("a NUL byte ends no name early, on either side") {
    const std::string poisoned("db.example.com\0.evil.example", 28);
    CHECK_FALSE(names({.common_name = "", .dns_names = {poisoned}}, "db.example.com"));
    CHECK_FALSE(names({.common_name = poisoned}, "db.example.com"));
    CHECK_FALSE(names({.common_name = "", .dns_names = {"db.example.com"}}, poisoned));
    CHECK_FALSE(names({.common_name = "", .dns_names = {poisoned}}, poisoned));
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

TEST_CASE("there is no end point hash for Ed25519") {
    const certificate made = certificate::self_signed({.common_name = "db", .key = "ED25519"});
    CHECK(end_point_hash(made.x509()).empty());
}
