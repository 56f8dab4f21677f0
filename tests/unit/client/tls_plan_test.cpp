// Parameters of TLS in what the transport works with.
#include "client/tls_plan.hpp"
#include "tests/support/certificates.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>
#include <openssl/ssl.h>

#include <string>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using client::make_tls_context;
using client::make_tls_settings;
using transport::tls_settings;
using transport::verification;

namespace {

tls_settings settings_of(const std::string& conninfo, const connect_options& options = {}) {
    return make_tls_settings(params::parse(conninfo), options);
}

} // namespace

TEST_CASE("every sslmode verifies the chain where it can, the upper two insist") {
    CHECK(settings_of("sslmode=allow").verify == verification::chain_if_rooted);
    CHECK(settings_of("sslmode=prefer").verify == verification::chain_if_rooted);
    CHECK(settings_of("sslmode=require").verify == verification::chain_if_rooted);
    CHECK(settings_of("sslmode=verify-ca").verify == verification::chain);
    CHECK(settings_of("sslmode=verify-full").verify == verification::chain_and_name);
}

TEST_CASE("require beside a root file that exists is verify-ca, beside a missing one it is not") {
    const temporary_directory directory;
    const certificate authority = certificate::self_signed({.common_name = "root", .authority = true});
    const std::string file = directory.write("root.crt", authority.pem());
    const auto level_with = [](const std::string& root) {
        return make_tls_context(params::parse("host=db sslmode=require sslrootcert=" + root))->settings().verify;
    };
    CHECK(level_with(file) == verification::chain);
    CHECK(level_with(directory.file("missing.crt")) == verification::none);
}

TEST_CASE("the system's authorities are not a file, and text counts before both") {
    CHECK(settings_of("sslrootcert=system sslmode=verify-full").system_roots);
    CHECK(settings_of("sslrootcert=system sslmode=verify-full").root_certificates.file.empty());
    const tls_settings files = settings_of("sslrootcert=r.crt sslcrl=r.crl sslcrldir=/crls");
    CHECK_FALSE(files.system_roots);
    CHECK(files.root_certificates.file == "r.crt");
    CHECK(files.revocation_list == "r.crl");
    CHECK(files.revocation_directory == "/crls");
    connect_options options;
    options.root_certificates = "PEM";
    const tls_settings text = settings_of("sslrootcert=system sslmode=verify-full", options);
    CHECK_FALSE(text.system_roots);
    CHECK(text.root_certificates.text == "PEM");
}

TEST_CASE("sslcertmode decides whether our certificate is shown") {
    const std::string files = "sslcert=me.crt sslkey=me.key sslpassword=secret ";
    const tls_settings shown = settings_of(files);
    CHECK(shown.client_certificate.file == "me.crt");
    CHECK(shown.client_key.file == "me.key");
    CHECK(shown.client_key_password == "secret");
    CHECK_FALSE(shown.demand_certificate_request);

    const tls_settings hidden = settings_of(files + "sslcertmode=disable");
    CHECK_FALSE(hidden.client_certificate.is_named());
    CHECK_FALSE(hidden.client_key.is_named());
    CHECK(hidden.client_key_password.empty());
    CHECK_FALSE(hidden.demand_certificate_request);

    const tls_settings demanded = settings_of(files + "sslcertmode=require");
    CHECK(demanded.client_certificate.file == "me.crt");
    CHECK(demanded.demand_certificate_request);
}

TEST_CASE("certificate and key in memory, and the function for the key's password, come from the options") {
    connect_options options;
    options.client_certificate = "certificate";
    options.client_key = "key";
    options.key_password = [](const std::string&) -> secret_text { return "asked"; };
    const tls_settings settings = settings_of("", options);
    CHECK(settings.client_certificate.text == "certificate");
    CHECK(settings.client_key.text == "key");
    CHECK(settings.ask_key_password("") == "asked");

    options.client_certificate.clear();
    CHECK_THROWS_WITH(settings_of("", options), Contains("connect_options::client_key is a key without a certificate"));
    CHECK_THROWS_AS(settings_of("", options), programming_error);
    CHECK_NOTHROW(settings_of("sslcert=me.crt", options));
    CHECK_NOTHROW(settings_of("sslcertmode=disable", options));
}

TEST_CASE("direct TLS needs the server's word by ALPN") {
    CHECK(settings_of("sslmode=require sslnegotiation=direct").require_alpn);
    CHECK_FALSE(settings_of("sslmode=require").require_alpn);
}

TEST_CASE("versions, the host's name in the clear and the file for secrets are passed on") {
    using transport::tls_version;
    CHECK(settings_of("").minimum_version == tls_version::tls_1_2);
    CHECK(settings_of("").maximum_version == tls_version::tls_1_3);
    const tls_settings pinned = settings_of("ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.3");
    CHECK(pinned.minimum_version == tls_version::tls_1_3);
    CHECK(pinned.maximum_version == tls_version::tls_1_3);
    CHECK(settings_of("ssl_max_protocol_version=TLSv1.2").maximum_version == tls_version::tls_1_2);
    CHECK(settings_of("").server_name_indication);
    CHECK_FALSE(settings_of("sslsni=0").server_name_indication);
    CHECK(settings_of("sslkeylogfile=keys.log").key_log_file == "keys.log");
}

TEST_CASE("the user's hook gets the context") {
    connect_options options;
    SSL_CTX* given = nullptr;
    options.tls_context = [&](ssl_ctx_st* context) { given = context; };
    const auto context = make_tls_context(params::parse("host=db"), options);
    CHECK(given == context->native_handle());
}

TEST_CASE("no file is read where TLS is never used") {
    for (const char* never : {"host=db sslmode=disable", "host=/tmp sslmode=verify-full", "host=@socket"})
        CHECK(make_tls_context(params::parse(std::string(never) + " sslcert=/ sslrootcert=/nonexistent")) == nullptr);
}

TEST_CASE("what is wrong with the files is said at once where TLS is a must, else by the handshake") {
    for (const char* must : {"require", "verify-ca", "verify-full"})
        CHECK_THROWS_WITH(make_tls_context(params::parse(std::string("host=db sslrootcert=/ sslmode=") + must)),
                          Contains("could not be read"));
    for (const char* may : {"allow", "prefer"}) {
        const auto context = make_tls_context(params::parse(std::string("host=db sslrootcert=/ sslmode=") + may));
        CHECK_THROWS_WITH(context->require_usable(), Contains("could not be read: Is a directory"));
    }
}
