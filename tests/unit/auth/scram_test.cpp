#include "auth/base64.hpp"
#include "auth/scram.hpp"
#include "tests/support/scram_server.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace tusk::auth;
using Catch::Contains;
using tusk::protocol::as_bytes;
using tusk::test::make_scram_verifier;
using tusk::test::scram_server;

namespace {

constexpr std::string_view end_point_hash = "thirty-two bytes of certificate!";

scram_options with_nonce(std::string nonce, std::string user = {}) {
    scram_options options;
    options.client_nonce = std::move(nonce);
    options.user_name = std::move(user);
    return options;
}

scram_options bound_to(std::string_view hash_of_certificate) {
    scram_options options;
    options.channel_binding = channel_binding_flag::end_point;
    options.end_point_hash.assign(as_bytes(hash_of_certificate).begin(), as_bytes(hash_of_certificate).end());
    return options;
}

scram_server server_for(std::string_view password, std::string offers_plus_with = {}) {
    return scram_server(make_scram_verifier(password, "NaCl", 7), "server", std::move(offers_plus_with));
}

// The whole conversation between the two.
void log_in(scram_client& client, scram_server& server) {
    const std::string answer = client.client_final(server.server_first(client.client_first()));
    client.verify(server.server_final(answer));
}

// A client that has sent its proof in RFC 7677's example and waits for the server's.
scram_client waiting_client() {
    scram_client client(secret("pencil"), with_nonce("rOprNGfwEbeRWgbNEkqO", "user"));
    (void)client.client_final("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    return client;
}

} // namespace

TEST_CASE("the example of RFC 7677 section 3") {
    scram_client client(secret("pencil"), with_nonce("rOprNGfwEbeRWgbNEkqO", "user"));
    CHECK(client.mechanism() == "SCRAM-SHA-256");
    CHECK(client.client_first() == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    CHECK(
        client.client_final("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096") ==
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    CHECK_FALSE(client.verified());
    client.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    CHECK(client.verified());
    CHECK_FALSE(client.channel_bound());
}

TEST_CASE("the example of RFC 5802 section 5, with SHA-1") {
    scram_options options = with_nonce("fyko+d2lbbFgONRv9qkxdawL", "user");
    options.algorithm = hash_algorithm::sha1;
    scram_client client(secret("pencil"), options);
    CHECK(client.client_first() == "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    CHECK(client.client_final("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096") ==
          "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    client.verify("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    CHECK(client.verified());
}

TEST_CASE("PostgreSQL gets an empty user name; others are escaped") {
    CHECK(scram_client(secret("p"), with_nonce("x")).client_first() == "n,,n=,r=x");
    CHECK(scram_client(secret("p"), with_nonce("x", "a=b,c")).client_first() == "n,,n=a=3Db=2Cc,r=x");
}

TEST_CASE("every login has a nonce of its own") {
    const std::string first = scram_client(secret("p")).client_first();
    CHECK(first.size() == std::string("n,,n=,r=").size() + 24);
    CHECK(first != scram_client(secret("p")).client_first());
}

TEST_CASE("client and server agree when the password is right") {
    const std::string password =
        GENERATE(as<std::string>(), "pencil", "p\xc3\xa4sswort", "\xe2\x85\xa8", "\xff raw", "");
    scram_server server = server_for(password);
    scram_client client{secret(password)};
    log_in(client, server);
    CHECK(server.authenticated());
    CHECK(client.verified());
}

TEST_CASE("two spellings that SASLprep joins are the same password") {
    scram_server server = server_for("IX");
    scram_client client(secret("\xe2\x85\xa8"));
    log_in(client, server);
    CHECK(client.verified());
}

TEST_CASE("a wrong password is the server's to report") {
    scram_server server = server_for("pencil");
    scram_client client(secret("Pencil"));
    CHECK_THROWS_WITH(log_in(client, server), Contains("invalid-proof") && !Contains("Pencil"));
    CHECK_FALSE(server.authenticated());
    CHECK_FALSE(client.verified());
}

TEST_CASE("the login is bound to the certificate") {
    scram_server server = server_for("pencil", std::string(end_point_hash));
    scram_client client(secret("pencil"), bound_to(end_point_hash));
    CHECK(client.mechanism() == "SCRAM-SHA-256-PLUS");
    CHECK_THAT(client.client_first(), Catch::StartsWith("p=tls-server-end-point,,n=,r="));
    CHECK_FALSE(client.channel_bound());
    log_in(client, server);
    CHECK(client.channel_bound());
}

TEST_CASE("a login bound to another certificate fails") {
    scram_server server = server_for("pencil", std::string(end_point_hash));
    scram_client client(secret("pencil"), bound_to("the certificate of a man between"));
    CHECK_THROWS_WITH(log_in(client, server), Contains("channel-bindings-dont-match"));
    CHECK_FALSE(client.verified());
    CHECK_FALSE(client.channel_bound());
}

TEST_CASE("a client that missed -PLUS tells a server that offered it") {
    scram_options options;
    options.channel_binding = channel_binding_flag::not_offered;
    scram_client client(secret("pencil"), options);
    CHECK(client.mechanism() == "SCRAM-SHA-256");
    scram_server stripped = server_for("pencil", std::string(end_point_hash));
    CHECK_THROWS_AS(stripped.server_first(client.client_first()), std::invalid_argument);
    scram_server honest = server_for("pencil");
    log_in(client, honest);
    CHECK(client.verified());
    CHECK_FALSE(client.channel_bound());
}

TEST_CASE("a wrong server signature is refused") {
    const std::string signature = GENERATE(
        as<std::string>(), "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", // first bit
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=",                    // right, were it canonical
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95GQ=",                    // last byte
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl9",
        "v=", "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4AAAAA");
    CAPTURE(signature);
    scram_client client = waiting_client();
    CHECK_THROWS_AS(client.verify(signature), tusk::protocol_error);
    CHECK_FALSE(client.verified());
}

TEST_CASE("a client does not try a second signature after a wrong one") {
    scram_client client = waiting_client();
    CHECK_THROWS_AS(client.verify("v="), tusk::protocol_error);
    CHECK_THROWS_AS(client.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), tusk::protocol_error);
    CHECK_FALSE(client.verified());
}

TEST_CASE("messages out of order are refused") {
    const std::string server_first = "r=xy,s=c2FsdA==,i=1";
    scram_client early(secret("p"), with_nonce("x"));
    CHECK_THROWS_WITH(early.verify("v="), Contains("out of order"));
    CHECK_FALSE(early.verified());
    CHECK_THROWS_AS(early.client_final(server_first), tusk::protocol_error);

    scram_client twice(secret("p"), with_nonce("x"));
    (void)twice.client_final(server_first);
    CHECK_THROWS_WITH(twice.client_final(server_first), Contains("out of order"));
    CHECK_THROWS_AS(twice.verify("v="), tusk::protocol_error);

    scram_client again = waiting_client();
    again.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    CHECK_THROWS_AS(again.verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), tusk::protocol_error);
    CHECK_FALSE(again.verified());
}

TEST_CASE("nothing is derived for a server that asks too much, or whose message is malformed") {
    const std::string server_first =
        GENERATE(as<std::string>(), "r=xy,s=c2FsdA==,i=5001", "r=xy,s=c2FsdA==,i=99999999999", "r=xy,s=c2FsdA==,i=0",
                 "r=x,s=c2FsdA==,i=1", "m=1,r=xy,s=c2FsdA==,i=1", "r=xy,s=,i=1", "r=xy,s=c2FsdA==,i=1,");
    bool derived = false;
    scram_options options = with_nonce("x");
    options.max_iterations = 5000;
    options.salt_password = [&derived](const auto&... arguments) {
        derived = true;
        return pbkdf2(arguments...);
    };
    scram_client client(secret("p"), options);
    CHECK_THROWS_AS(client.client_final(server_first), tusk::operational_error);
    CHECK_FALSE(derived);
    CHECK_FALSE(client.verified());
}

TEST_CASE("a derivation that fails ends the login") {
    scram_options options = with_nonce("x");
    options.salt_password = [](hash_algorithm, const secret&, tusk::protocol::byte_view, std::uint32_t) -> digest {
        throw std::bad_alloc();
    };
    scram_client client(secret("p"), options);
    CHECK_THROWS_AS(client.client_final("r=xy,s=c2FsdA==,i=1"), std::bad_alloc);
    CHECK_THROWS_AS(client.verify("v="), tusk::protocol_error);
    CHECK_FALSE(client.verified());
}

namespace {

scram_keys keys_of(std::string_view password, std::string_view salt, std::uint32_t iterations) {
    return derive_scram_keys(hash_algorithm::sha256,
                             pbkdf2(hash_algorithm::sha256, secret(password), as_bytes(salt), iterations));
}

} // namespace

TEST_CASE("keys stand for the password: nothing is derived, looked for or kept") {
    scram_key_cache cache;
    bool derived = false;
    scram_options options;
    options.known_keys = keys_of("pencil", "NaCl", 7);
    options.key_cache = &cache;
    options.salt_password = [&derived](const auto&... arguments) {
        derived = true;
        return pbkdf2(arguments...);
    };
    scram_server server = server_for("pencil");
    scram_client client(secret(), options);
    log_in(client, server);
    CHECK(server.authenticated());
    CHECK(client.verified());
    CHECK_FALSE(derived);
    CHECK(cache.size() == 0);
}

TEST_CASE("keys of another password or salt do not log in") {
    for (const scram_keys& keys : {keys_of("Pencil", "NaCl", 7), keys_of("pencil", "KCl", 7)}) {
        scram_options options;
        options.known_keys = keys;
        scram_server server = server_for("pencil");
        scram_client client(secret("pencil"), options);
        CHECK_THROWS_WITH(log_in(client, server), Contains("invalid-proof"));
        CHECK_FALSE(client.verified());
    }
}

TEST_CASE("a server that does not know the keys' password is found out") {
    scram_options options;
    options.known_keys = keys_of("pencil", "NaCl", 7);
    options.known_keys->server_key = keys_of("another", "NaCl", 7).server_key;
    scram_server server = server_for("pencil");
    scram_client client(secret(), options);
    CHECK_THROWS_WITH(log_in(client, server), Contains("signature is wrong"));
    CHECK_FALSE(client.verified());
}

TEST_CASE("keys of a wrong length are refused") {
    scram_options options;
    options.known_keys = scram_keys{digest(32), digest(20)};
    CHECK_THROWS_WITH(scram_client(secret(), options), Contains("32 bytes"));
}

TEST_CASE("options that contradict each other are refused") {
    scram_options no_hash;
    no_hash.channel_binding = channel_binding_flag::end_point;
    CHECK_THROWS_AS(scram_client(secret("p"), no_hash), tusk::interface_error);
    scram_options no_binding = bound_to(end_point_hash);
    no_binding.channel_binding = channel_binding_flag::not_offered;
    CHECK_THROWS_AS(scram_client(secret("p"), no_binding), tusk::interface_error);
    CHECK_THROWS_AS(scram_client(secret("p"), with_nonce("a,b")), tusk::interface_error);
}
