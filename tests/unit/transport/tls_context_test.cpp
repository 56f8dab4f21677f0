// Settings and files of TLS: what is missing or wrong is said before anything is sent.
#include "tests/support/certificates.hpp"
#include "transport/tls.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <unistd.h>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using transport::tls_context;
using transport::tls_settings;
using transport::tls_version;
using transport::verification;

TEST_CASE("verification without a root certificate file is an error that lists the ways out") {
    const auto level = GENERATE(verification::chain, verification::chain_and_name);
    CHECK_THROWS_WITH(tls_context({.verify = level}), Contains("no root certificate file is named") &&
                                                          Contains("sslrootcert=system") &&
                                                          Contains("sslmode=require"));
    CHECK_THROWS_WITH(tls_context({.verify = level, .root_certificates = "/nonexistent/root.crt"}),
                      Contains("the root certificate file \"/nonexistent/root.crt\" does not exist"));
}

TEST_CASE("a root certificate file that holds none is an error") {
    const temporary_directory directory;
    const std::string file = directory.write("root.crt", "not a certificate\n");
    CHECK_THROWS_WITH(tls_context({.verify = verification::chain, .root_certificates = file}),
                      Contains("the root certificate file \"" + file + "\" could not be read") && Contains("PEM"));
}

TEST_CASE("the system's authorities need no file") {
    CHECK_NOTHROW(tls_context({.verify = verification::chain_and_name, .system_roots = true}));
}

TEST_CASE("without verification no file is looked at") {
    CHECK_NOTHROW(tls_context({.root_certificates = "/nonexistent/root.crt"}));
}

TEST_CASE("a range of versions that holds none is an error") {
    CHECK_THROWS_WITH(tls_context({.minimum_version = tls_version::tls_1_3, .maximum_version = tls_version::tls_1_2}),
                      Contains("ssl_min_protocol_version is above ssl_max_protocol_version"));
}

TEST_CASE("a revocation list that cannot be read is an error") {
    const temporary_directory directory;
    const certificate authority = certificate::self_signed({.common_name = "root", .authority = true});
    const std::string root = directory.write("root.crt", authority.pem());
    CHECK_THROWS_WITH(tls_context({.verify = verification::chain,
                                   .root_certificates = root,
                                   .revocation_list = directory.file("missing.crl")}),
                      Contains("the certificate revocation list") && Contains("missing.crl"));
}

TEST_CASE("a client certificate needs its own key, readable by nobody else") {
    const temporary_directory directory;
    const certificate mine = certificate::self_signed({.common_name = "alice"});
    const certificate other = certificate::self_signed({.common_name = "bob"});
    const std::string file = directory.write("postgresql.crt", mine.pem());
    const std::string key = directory.write("postgresql.key", mine.key_pem());
    CHECK_NOTHROW(tls_context({.client_certificate = file, .client_key = key}));

    const std::string wrong = directory.write("other.key", other.key_pem());
    CHECK_THROWS_WITH(tls_context({.client_certificate = file, .client_key = wrong}),
                      Contains("does not belong to the client certificate") || Contains("could not be read"));
    CHECK_THROWS_WITH(tls_context({.client_certificate = file, .client_key = directory.file("missing.key")}),
                      Contains("cannot be read: No such file or directory"));
    CHECK_THROWS_WITH(tls_context({.client_certificate = directory.file("missing.crt"), .client_key = key}),
                      Contains("the client certificate") && Contains("could not be read"));

    std::filesystem::permissions(key, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    CHECK_THROWS_WITH(tls_context({.client_certificate = file, .client_key = key}),
                      Contains("can be read by others") && Contains("0600"));
}
