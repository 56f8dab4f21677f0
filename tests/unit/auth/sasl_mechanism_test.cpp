#include "auth/oauth.hpp"
#include "auth/sasl_mechanism.hpp"
#include "auth/unacceptable.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace tusk::auth;
using Catch::Contains;
using policy = channel_binding_policy;
using flag = channel_binding_flag;

namespace {

using offer = std::vector<std::string_view>;

const offer plain{scram_sha_256};
const offer both{scram_sha_256_plus, scram_sha_256};
const offer plus{scram_sha_256_plus};
constexpr channel_facts no_tls{};
constexpr channel_facts tls{true, true};
constexpr channel_facts tls_ed25519{true, false};

void check_choice(const offer& offered, policy p, channel_facts channel, std::string_view name, flag f) {
    const mechanism_choice choice = choose_mechanism(offered, p, channel);
    CHECK(choice.name == name);
    CHECK(choice.flag == f);
}

} // namespace

TEST_CASE("with TLS and -PLUS on offer the login is bound to the channel") {
    check_choice(both, policy::prefer, tls, scram_sha_256_plus, flag::end_point);
    check_choice(both, policy::require, tls, scram_sha_256_plus, flag::end_point);
    check_choice(plus, policy::require, tls, scram_sha_256_plus, flag::end_point);
    check_choice({scram_sha_256, scram_sha_256_plus}, policy::prefer, tls, scram_sha_256_plus, flag::end_point);
    check_choice({"OAUTHBEARER", scram_sha_256_plus}, policy::prefer, tls, scram_sha_256_plus, flag::end_point);
}

TEST_CASE("with TLS and no -PLUS on offer the server is told that it was missed") {
    check_choice(plain, policy::prefer, tls, scram_sha_256, flag::not_offered);
    check_choice(plain, policy::prefer, tls_ed25519, scram_sha_256, flag::not_offered);
}

TEST_CASE("without TLS, or by choice, the client does not bind") {
    check_choice(plain, policy::prefer, no_tls, scram_sha_256, flag::not_supported);
    check_choice(plain, policy::disable, no_tls, scram_sha_256, flag::not_supported);
    check_choice(plain, policy::disable, tls, scram_sha_256, flag::not_supported);
    check_choice(both, policy::disable, tls, scram_sha_256, flag::not_supported);
    check_choice(both, policy::disable, tls_ed25519, scram_sha_256, flag::not_supported);
}

TEST_CASE("offering -PLUS over plaintext is an attack under every policy") {
    const policy p = GENERATE(policy::disable, policy::prefer, policy::require);
    const offer offered = GENERATE(offer(both), offer(plus));
    CHECK_THROWS_AS(choose_mechanism(offered, p, no_tls), tusk::protocol_error);
}

TEST_CASE("an empty offer and an empty name are malformed") {
    const policy p = GENERATE(policy::disable, policy::prefer, policy::require);
    const offer offered = GENERATE(offer{}, offer{""}, offer{scram_sha_256, ""});
    CHECK_THROWS_AS(choose_mechanism(offered, p, tls), tusk::protocol_error);
}

TEST_CASE("require is never satisfied without -PLUS") {
    CHECK_THROWS_AS(choose_mechanism(plain, policy::require, tls), tusk::operational_error);
    CHECK_THROWS_WITH(choose_mechanism(plain, policy::require, tls), Contains("does not offer SCRAM-SHA-256-PLUS"));
    CHECK_THROWS_AS(choose_mechanism(plain, policy::require, no_tls), tusk::operational_error);
    CHECK_THROWS_WITH(choose_mechanism(plain, policy::require, no_tls), Contains("needs TLS"));
    CHECK_THROWS_AS(choose_mechanism(offer{"OAUTHBEARER"}, policy::require, tls), tusk::operational_error);
}

TEST_CASE("of SCRAM without binding and OAUTHBEARER the server's first is taken") {
    const offer token_first{"GS2-KRB5", oauthbearer, scram_sha_256};
    const offer scram_first{scram_sha_256, oauthbearer};
    for (const policy p : {policy::disable, policy::prefer})
        for (const channel_facts channel : {no_tls, tls, tls_ed25519}) {
            CHECK(choose_mechanism(token_first, p, channel).name == oauthbearer);
            CHECK(choose_mechanism(scram_first, p, channel).name == scram_sha_256);
        }
    check_choice({oauthbearer, scram_sha_256_plus}, policy::prefer, tls, scram_sha_256_plus, flag::end_point);
    check_choice({oauthbearer, scram_sha_256_plus}, policy::disable, tls, oauthbearer, flag::not_supported);
    CHECK_THROWS_AS(choose_mechanism(token_first, policy::require, tls), unacceptable);
}

TEST_CASE("a certificate without a usable hash is an error unless binding is switched off") {
    const policy p = GENERATE(policy::prefer, policy::require);
    CHECK_THROWS_AS(choose_mechanism(both, p, tls_ed25519), tusk::operational_error);
    CHECK_THROWS_WITH(choose_mechanism(both, p, tls_ed25519), Contains("Ed25519") && Contains("channel_binding"));
}

TEST_CASE("only -PLUS on offer and binding switched off do not go together") {
    CHECK_THROWS_AS(choose_mechanism(plus, policy::disable, tls), tusk::operational_error);
    CHECK_THROWS_WITH(choose_mechanism(plus, policy::disable, tls), Contains("channel_binding=disable"));
}

TEST_CASE("an offer of nothing known is named, cut and escaped") {
    const offer unknown{"oauthbearer", "scram-sha-256", "SCRAM-SHA-1", "SCRAM-SHA-256 "};
    CHECK_THROWS_AS(choose_mechanism(unknown, policy::prefer, tls), tusk::not_supported_error);
    CHECK_THROWS_WITH(choose_mechanism(unknown, policy::prefer, tls), Contains("oauthbearer, scram-sha-256"));
    const std::string long_name = "\x1b" + std::string(29'000, 'x');
    try {
        (void)choose_mechanism(offer(1000, long_name), policy::prefer, tls);
        FAIL("accepted");
    } catch (const tusk::not_supported_error& e) {
        CHECK(std::string_view(e.what()).size() < 500);
        CHECK_THAT(e.what(), Contains("\\x1b"));
    }
}
