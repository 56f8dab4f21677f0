#include "auth/login.hpp"

#include "auth/md5.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace tusk::auth {

using namespace protocol;

namespace {

constexpr int most_authentication_messages = 64;
constexpr std::size_t longest_foreign_text = 30'000;
constexpr protocol_version never_released{3, 1};

/// What the login knows while it is under way.
struct login_state {
    channel& ch;
    const login_request& request;
    const endpoint& server;
    const tls_session* tls;
    protocol_version newest; // asked for
    const secret& password;
    login_outcome outcome{};
    bool channel_bound = false;
};

void queue_startup(login_state& login) {
    frontend::startup_message startup;
    startup.version = login.newest;
    startup.parameters.push_back({"user", login.request.user});
    for (const auto& [name, value] : login.request.settings) startup.parameters.push_back({name, value});
    byte_writer out = login.ch.writer();
    startup.encode(out);
    login.ch.expect_ready(ready_cause::startup);
}

void negotiate_version(login_state& login, byte_view body) {
    const auto offer = backend::negotiate_protocol_version::decode(body);
    const auto& settings = login.request.settings;
    for (const std::string_view option : offer.unrecognized)
        if (std::none_of(settings.begin(), settings.end(), [&](const auto& asked) { return asked.first == option; }))
            throw protocol_error("the server says that it does not know the option \"" + std::string(option) +
                                 "\", which was not asked for");
    const bool changes_nothing = offer.newest == login.newest && offer.unrecognized.empty();
    if (changes_nothing || offer.newest == never_released || offer.newest > login.newest ||
        offer.newest.major != login.newest.major)
        throw protocol_error("the server offered protocol " + offer.newest.to_string() + " when " +
                             login.newest.to_string() + " was asked for");
    if (offer.newest < login.request.oldest)
        throw operational_error("the server speaks protocol " + offer.newest.to_string() + " at most, but at least " +
                                login.request.oldest.to_string() + " is required: lower min_protocol_version");
    login.outcome.version = offer.newest;
}

const secret& require_password(const login_state& login) {
    if (login.password.empty())
        throw operational_error("the server asks for the password of user \"" + login.request.user +
                                "\", but none was given: set password");
    return login.password;
}

/// Under channel_binding=require nothing but a bound SCRAM proves the server; a password must not even be sent.
void refuse_unbound(const login_state& login, std::string_view asked_for) {
    if (login.request.channel_binding == channel_binding_policy::require && !login.channel_bound)
        throw operational_error("the server asks for " + std::string(asked_for) +
                                ", but channel_binding=require demands SCRAM-SHA-256-PLUS over TLS");
}

void queue_password(login_state& login, std::string_view password, std::string_view method) {
    byte_writer out = login.ch.writer();
    frontend::password_message{password}.encode(out);
    login.ch.wipe_output_when_sent();
    login.outcome.method = method;
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

scram_client begin_scram(login_state& login, byte_view offer) {
    const auto sasl = backend::authentication_sasl::decode(offer);
    const bool has_hash = login.tls != nullptr && !login.tls->end_point_hash.empty();
    const mechanism_choice choice =
        choose_mechanism(sasl.mechanisms, login.request.channel_binding,
                         {.encrypted = login.tls != nullptr, .has_end_point_hash = has_hash});
    scram_options options;
    options.channel_binding = choice.flag;
    if (choice.flag == channel_binding_flag::end_point) options.end_point_hash = login.tls->end_point_hash;
    options.max_iterations = login.request.scram_max_iterations;
    options.salt_password = login.request.salt_password;
    options.key_cache = login.request.scram_keys;
    options.cached_server = identity_of(login.server);
    options.cached_user = login.request.user;
    login.outcome.method = choice.flag == channel_binding_flag::end_point ? "scram-sha-256-plus" : "scram-sha-256";
    return scram_client(require_password(login), std::move(options));
}

std::int32_t authentication_code(byte_view body) {
    byte_reader reader(body);
    const auto code = reader.number<std::int32_t>();
    if (!reader.ok()) throw protocol_error("the server sent an authentication message without a code");
    return code;
}

[[noreturn]] void throw_server_refusal(channel& ch, byte_view body) {
    ch.mark_broken();
    throw_server_error(backend::error_response::decode(body).to_report());
}

/// The next authentication message, with the server's refusal thrown. Only AuthenticationSASLContinue, SASLFinal and
/// the error may follow once SASL has begun, which the caller checks.
exchange<frame> receive_authentication(channel& ch, expectation expected) {
    const frame message = co_await receive(ch, expected);
    if (message.type == 'E') throw_server_refusal(ch, message.body);
    co_return message;
}

exchange<byte_view> receive_sasl(channel& ch, std::int32_t code) {
    const frame message = co_await receive_authentication(ch, expectation::authentication);
    if (message.type != 'R' || authentication_code(message.body) != code)
        throw protocol_error("the server broke off the SCRAM login: it did not prove that it knows the password");
    co_return message.body;
}

exchange<void> authenticate_by_scram(login_state& login, const frame& offer) {
    scram_client scram = begin_scram(login, offer.body);
    {
        const std::string first = scram.client_first();
        byte_writer out = login.ch.writer();
        frontend::sasl_initial_response{scram.mechanism(), as_bytes(first)}.encode(out);
    }
    co_await flush(login.ch);
    const byte_view challenge = co_await receive_sasl(login.ch, backend::authentication_sasl_continue::code);
    queue_sasl_response(login,
                        scram.client_final(as_text(backend::authentication_sasl_continue::decode(challenge).data)));
    co_await flush(login.ch);
    const byte_view proof = co_await receive_sasl(login.ch, backend::authentication_sasl_final::code);
    scram.verify(as_text(backend::authentication_sasl_final::decode(proof).data));
    const byte_view ok = co_await receive_sasl(login.ch, backend::authentication_ok::code);
    static_cast<void>(backend::authentication_ok::decode(ok));
    login.channel_bound = scram.channel_bound();
}

[[noreturn]] void throw_unsupported(std::int32_t code) {
    const char* method = code == backend::authentication_kerberos_v5::code ? "Kerberos V5"
                         : code == backend::authentication_gss::code       ? "GSSAPI"
                         : code == backend::authentication_sspi::code      ? "SSPI"
                                                                           : nullptr;
    if (method == nullptr)
        throw protocol_error("the server asks for the unknown authentication method " + std::to_string(code));
    throw not_supported_error(std::string("the server asks for ") + method +
                              " authentication, which tusk does not do: let pg_hba.conf ask for scram-sha-256");
}

/// Answers one request. True: the server is satisfied.
exchange<bool> answer(login_state& login, const frame& request) {
    switch (const std::int32_t code = authentication_code(request.body)) {
    case backend::authentication_ok::code:
        static_cast<void>(backend::authentication_ok::decode(request.body));
        refuse_unbound(login, "no proof of identity");
        co_return true;
    case backend::authentication_cleartext_password::code:
        static_cast<void>(backend::authentication_cleartext_password::decode(request.body));
        refuse_unbound(login, "a password in the clear");
        queue_password(login, require_password(login).text(), "password");
        co_return false;
    case backend::authentication_md5_password::code: {
        refuse_unbound(login, "an MD5 password");
        const auto salt = backend::authentication_md5_password::decode(request.body).salt;
        const secret hashed = md5_password(login.request.user, require_password(login), salt);
        queue_password(login, hashed.text(), "md5");
        co_return false;
    }
    case backend::authentication_sasl::code: co_await authenticate_by_scram(login, request); co_return true;
    default: throw_unsupported(code);
    }
}

bool is_text(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return std::isprint(byte) != 0 || std::isspace(byte) != 0 || byte >= 0x80;
    });
}

/// Something else may listen on the port, or a server may be too short of memory to speak the protocol: then the text
/// it sent says more than a complaint about its bytes.
[[noreturn]] void rethrow_as_foreign_text(channel& ch) {
    std::string_view received = as_text(ch.input().pending());
    // PostgreSQL itself falls back to the form that errors had before protocol 3.0 when it cannot start a process for
    // the connection: an E, the text, and its terminator.
    const bool is_old_error = received.starts_with('E') && received.ends_with('\0');
    if (is_old_error) received = received.substr(1, received.size() - 2);
    if (!is_text(received)) throw;
    const std::string shown(received.substr(0, longest_foreign_text));
    if (is_old_error) throw operational_error("the server turned the connection away: " + shown);
    throw operational_error("this is no answer of a PostgreSQL server, check host and port: " + shown);
}

exchange<frame> receive_first(channel& ch) {
    try {
        co_return co_await receive(ch, expectation::startup);
    } catch (const protocol_error&) {
        rethrow_as_foreign_text(ch);
    }
}

exchange<void> authenticate(login_state& login) {
    frame message = co_await receive_first(login.ch);
    for (int count = 0; count < most_authentication_messages; ++count) {
        if (message.type == 'E') throw_server_refusal(login.ch, message.body);
        if (message.type == 'v')
            negotiate_version(login, message.body);
        else {
            const bool satisfied = co_await answer(login, message);
            if (satisfied) co_return;
        }
        co_await flush(login.ch);
        message = co_await receive(login.ch, expectation::authentication);
    }
    throw protocol_error("the server went on asking for authentication after " +
                         std::to_string(most_authentication_messages) + " answers");
}

exchange<void> receive_session(login_state& login) {
    for (;;) {
        const frame message = co_await receive(login.ch, expectation::session_start);
        if (message.type == 'Z') co_return;
        if (message.type == 'E') throw_server_refusal(login.ch, message.body);
        const auto key = backend::backend_key_data::decode(message.body);
        key.require_legal_key(login.outcome.version);
        login.outcome.process_id = key.process_id;
        login.outcome.cancel_key.assign(key.key.begin(), key.key.end());
    }
}

} // namespace

exchange<login_outcome> login(channel& ch, const login_request& request, const endpoint& server, const tls_session* tls,
                              const login_variation* variation) {
    login_state state{ch,
                      request,
                      server,
                      tls,
                      variation == nullptr ? request.newest : variation->newest,
                      variation == nullptr || variation->password == nullptr ? request.password : *variation->password};
    state.outcome.version = state.newest;
    queue_startup(state);
    co_await flush(ch);
    co_await authenticate(state);
    co_await receive_session(state);
    co_return std::move(state.outcome);
}

} // namespace tusk::auth
