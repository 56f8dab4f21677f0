#include "tests/conversation/logins.hpp"

#include "tests/support/scram_server.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/frontend.hpp>

#include <catch2/catch.hpp>

namespace tusk::test {

using namespace protocol;

auth::login_request request_of(const visitor& who) {
    auth::login_request request;
    request.user = "anna";
    request.password = auth::secret(who.password);
    for (const auto& [name, value] : who.settings) request.settings.emplace_back(name, value);
    request.newest = who.newest;
    request.oldest = who.oldest;
    request.channel_binding = who.channel_binding;
    request.scram_max_iterations = who.scram_max_iterations;
    request.allowed = who.allowed;
    request.ask_password = who.ask_password;
    request.ask_token = who.ask_token;
    request.known_scram_keys = who.scram_keys;
    request.password_file = "/home/anna/.pgpass";
    return request;
}

std::string startup_of(const visitor& who) {
    from_client::settings parameters{{"user", "anna"}};
    parameters.insert(parameters.end(), who.settings.begin(), who.settings.end());
    return from_client::startup(parameters, who.newest);
}

conversation logging_in(visitor who, std::optional<tls_session> tls) {
    return [=](channel& ch, const endpoint& server) -> exchange<std::string> {
        const auth::login_request request = request_of(who);
        const auth::secret own(who.file_password);
        const auth::login_variation variation{who.file_password.empty() ? nullptr : &own, who.newest};
        const auth::login_outcome outcome =
            co_await auth::login(ch, request, server, tls ? &*tls : nullptr, &variation);
        std::string text(outcome.method);
        text += ", protocol " + outcome.version.to_string();
        if (outcome.cancel_key.empty()) co_return text + ", no key";
        text += ", process " + std::to_string(outcome.process_id);
        co_return text + ", " + std::to_string(outcome.cancel_key.size()) + " bytes of key";
    };
}

script login_script(const std::string& answer, const visitor& who) {
    return script().expect(startup_of(who)).give(answer);
}

void check_turned_away(const script& plan, const conversation& what, const std::string& expected,
                       const std::string& sent) {
    for (const std::size_t chunk : {0u, 1u}) {
        const end how = run_simulated(plan, what, "", {.chunk = chunk});
        INFO((how.error ? how.error_text() : *how.value));
        REQUIRE(how.threw<error>());
        REQUIRE_THAT(how.error_text(), Catch::Contains(expected));
        REQUIRE(how.sent == sent);
        REQUIRE(how.state != condition::ready);
    }
}

tls_session handshake(std::string_view hash) {
    return {"TLSv1.3", "TLS_AES_256_GCM_SHA384", {as_bytes(hash).begin(), as_bytes(hash).end()}};
}

namespace {

byte_view body_of(std::string_view whole) { return as_bytes(whole).subspan(frame_header_size); }

/// The two reactions share the login under way.
struct login_under_way {
    scram_server server;
    scram_departure departure;

    std::string answer_first(std::string_view whole) {
        const auto initial = frontend::sasl_initial_response::decode(body_of(whole));
        const std::string honest = from_server::sasl_continue(server.server_first(as_text(*initial.data)));
        return departure.to_first ? departure.to_first(honest) : honest;
    }
    std::string answer_final(std::string_view whole) {
        const auto response = frontend::sasl_response::decode(body_of(whole));
        const std::string verdict = server.server_final(as_text(response.data));
        const std::string honest = server.authenticated()
                                       ? from_server::sasl_final(verdict) + from_server::session_start()
                                       : from_server::fatal("28P01", "password authentication failed");
        return departure.to_final ? departure.to_final(honest) : honest;
    }
};

} // namespace

script scram_script(const visitor& who, std::string end_point_hash, scram_departure departure) {
    static const scram_verifier verifier = make_scram_verifier("snow", "salt of the alps", 10);
    const auto state = std::make_shared<std::unique_ptr<login_under_way>>();
    from_server::texts offer{"SCRAM-SHA-256"};
    if (!end_point_hash.empty()) offer.insert(offer.begin(), "SCRAM-SHA-256-PLUS");
    script plan = login_script(from_server::sasl(offer), who);
    plan.expect_message('p', [=](std::string_view whole) {
        *state = std::make_unique<login_under_way>(
            login_under_way{scram_server(verifier, "servers-part", end_point_hash), departure});
        return (*state)->answer_first(whole);
    });
    if (departure.to_first) return plan;
    return plan.expect_message('p', [=](std::string_view whole) { return (*state)->answer_final(whole); });
}

} // namespace tusk::test
