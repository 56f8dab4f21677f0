// Certificates that their authority has taken back (sslcrl, sslcrldir).
#include "tls_handshake.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using transport::tls_context;
using transport::tls_settings;
using transport::verification;

namespace {

/// The authority's list, with the one certificate on it.
struct revocation {
    certificate good = shared_trust().issue_for("localhost");
    certificate revoked = shared_trust().issue_for("localhost");
    std::string list = shared_trust().authority.revoke(revoked);
};

const revocation& shared_revocation() {
    static const revocation only;
    return only;
}

tls_settings with_list(const std::string& pem) {
    tls_settings settings = shared_trust().settings(verification::chain);
    settings.revocation_list = shared_trust().directory.write("root.crl", pem);
    return settings;
}

} // namespace

TEST_CASE("a certificate on its authority's revocation list is refused, another one is not") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const revocation& made = shared_revocation();
    CHECK(shake(how, {.identity = made.good}, with_list(made.list)).session);
    CHECK_THAT(shake(how, {.identity = made.revoked}, with_list(made.list)).error, Contains("certificate revoked"));
    CHECK(shake(how, {.identity = made.revoked}, shared_trust().settings(verification::chain)).session);
}

TEST_CASE("a directory of revocation lists is searched by the authority's name") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const revocation& made = shared_revocation();
    const temporary_directory directory;
    directory.write(shared_trust().authority.revocation_file_name(), made.list);
    tls_settings settings = shared_trust().settings(verification::chain);
    settings.revocation_directory = std::filesystem::path(directory.file("x")).parent_path();
    CHECK(shake(how, {.identity = made.good}, settings).session);
    CHECK_THAT(shake(how, {.identity = made.revoked}, settings).error, Contains("certificate revoked"));
}

TEST_CASE("where lists are looked at, every authority must have one") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate other = certificate::self_signed({.common_name = "other authority", .authority = true});
    const tls_settings settings = with_list(other.revoke(shared_revocation().revoked));
    CHECK_THAT(shake(how, {.identity = shared_revocation().good}, settings).error,
               Contains("unable to get certificate CRL"));
}

TEST_CASE("a list that somebody else signed in the authority's name is not believed") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const certificate impostor = certificate::self_signed({.common_name = "test authority", .authority = true});
    const tls_settings settings = with_list(impostor.revoke(impostor));
    CHECK_THAT(shake(how, {.identity = shared_revocation().good}, settings).error,
               Contains("certificate verify failed: CRL signature failure"));
}

TEST_CASE("a revocation list that is missing or malformed is an error, since it would revoke nothing") {
    tls_settings settings = shared_trust().settings(verification::chain);
    settings.revocation_list = shared_trust().directory.file("missing.crl");
    CHECK_THROWS_WITH(tls_context(settings),
                      Contains("the certificate revocation list \"" + settings.revocation_list + "\" does not exist") &&
                          Contains("sslcrl"));
    CHECK_THROWS_WITH(tls_context(with_list("nothing of the sort\n")), Contains("holds no revocation list"));
    // Trust comes from the root certificate file alone.
    CHECK_THROWS_WITH(tls_context(with_list(shared_trust().authority.pem())), Contains("holds no revocation list"));
    std::string damaged = shared_revocation().list;
    damaged.replace(damaged.find('\n') + 5, 4, "AAAA");
    CHECK_THROWS_WITH(tls_context(with_list(damaged)),
                      Contains("the certificate revocation list") && Contains("could not be read"));
}

TEST_CASE("a revocation list directory that is none is an error") {
    tls_settings settings = shared_trust().settings(verification::chain);
    settings.revocation_directory = shared_trust().directory.file("missing");
    CHECK_THROWS_WITH(tls_context(settings), Contains("the revocation list directory") &&
                                                 Contains("could not be read: No such file or directory"));
    settings.revocation_directory = shared_trust().file;
    CHECK_THROWS_WITH(tls_context(settings), Contains("sslcrldir") && Contains("is not a directory"));
}

TEST_CASE("nothing is looked up in lists when nothing is verified") {
    CHECK_NOTHROW(tls_context({.revocation_list = "/nonexistent/root.crl", .revocation_directory = "/nonexistent"}));
}
