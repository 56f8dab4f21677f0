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
    CHECK_THROWS_WITH(tls_context({.verify = level, .root_certificates = {.file = "/nonexistent/root.crt"}}),
                      Contains("the root certificate file \"/nonexistent/root.crt\" does not exist"));
}

TEST_CASE("a root certificate file that holds none is an error") {
    const temporary_directory directory;
    const std::string file = directory.write("root.crt", "not a certificate\n");
    CHECK_THROWS_WITH(tls_context({.verify = verification::chain, .root_certificates = {.file = file}}),
                      "the root certificate file \"" + file + "\" holds no certificate in PEM form");
}

TEST_CASE("the system's authorities need no file") {
    CHECK_NOTHROW(tls_context({.verify = verification::chain_and_name, .system_roots = true}));
}

TEST_CASE("without verification no file is looked at") {
    CHECK_NOTHROW(tls_context({.root_certificates = {.file = "/nonexistent/root.crt"}}));
}

TEST_CASE("a range of versions that holds none is an error") {
    CHECK_THROWS_WITH(tls_context({.minimum_version = tls_version::tls_1_3, .maximum_version = tls_version::tls_1_2}),
                      Contains("ssl_min_protocol_version is above ssl_max_protocol_version"));
}

TEST_CASE("a root certificate file must be readable where it exists, at every level that looks at it") {
    const temporary_directory directory;
    const auto level = GENERATE(verification::chain_if_rooted, verification::chain, verification::chain_and_name);
    const std::string loop = directory.file("loop.crt");
    std::filesystem::create_symlink(loop, loop);
    CHECK_THROWS_WITH(tls_context({.verify = level, .root_certificates = {.file = loop}}),
                      Contains("the root certificate file \"" + loop + "\" could not be read: Too many levels"));
    const std::string folder = std::filesystem::path(loop).parent_path();
    CHECK_THROWS_WITH(tls_context({.verify = level, .root_certificates = {.file = folder}}),
                      Contains("could not be read: Is a directory"));
    const certificate authority = certificate::self_signed({.common_name = "root", .authority = true});
    const std::string pem = authority.pem();
    const std::string cut = directory.write("cut.crt", pem + pem.substr(0, pem.size() / 2));
    CHECK_THROWS_WITH(tls_context({.verify = level, .root_certificates = {.file = cut}}),
                      Contains("the root certificate file \"" + cut + "\" could not be read: "));
    const std::string huge = directory.write("huge.crt", std::string((16u << 20) + 1, '\n'));
    CHECK_THROWS_WITH(tls_context({.verify = level, .root_certificates = {.file = huge}}),
                      Contains("has more than 16 MiB"));
}

TEST_CASE("a root certificate that may be missing decides whether the chain is verified") {
    const temporary_directory directory;
    const certificate authority = certificate::self_signed({.common_name = "root", .authority = true});
    const auto level_with = [](transport::pem_source roots) {
        return tls_context({.verify = verification::chain_if_rooted, .root_certificates = std::move(roots)})
            .settings()
            .verify;
    };
    CHECK(level_with({.file = directory.write("root.crt", authority.pem())}) == verification::chain);
    CHECK(level_with({.text = authority.pem()}) == verification::chain);
    CHECK(level_with({.file = directory.file("missing.crt")}) == verification::none);
    CHECK(level_with({}) == verification::none);
}

TEST_CASE("root certificates may be given as text") {
    const certificate authority = certificate::self_signed({.common_name = "root", .authority = true});
    CHECK_NOTHROW(tls_context({.verify = verification::chain, .root_certificates = {.text = authority.pem()}}));
    CHECK_THROWS_WITH(tls_context({.verify = verification::chain, .root_certificates = {.text = "nothing"}}),
                      Contains("the text of root certificates holds no certificate in PEM form"));
}

TEST_CASE("a client certificate that is there must be readable") {
    const temporary_directory directory;
    const auto context_with = [](std::string file) {
        tls_settings settings;
        settings.client_certificate.file = std::move(file);
        return tls_context(settings).settings().client_certificate.file;
    };
    CHECK_THROWS_WITH(context_with(directory.write("bad.crt", "junk\n")),
                      Contains("the client certificate file") && Contains("holds no certificate in PEM form"));
    const std::string loop = directory.file("loop.crt");
    std::filesystem::create_symlink(loop, loop);
    CHECK_THROWS_WITH(context_with(loop), Contains("could not be read: Too many levels"));
}

TEST_CASE("what is wrong can be left for the handshake to say") {
    const tls_context context(
        {.verify = verification::chain, .root_certificates = {.file = "/nonexistent"}, .complain_at_handshake = true});
    CHECK_THROWS_WITH(context.require_usable(), Contains("\"/nonexistent\" does not exist"));
    CHECK_THROWS_AS(context.require_usable(), operational_error);
    CHECK_NOTHROW(tls_context({.complain_at_handshake = true}).require_usable());
}
