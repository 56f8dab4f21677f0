// The two families of mechanisms that AuthenticationSASL can lead to ("SASL Authentication" in the chapter "Message
// Flow"): SCRAM-SHA-256, and OAUTHBEARER of PostgreSQL 18.
#include "auth/login_state.hpp"
#include "auth/oauth.hpp"
#include "auth/sasl_mechanism.hpp"
#include "auth/scram.hpp"
#include "auth/unacceptable.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <exception>
#include <utility>

namespace tusk::auth {

using namespace protocol;

namespace {

void queue_initial_response(login_state& login, std::string_view mechanism, std::string_view text) {
    byte_writer out = login.ch.writer();
    frontend::sasl_initial_response{mechanism, as_bytes(text)}.encode(out);
    login.ch.wipe_output_when_sent();
}

void queue_sasl_response(login_state& login, std::string_view text) {
    byte_writer out = login.ch.writer();
    frontend::sasl_response{as_bytes(text)}.encode(out);
    login.ch.wipe_output_when_sent();
}

/// Two servers never have the same. No part contains a NUL: the name comes from a connection string.
std::string identity_of(const endpoint& server) {
    std::string text = server.host;
    text += '\0';
    text += server.address;
    text += '\0';
    return text + std::to_string(server.port);
}

scram_client begin_scram(login_state& login, const mechanism_choice& choice) {
    const bool binds = choice.flag == channel_binding_flag::end_point;
    scram_options options;
    options.channel_binding = choice.flag;
    if (binds) options.end_point_hash = login.tls->end_point_hash;
    options.max_iterations = login.request.scram_max_iterations;
    options.salt_password = login.request.salt_password;
    options.key_cache = login.request.scram_keys;
    options.cached_server = identity_of(login.server);
    options.cached_user = login.request.user;
    options.known_keys = login.request.known_scram_keys;
    login.outcome.method = binds ? "scram-sha-256-plus" : name_of(auth_method::scram);
    // Whoever gives the keys need not know the password.
    return scram_client(options.known_keys ? secret() : password_for(login), std::move(options));
}

exchange<byte_view> receive_scram(login_state& login, std::int32_t code) {
    const frame message = co_await receive_authentication(login);
    if (message.type != 'R' || authentication_code(message.body) != code)
        throw protocol_error("the server broke off the SCRAM login: it did not prove that it knows the password");
    co_return message.body;
}

exchange<void> authenticate_by_scram(login_state& login, const mechanism_choice& choice) {
    scram_client scram = begin_scram(login, choice);
    queue_initial_response(login, scram.mechanism(), scram.client_first());
    co_await flush(login.ch);
    const byte_view challenge = co_await receive_scram(login, backend::authentication_sasl_continue::code);
    queue_sasl_response(login,
                        scram.client_final(as_text(backend::authentication_sasl_continue::decode(challenge).data)));
    note_proof_sent(login);
    co_await flush(login.ch);
    const byte_view proof = co_await receive_scram(login, backend::authentication_sasl_final::code);
    scram.verify(as_text(backend::authentication_sasl_final::decode(proof).data));
    const byte_view ok = co_await receive_scram(login, backend::authentication_ok::code);
    static_cast<void>(backend::authentication_ok::decode(ok));
    login.channel_bound = scram.channel_bound();
}

/// A token lets whoever has read it in as well as us, elsewhere too, so it is for encrypted connections only (RFC 7628
/// section 4). What goes through a Unix socket does not leave this computer.
void require_secrecy(const login_state& login) {
    if (login.tls == nullptr && login.server.kind != endpoint::family::unix_socket)
        throw unacceptable("the server asks for an OAuth token, which must not be sent over a connection that is not "
                           "encrypted: set sslmode=verify-full");
}

secret token_for(const login_state& login) {
    if (!login.request.ask_token)
        throw unacceptable("the server asks for an OAuth token, and nothing was given that has one: set "
                           "connect_options::oauth_token");
    secret token;
    try {
        token = login.request.ask_token(login.server, login.tls != nullptr);
    } catch (...) {
        throw caller_failure{std::current_exception()};
    }
    if (!is_bearer_token(token.text()))
        throw unacceptable(token.empty() ? "connect_options::oauth_token answered an empty token: let it throw when it "
                                           "has none"
                                         : "connect_options::oauth_token answered something that is no bearer token "
                                           "(RFC 6750 section 2.1): letters, digits and -._~+/ with any = at the end");
    return token;
}

/// The server has said what is wrong with the token, and now waits for a word before it turns us away (RFC 7628
/// section 3.2.3).
exchange<void> take_refusal(login_state& login, byte_view body) {
    const auto challenge = parse_oauth_challenge(as_text(backend::authentication_sasl_continue::decode(body).data));
    login.remark = describe(challenge);
    queue_sasl_response(login, oauth_dummy_response);
    co_await flush(login.ch);
    const frame next = co_await receive_authentication(login); // throws what must come, the error
    static_cast<void>(next);
    throw protocol_error("the server went on with the OAUTHBEARER login after it had turned the token away");
}

exchange<void> authenticate_by_oauth(login_state& login) {
    require_secrecy(login);
    login.remark.clear();
    login.outcome.method = name_of(auth_method::oauth);
    {
        const secret first = oauth_initial_response(token_for(login));
        queue_initial_response(login, oauthbearer, first.text());
        note_proof_sent(login);
    }
    co_await flush(login.ch);
    const frame message = co_await receive_authentication(login);
    const std::int32_t code = authentication_code(message.body);
    if (code == backend::authentication_sasl_continue::code) co_await take_refusal(login, message.body);
    if (code != backend::authentication_ok::code)
        throw protocol_error("the server broke off the OAUTHBEARER login: it neither took the token nor said what is "
                             "wrong with it");
    static_cast<void>(backend::authentication_ok::decode(message.body));
}

} // namespace

exchange<void> authenticate_by_sasl(login_state& login, const frame& offer) {
    const auto sasl = backend::authentication_sasl::decode(offer.body);
    const bool has_hash = login.tls != nullptr && !login.tls->end_point_hash.empty();
    const mechanism_choice choice =
        choose_mechanism(sasl.mechanisms, login.request.channel_binding,
                         {.encrypted = login.tls != nullptr, .has_end_point_hash = has_hash});
    if (choice.name == oauthbearer) {
        require_allowed(login, auth_method::oauth, "an OAuth token");
        co_await authenticate_by_oauth(login);
    } else {
        require_allowed(login, auth_method::scram, "a SCRAM login");
        co_await authenticate_by_scram(login, choice);
    }
    login.satisfied = true;
}

} // namespace tusk::auth
