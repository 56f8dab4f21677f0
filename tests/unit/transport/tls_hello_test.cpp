// What a client says in the handshake: the versions and the host that it wants, and what the user's hook adds.
#include "tls_handshake.hpp"

#include <catch2/catch.hpp>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string>
#include <vector>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using transport::tls_context;
using transport::tls_settings;
using transport::tls_version;

namespace {

/// Debian's OpenSSL forbids what is older than TLS 1.2 unless its security level is lowered.
void allow_old_versions(SSL_CTX* context) { SSL_CTX_set_security_level(context, 0); }

} // namespace

TEST_CASE("a server that has nothing newer than TLS 1.1 is refused") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const int newest = GENERATE(TLS1_VERSION, TLS1_1_VERSION);
    const auto result = shake(how, {.newest_tls = newest}, {.customise = allow_old_versions});
    CHECK_FALSE(result.session);
    CHECK_THAT(result.error, Contains("have no TLS version in common") && Contains("ssl_min_protocol_version"));
}

TEST_CASE("older versions are spoken when they are asked for") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto version_with = [&](tls_version oldest, tls_version newest, int newest_of_server) {
        const auto result =
            shake(how, {.newest_tls = newest_of_server},
                  {.minimum_version = oldest, .maximum_version = newest, .customise = allow_old_versions});
        INFO(result.error);
        REQUIRE(result.session);
        return result.session->version;
    };
    CHECK(version_with(tls_version::tls_1_0, tls_version::tls_1_3, TLS1_VERSION) == "TLSv1");
    CHECK(version_with(tls_version::tls_1_1, tls_version::tls_1_3, TLS1_1_VERSION) == "TLSv1.1");
    CHECK(version_with(tls_version::tls_1_0, tls_version::tls_1_1, 0) == "TLSv1.1");
    CHECK(version_with(tls_version::tls_1_2, tls_version::tls_1_2, 0) == "TLSv1.2");
    CHECK(version_with(tls_version::tls_1_2, tls_version::tls_1_3, TLS1_2_VERSION) == "TLSv1.2");
    CHECK(version_with(tls_version::tls_1_3, tls_version::tls_1_3, 0) == "TLSv1.3");
}

TEST_CASE("the oldest version wanted is an end") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const auto result = shake(how, {.newest_tls = TLS1_2_VERSION}, {.minimum_version = tls_version::tls_1_3});
    CHECK_THAT(result.error, Contains("have no TLS version in common"));
}

TEST_CASE("the user's hook is called last, once") {
    int called = 0;
    tls_settings settings{.maximum_version = tls_version::tls_1_2};
    settings.customise = [&](SSL_CTX* context) {
        ++called;
        CHECK(SSL_CTX_get_max_proto_version(context) == TLS1_2_VERSION); // everything else is set
        SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION);
    };
    const auto result = shake(mode::blocking, {}, settings);
    REQUIRE(result.session);
    CHECK(result.session->version == "TLSv1.3"); // and what it sets stays
    CHECK(called == 1);
}

TEST_CASE("what the user's hook throws leaves as it is") {
    CHECK_THROWS_AS(tls_context({.customise = [](SSL_CTX*) { throw std::out_of_range("no such cipher"); }}),
                    std::out_of_range);
}

namespace {

/// Everything that a client's handshake sends before anything is encrypted.
struct overheard {
    std::string sent{};

    static void listen(int is_sent, int, int kind, const void* bytes, std::size_t size, SSL*, void* self) {
        if (is_sent == 1 && kind == SSL3_RT_HANDSHAKE)
            static_cast<overheard*>(self)->sent.append(static_cast<const char*>(bytes), size);
    }
};

/// Whether the first message names `host` in the clear.
bool hello_names(const std::string& host, tls_settings settings) {
    overheard all;
    settings.customise = [&](SSL_CTX* context) {
        SSL_CTX_set_msg_callback(context, overheard::listen);
        SSL_CTX_set_msg_callback_arg(context, &all);
    };
    REQUIRE(shake(mode::blocking, {.host = host}, settings).session);
    REQUIRE(all.sent.find("postgresql") != std::string::npos); // the protocol, by ALPN
    return all.sent.find(host) != std::string::npos;
}

} // namespace

TEST_CASE("the host is named in the clear, unless it is an address or that is switched off") {
    CHECK(hello_names("db.example.com", {}));
    CHECK_FALSE(hello_names("db.example.com", {.server_name_indication = false}));
    CHECK_FALSE(hello_names("127.0.0.1", {}));
    CHECK_FALSE(hello_names("::1", {}));
}
