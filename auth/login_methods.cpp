#include "auth/login_state.hpp"
#include "auth/md5.hpp"
#include "auth/unacceptable.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <exception>
#include <utility>

namespace tusk::auth {

using namespace protocol;

namespace {

/// Under channel_binding=require nothing but a bound SCRAM proves the server; a password must not even be sent.
void refuse_unbound(const login_state& login, std::string_view asked_for) {
    if (login.request.channel_binding == channel_binding_policy::require && !login.channel_bound)
        throw unacceptable("the server asks for " + std::string(asked_for) +
                           ", but channel_binding=require demands SCRAM-SHA-256-PLUS over TLS");
}

void queue_password(login_state& login, std::string_view password, auth_method method) {
    byte_writer out = login.ch.writer();
    frontend::password_message{password}.encode(out);
    login.ch.wipe_output_when_sent();
    login.outcome.method = name_of(method);
    login.satisfied = true;
    note_proof_sent(login);
}

void answer_cleartext(login_state& login, byte_view body) {
    static_cast<void>(backend::authentication_cleartext_password::decode(body));
    constexpr std::string_view asked_for = "a password in the clear";
    require_allowed(login, auth_method::password, asked_for);
    refuse_unbound(login, asked_for);
    queue_password(login, password_for(login).text(), auth_method::password);
}

void answer_md5(login_state& login, byte_view body) {
    const auto salt = backend::authentication_md5_password::decode(body).salt;
    constexpr std::string_view asked_for = "an MD5 password";
    require_allowed(login, auth_method::md5, asked_for);
    refuse_unbound(login, asked_for);
    queue_password(login, md5_password(login.request.user, password_for(login), salt).text(), auth_method::md5);
}

/// A server that lets us in may have asked for nothing. Whoever requires a method wants it carried through.
void accept(const login_state& login, byte_view body) {
    static_cast<void>(backend::authentication_ok::decode(body));
    constexpr std::string_view asked_for = "no proof of identity";
    if (!login.satisfied) require_allowed(login, auth_method::none, asked_for);
    refuse_unbound(login, asked_for);
}

[[noreturn]] void refuse_foreign_method(const login_state& login, std::int32_t code) {
    if (code == backend::authentication_gss::code) require_allowed(login, auth_method::gss, "GSSAPI authentication");
    if (code == backend::authentication_sspi::code) require_allowed(login, auth_method::sspi, "SSPI authentication");
    const char* method = code == backend::authentication_kerberos_v5::code ? "Kerberos V5"
                         : code == backend::authentication_gss::code       ? "GSSAPI"
                         : code == backend::authentication_sspi::code      ? "SSPI"
                                                                           : nullptr;
    if (method == nullptr)
        throw protocol_error("the server asks for the unknown authentication method " + std::to_string(code));
    throw not_supported_error(std::string("the server asks for ") + method +
                              " authentication, which tusk does not do: let pg_hba.conf ask for scram-sha-256");
}

/// The answer of the caller's function, or nothing.
secret ask_caller(const login_state& login) {
    if (!login.request.ask_password) return {};
    try {
        return login.request.ask_password(login.server, login.tls != nullptr);
    } catch (...) {
        throw caller_failure{std::current_exception()};
    }
}

} // namespace

void note_proof_sent(const login_state& login) noexcept {
    if (login.variation.proof_sent != nullptr) *login.variation.proof_sent = true;
}

void require_allowed(const login_state& login, auth_method method, std::string_view asked_for) {
    if (!login.request.allowed.contains(method))
        throw unacceptable("the server asks for " + std::string(asked_for) + ", but require_auth allows only " +
                           login.request.allowed.names() +
                           ": change the server's pg_hba.conf, or require_auth if you trust this server");
}

secret password_for(login_state& login) {
    login.remark.clear();
    if (secret answer = ask_caller(login); !answer.empty()) return answer;
    const secret* own = login.variation.password;
    if (own != nullptr && !own->empty()) {
        if (!login.request.password_file.empty())
            login.remark = "The password came from the file \"" + login.request.password_file + "\".";
        return own->clone();
    }
    if (login.request.password.empty())
        throw unacceptable("the server asks for the password of user \"" + login.request.user +
                           "\", but none was given: set password" +
                           (login.request.password_file_trouble.empty()
                                ? std::string()
                                : ", or mend the password file: " + login.request.password_file_trouble));
    return login.request.password.clone();
}

exchange<bool> answer(login_state& login, const frame& request) {
    switch (const std::int32_t code = authentication_code(request.body)) {
    case backend::authentication_ok::code: accept(login, request.body); co_return true;
    case backend::authentication_cleartext_password::code: answer_cleartext(login, request.body); co_return false;
    case backend::authentication_md5_password::code: answer_md5(login, request.body); co_return false;
    case backend::authentication_sasl::code: co_await authenticate_by_sasl(login, request); co_return true;
    default: refuse_foreign_method(login, code);
    }
}

} // namespace tusk::auth
