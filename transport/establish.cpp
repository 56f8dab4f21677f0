#include "transport/establish.hpp"

#include "auth/unacceptable.hpp"
#include "protocol/conversation.hpp"
#include "protocol/execute.hpp"
#include "transport/attempts.hpp"
#include "transport/open.hpp"
#include "transport/places.hpp"
#include "transport/session_kind.hpp"

#include <tusk/protocol/frontend.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace tusk::transport {

using namespace protocol;

namespace {

/// What is under way until a session stands.
struct search {
    channel& ch;
    const connect_plan& plan;
    target_session target; // prefer_standby becomes any when no standby was found
    failed_attempts failed{};
    established result{};
    opened connection{};
    bool let_in = false;     // the server of this attempt was satisfied with who we are
    bool proof_sent = false; // a password, or something made of one, went to it
};

/// What an attempt's failure says about the others.
enum class verdict : char { older_protocol, next_encryption, next_place, next_host, give_up };

/// A server that let us in, but is not of the kind wanted. Its other addresses would be the same server.
class wrong_kind : public operational_error {
public:
    using operational_error::operational_error;
};

verdict judge_refusal(const database_error& refusal, const search& now, encryption wanted,
                      const auth::login_variation& variation) {
    // Starting, stopping, or recovering.
    if (refusal.sqlstate() == "57P03") return verdict::next_place;
    // Whom pg_hba.conf lets in, and by what, depends on encryption; what is refused after that does not.
    if (now.let_in) return verdict::give_up;
    // PgBouncer turns a newer protocol down instead of negotiating.
    if (refusal.sqlstate() == "08P01" && variation.newest > version_3_0 && now.plan.login.oldest <= version_3_0)
        return verdict::older_protocol;
    // A server without TLS has been asked in the clear already. A password that was refused, also by a directory behind
    // the server (28000), is not sent again with less encryption.
    const bool may_try_in_the_clear = now.connection.encrypted && !now.proof_sent && refusal.sqlstate() != "28P01";
    return wanted == encryption::if_offered && !may_try_in_the_clear ? verdict::give_up : verdict::next_encryption;
}

verdict judge(const std::exception_ptr& failure, const search& now, encryption wanted,
              const auth::login_variation& variation) {
    try {
        std::rethrow_exception(failure);
    } catch (const protocol_error&) {
        return verdict::give_up; // whoever answers so is not to be asked again with less protection
    } catch (const wrong_kind&) {
        return verdict::next_host;
    } catch (const auth::unacceptable&) {
        return verdict::give_up; // as libpq: what this server may not have, it may not have elsewhere either
    } catch (const operational_error& trouble) {
        if (trouble.report() != nullptr) return judge_refusal(trouble, now, wanted, variation);
        // When the handshake failed, sslmode=prefer may do without. Nothing else would go better in the clear, and
        // nothing at all where we must be asked for a certificate.
        const bool handshake_failed = now.connection.tls_offered && !now.connection.encrypted;
        const bool goes_better =
            wanted == encryption::if_offered && handshake_failed && !now.plan.certificate_request_demanded;
        return goes_better ? verdict::next_encryption : verdict::next_place;
    } catch (const database_error& trouble) {
        return trouble.report() != nullptr ? judge_refusal(trouble, now, wanted, variation) : verdict::give_up;
    } catch (...) {
        return verdict::give_up;
    }
}

/// Two double quotes stand for one, and nothing else is special ("Identifiers and Key Words").
std::string quoted_identifier(std::string_view name) {
    std::string quoted = "\"";
    for (const char each : name) quoted.append(each == '"' ? 2 : 1, each);
    return quoted + '"';
}

/// Poolers refuse search_path in the startup message, but hand a statement through.
exchange<void> set_schema(channel& ch, std::string_view schema) {
    if (schema.empty()) co_return;
    std::vector<described_result> answers;
    co_await query(ch, false, "SET search_path TO " + quoted_identifier(schema), answers);
}

/// A server that cannot say what it is, because it is shutting down for instance, will not do either.
exchange<std::string> why_not(search& now) {
    try {
        co_return co_await mismatch(now.ch, now.target);
    } catch (const database_error& trouble) {
        if (trouble.report() == nullptr) throw;
        co_return std::string("asked what it is, it answered ") + trouble.what();
    }
}

exchange<void> check_kind(search& now, const endpoint& place) {
    const std::string reason = co_await why_not(now);
    if (reason.empty()) co_return;
    co_await terminate(now.ch);
    throw wrong_kind("the server at " + place.describe() + " will not do, by target_session_attrs: " + reason);
}

/// In the clear nobody can ask for the certificate that sslcertmode=require wants asked for.
std::vector<encryption> encryptions_for(const connect_plan& plan, const endpoint& place) {
    std::vector<encryption> encryptions = attempts_of(plan.mode, plan.negotiation, place.kind);
    if (plan.certificate_request_demanded && encryptions.size() > 1) std::erase(encryptions, encryption::none);
    return encryptions;
}

/// Before anything is sent that proves who we are.
void check_encryption(const search& now, const endpoint& place) {
    if (now.plan.certificate_request_demanded && !now.connection.encrypted)
        throw auth::unacceptable("the connection to the server at " + place.describe() +
                                 " is without TLS, so that the server cannot ask for this client's certificate, as "
                                 "sslcertmode=require demands: set sslmode=require as well");
}

/// One attempt; what it throws decides whether there is another.
exchange<void> attempt(search& now, const auth::login_variation& variation, const endpoint& place, encryption wanted) {
    now.let_in = now.proof_sent = false;
    co_await open(now.ch, place, wanted, now.connection);
    check_encryption(now, place);
    const tls_session* tls = now.connection.encrypted ? &now.connection.tls : nullptr;
    now.result.login = co_await auth::login(now.ch, now.plan.login, place, tls, &variation);
    co_await check_kind(now, place);
    co_await set_schema(now.ch, now.plan.schema);
    now.result.place = place;
    now.result.encrypted = now.connection.encrypted;
    now.result.tls = now.connection.tls;
    now.result.direct = wanted == encryption::direct;
}

/// What became of one place.
enum class outcome : char { stands, next_place, next_host };

/// Tries one address with every encryption of the sslmode.
exchange<outcome> try_place(search& now, const connect_plan::host& host, const endpoint& place) {
    const std::vector<encryption> encryptions = encryptions_for(now.plan, place);
    auth::login_variation variation{host.password.get(), now.plan.login.newest, &now.proof_sent, &now.let_in};
    for (std::size_t i = 0; i < encryptions.size();) {
        std::exception_ptr failure;
        std::exception_ptr callers;
        try {
            co_await attempt(now, variation, place, encryptions[i]);
            co_return outcome::stands;
        } catch (const auth::caller_failure& thrown) {
            callers = thrown.cause;
        } catch (...) {
            failure = std::current_exception();
        }
        co_await close_connection();
        if (callers) std::rethrow_exception(callers); // that very exception, whatever was tried before
        now.failed.add(place.describe(), failure);
        switch (judge(failure, now, encryptions[i], variation)) {
        case verdict::older_protocol: variation.newest = version_3_0; break;
        case verdict::next_place: co_return outcome::next_place;
        case verdict::next_host: co_return outcome::next_host;
        case verdict::give_up: now.failed.raise();
        case verdict::next_encryption:
            if (++i == encryptions.size()) now.failed.raise();
        }
    }
    co_return outcome::next_place;
}

/// Tries a host at all its addresses. True: the session stands.
exchange<bool> try_host(search& now, const connect_plan::host& host) {
    std::vector<endpoint> places;
    std::exception_ptr unresolved;
    try {
        places = co_await places_of(host, now.plan.order);
    } catch (const operational_error&) {
        unresolved = std::current_exception();
    }
    if (unresolved) now.failed.add(host.address.empty() ? host.name : host.address, unresolved);
    for (const endpoint& place : places) {
        const outcome what = co_await try_place(now, host, place);
        if (what == outcome::stands) co_return true;
        if (what == outcome::next_host) break;
    }
    co_return false;
}

exchange<bool> try_hosts(search& now, const std::vector<const connect_plan::host*>& hosts) {
    for (const connect_plan::host* host : hosts) {
        const bool stands = co_await try_host(now, *host);
        if (stands) co_return true;
    }
    co_return false;
}

} // namespace

exchange<established> establish(channel& ch, const connect_plan& plan) {
    search now{ch, plan, plan.target};
    const std::vector<const connect_plan::host*> hosts = hosts_in_order(plan);
    const bool found = co_await try_hosts(now, hosts);
    if (found) co_return std::move(now.result);
    if (now.target == target_session::prefer_standby) {
        now.target = target_session::any;
        const bool any_found = co_await try_hosts(now, hosts);
        if (any_found) co_return std::move(now.result);
    }
    now.failed.raise();
}

exchange<void> cancel(channel& ch, const established& session) {
    const encryption wanted = !session.encrypted ? encryption::none
                              : session.direct   ? encryption::direct
                                                 : encryption::demanded;
    opened connection;
    co_await open(ch, session.place, wanted, connection);
    byte_writer out = ch.writer();
    frontend::cancel_request{session.login.process_id, session.login.cancel_key}.encode(out);
    ch.wipe_output_when_sent();
    co_await flush(ch);
    co_await wait_for_close();
    co_await close_connection();
}

} // namespace tusk::transport
