#include "auth/login.hpp"

#include "auth/login_state.hpp"
#include "auth/unacceptable.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <algorithm>
#include <utility>

namespace tusk::auth {

using namespace protocol;

namespace {

constexpr int most_authentication_messages = 64;
constexpr protocol_version never_released{3, 1};

void negotiate_version(login_state& login, byte_view body) {
    const auto offer = backend::negotiate_protocol_version::decode(body);
    const auto& settings = login.request.settings;
    for (const std::string_view option : offer.unrecognized)
        if (std::none_of(settings.begin(), settings.end(), [&](const auto& asked) { return asked.first == option; }))
            throw protocol_error("the server says that it does not know the option \"" + std::string(option) +
                                 "\", which was not asked for");
    const protocol_version asked = login.variation.newest;
    const bool changes_nothing = offer.newest == asked && offer.unrecognized.empty();
    if (changes_nothing || offer.newest == never_released || offer.newest > asked || offer.newest.major != asked.major)
        throw protocol_error("the server offered protocol " + offer.newest.to_string() + " when " + asked.to_string() +
                             " was asked for");
    if (offer.newest < login.request.oldest)
        throw unacceptable("the server speaks protocol " + offer.newest.to_string() + " at most, but at least " +
                           login.request.oldest.to_string() + " is required: lower min_protocol_version");
    login.outcome.version = offer.newest;
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
        if (message.type == 'E') throw_server_refusal(login, message.body);
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
        if (message.type == 'E') throw_server_refusal(login, message.body);
        const auto key = backend::backend_key_data::decode(message.body);
        key.require_legal_key(login.outcome.version);
        login.outcome.process_id = key.process_id;
        login.outcome.cancel_key.assign(key.key.begin(), key.key.end());
    }
}

} // namespace

std::int32_t authentication_code(byte_view body) {
    byte_reader reader(body);
    const auto code = reader.number<std::int32_t>();
    if (!reader.ok()) throw protocol_error("the server sent an authentication message without a code");
    return code;
}

void throw_server_refusal(login_state& login, byte_view body) {
    login.ch.mark_broken();
    server_report report = backend::error_response::decode(body).to_report();
    const bool refuses_us = report.sqlstate == "28P01" || report.sqlstate == "28000";
    if (refuses_us) report.remark = login.remark;
    throw_server_error(std::move(report));
}

exchange<frame> receive_authentication(login_state& login) {
    const frame message = co_await receive(login.ch, expectation::authentication);
    if (message.type == 'E') throw_server_refusal(login, message.body);
    co_return message;
}

void queue_startup(channel& ch, const login_request& request, protocol_version newest) {
    frontend::startup_message startup;
    startup.version = newest;
    startup.parameters.push_back({"user", request.user});
    for (const auto& [name, value] : request.settings) startup.parameters.push_back({name, value});
    byte_writer out = ch.writer();
    startup.encode(out);
    ch.expect_ready(ready_cause::startup);
}

exchange<login_outcome> login(channel& ch, const login_request& request, const endpoint& server, const tls_session* tls,
                              const login_variation* variation) {
    const login_variation none{nullptr, request.newest};
    login_state state{ch, request, server, tls, variation == nullptr ? none : *variation};
    state.outcome.version = state.variation.newest;
    queue_startup(ch, request, state.variation.newest);
    co_await flush(ch);
    co_await authenticate(state);
    if (state.variation.let_in != nullptr) *state.variation.let_in = true;
    co_await receive_session(state);
    co_return std::move(state.outcome);
}

} // namespace tusk::auth
