// SCRAM-SHA-256, bound to the channel and not: honest servers, and those that skip, repeat or mangle a step.
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using auth::channel_binding_policy;
using protocol::condition;

namespace {

const visitor anna{.password = "snow"};
const std::string hash = "hash of the certificate";
const std::string by_scram = "scram-sha-256, protocol 3.0, process 42, 4 bytes of key";
const std::string by_scram_plus = "scram-sha-256-plus, protocol 3.0, process 42, 4 bytes of key";

visitor with_policy(channel_binding_policy policy) { return {.password = "snow", .channel_binding = policy}; }

/// The login fails; without a proof of the password having been sent, unless `proven`.
void check_broken_off(const script& plan, const conversation& what, bool proven) {
    for (const std::size_t chunk : {0u, 1u}) {
        const end how = run_simulated(plan, what, "", {.chunk = chunk});
        INFO((how.error ? how.error_text() : *how.value));
        REQUIRE(how.threw<operational_error>());
        REQUIRE(how.state != condition::ready);
        REQUIRE((how.sent.find(",p=") != std::string::npos) == proven);
    }
}

/// A server that answers anna's first message with this.
script first_answered_by(const std::string& answer) {
    return scram_script(anna, {}, {.to_first = [=](const std::string&) { return answer; }});
}
/// A server that answers her proof with this, or with what it makes of the honest answer.
script proof_answered_by(std::function<std::string(const std::string&)> answer) {
    return scram_script(anna, {}, {.to_final = std::move(answer)});
}

} // namespace

TEST_CASE("both sides prove that they know the password") {
    check_answers(scram_script(anna), logging_in(anna), by_scram);
}

TEST_CASE("a SCRAM login that is cut at any byte never succeeds") {
    const script plan = scram_script(anna);
    std::size_t size = 0;
    for (;; ++size) {
        const end how = run_simulated(plan, logging_in(anna), "", {.cut_after = size});
        if (how.value) break;
        INFO(size << ": " << how.error_text());
        REQUIRE(how.threw<operational_error>());
        REQUIRE(how.state == condition::broken);
    }
    CHECK(size > plan.given() + session_start().size());
}

TEST_CASE("under TLS the login is bound to the server's certificate when the server offers it") {
    const auto prefer = with_policy(channel_binding_policy::prefer);
    const auto require = with_policy(channel_binding_policy::require);
    const auto disable = with_policy(channel_binding_policy::disable);
    check_answers(scram_script(prefer, hash), logging_in(prefer, handshake(hash)), by_scram_plus);
    check_answers(scram_script(require, hash), logging_in(require, handshake(hash)), by_scram_plus);
    check_answers(scram_script(disable, hash), logging_in(disable, handshake(hash)), by_scram);
}

TEST_CASE("B6: under TLS a client that could bind tells a server that does not offer it") {
    check_answers(scram_script(anna), logging_in(anna, handshake(hash)), by_scram); // `y,,`, or the server throws
}

TEST_CASE("B5: a binding to another certificate is found out by the server") {
    const end how = run_once(scram_script(anna, hash), logging_in(anna, handshake("hash of an impostor's")));
    CHECK(how.threw<errors::invalid_password>());
}

TEST_CASE("B5: a certificate without a hash to bind with is an error, and nothing is sent") {
    check_turned_away(login_script(sasl({"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"})), logging_in(anna, handshake("")),
                      "names no hash to bind with", startup_of());
}

TEST_CASE("B6: offers that no honest server makes are refused before anything is sent") {
    check_turned_away(login_script(sasl({"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"})), logging_in(anna),
                      "over a connection without TLS", startup_of());
    check_turned_away(login_script(sasl({"GS2-KRB5", "PLAIN"})), logging_in(anna), "only GS2-KRB5, PLAIN",
                      startup_of());
}

TEST_CASE("a wrong password is the server's error") {
    const visitor wrong{.password = "rain"};
    check_fails(scram_script(wrong), logging_in(wrong), "password authentication failed", condition::broken);
    const auto refused = proof_answered_by([](const std::string&) { return sasl_final("e=invalid-proof"); });
    CHECK_THAT(run_once(refused, logging_in(anna)).error_text(), Catch::Contains("refused the SCRAM login: invalid"));
}

TEST_CASE("B3: AuthenticationOk amid SCRAM is refused: the server has proved nothing") {
    const std::string broke_off = "it did not prove that it knows the password";
    check_refused(first_answered_by(session_start()), logging_in(anna), broke_off);
    check_refused(proof_answered_by([](const std::string&) { return session_start(); }), logging_in(anna), broke_off);
}

TEST_CASE("B3: whatever else comes instead of a step of SCRAM is refused") {
    const std::vector<std::string> requests{cleartext_password(), md5_password("salt"),   sasl({"SCRAM-SHA-256"}),
                                            authentication(7),    authentication(8, "x"), message('R'),
                                            authentication(99)};
    for (const std::string& intruder : requests) {
        INFO(show(intruder));
        check_broken_off(first_answered_by(intruder), logging_in(anna), false);
        check_broken_off(proof_answered_by([&](const std::string&) { return intruder; }), logging_in(anna), true);
    }
    for (const std::string& intruder : every_message()) {
        if (intruder[0] == 'R' || intruder[0] == 'E') continue;
        INFO(intruder[0]);
        check_refused(first_answered_by(intruder), logging_in(anna), "next step of authentication");
        check_refused(proof_answered_by([&](const std::string&) { return intruder; }), logging_in(anna),
                      "next step of authentication");
    }
}

TEST_CASE("B3: a step that comes twice, or too early, is refused") {
    check_broken_off(first_answered_by(sasl_final("v=AAAA")), logging_in(anna), false);
    check_broken_off(proof_answered_by([](const std::string&) { return sasl_continue("r=x,s=AAAA,i=1"); }),
                     logging_in(anna), true);
    const auto repeated = [](const std::string& honest) {
        const std::string last = honest.substr(0, honest.size() - session_start().size());
        return last + last + session_start();
    };
    check_broken_off(proof_answered_by(repeated), logging_in(anna), true);
    const auto without_ok = [](const std::string& honest) {
        return honest.substr(0, honest.size() - session_start().size()) + ready();
    };
    check_broken_off(proof_answered_by(without_ok), logging_in(anna), true);
}

TEST_CASE("an error of the server amid SCRAM is what it says") {
    const std::string error = fatal("53300", "too many connections");
    const auto at_proof = proof_answered_by([&](const std::string&) { return error; });
    const auto behind_proof = proof_answered_by(
        [&](const std::string& honest) { return honest.substr(0, honest.size() - session_start().size()) + error; });
    for (const script& plan : {first_answered_by(error), at_proof, behind_proof}) {
        const end how = run_once(plan, logging_in(anna));
        CHECK(how.threw<errors::too_many_connections>());
        CHECK(how.state == condition::broken);
    }
}

TEST_CASE("B4: a server's signature that is wrong, short, long or not canonical is refused") {
    const auto final_with = [](const std::string& data) {
        return proof_answered_by([=](const std::string&) { return sasl_final(data) + session_start(); });
    };
    const std::string right_length(43, 'A');
    for (const std::string& data :
         {"v=" + right_length + "=", std::string("v="), std::string("v=AAAA"), std::string(),
          "v=" + right_length + "=,x=y", "v=" + right_length + "B", std::string("e="), "r=" + right_length + "="}) {
        INFO(data);
        check_broken_off(final_with(data), logging_in(anna), true);
    }
}

TEST_CASE("B1, B4: a first message that is mangled is refused before the password is proved") {
    using edit = std::function<std::string(std::string)>;
    const auto replaced = [](std::string from, std::string to) -> edit {
        return [=](std::string text) {
            const std::size_t at = text.find(from);
            return at == std::string::npos ? text : text.replace(at, from.size(), to);
        };
    };
    const std::vector<std::pair<std::string, edit>> edits{
        {"m= demands an extension", [](const std::string& text) { return "m=x," + text; }},
        {"the nonce is not ours", replaced("r=", "r=x")},
        {"the nonce adds nothing", replaced("servers-part", "")},
        {"the iteration count is a bomb", replaced("i=10", "i=100001")},
        {"the iteration count is a greater bomb", replaced("i=10", "i=99999999999")},
        {"the iteration count is 0", replaced("i=10", "i=0")},
        {"the iteration count is negative", replaced("i=10", "i=-1")},
        {"the iteration count is missing", replaced(",i=10", "")},
        {"the salt is no base64", replaced("s=", "s=!")},
        {"the salt is missing", replaced(",s=", ",x=")},
        {"something follows", [](const std::string& text) { return text + ",x=y"; }},
        {"a comma follows", [](const std::string& text) { return text + ","; }},
        {"nothing is left", [](const std::string&) { return std::string(); }},
    };
    for (const auto& [trouble, change] : edits) {
        INFO(trouble);
        const auto mangled = [&edited = change](const std::string& honest) {
            return sasl_continue(edited(honest.substr(9)));
        };
        check_broken_off(scram_script(anna, {}, {.to_first = mangled}), logging_in(anna), false);
    }
}

TEST_CASE("B1: scram_max_iterations is where the bomb begins") {
    const visitor patient{.password = "snow", .scram_max_iterations = 10};
    check_answers(scram_script(patient), logging_in(patient), by_scram);
    const visitor hasty{.password = "snow", .scram_max_iterations = 9};
    const scram_departure honest{.to_first = [](const std::string& same) { return same; }};
    check_broken_off(scram_script(hasty, {}, honest), logging_in(hasty), false);
}
