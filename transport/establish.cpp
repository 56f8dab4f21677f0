#include "transport/establish.hpp"

#include <tusk/protocol/frontend.hpp>

#include <exception>
#include <optional>

namespace tusk::transport {

using namespace protocol;

namespace {

enum class encryption : char { none, if_offered, demanded };

/// The encryption attempts of an sslmode, in order ("SSL Support" in libpq's documentation, table of sslmodes).
/// A Unix socket is never encrypted.
std::vector<encryption> attempts_of(ssl_mode mode, endpoint::family kind) {
    if (kind == endpoint::family::unix_socket) return {encryption::none};
    switch (mode) {
    case ssl_mode::disable: return {encryption::none};
    case ssl_mode::allow: return {encryption::none, encryption::demanded};
    case ssl_mode::prefer: return {encryption::if_offered, encryption::none};
    default: return {encryption::demanded};
    }
}

/// One byte, 'S' or 'N', answers SSLRequest ("SSL Session Encryption"). Whatever else comes is shown to nobody: it was
/// sent in the clear, before the server proved anything (CVE-2024-10977); and a byte behind the answer would be
/// mistaken for one that came through the encryption (CVE-2021-23222).
exchange<bool> request_tls(channel& ch) {
    byte_writer out = ch.writer();
    frontend::ssl_request{}.encode(out);
    co_await flush(ch);
    while (ch.input().size() == 0) co_await fill();
    const char answer = static_cast<char>(*ch.input().begin());
    if (ch.trace != nullptr) ch.trace->encryption_answer(answer);
    if (answer != 'S' && answer != 'N')
        throw protocol_error(
            "the server did not answer the request for encryption as PostgreSQL does: check host and port");
    if (ch.input().size() != 1)
        throw protocol_error(
            "the server sent unencrypted bytes behind its answer to the request for encryption: someone "
            "may be tampering with the connection");
    ch.input().consume(1);
    co_return answer == 'S';
}

/// Connects and, if that is what `wanted` says, encrypts. The session in `result` is then ready for its login.
exchange<void> open(channel& ch, const endpoint& place, encryption wanted, established& result) {
    ch.reset();
    result = established();
    co_await connect_to(place);
    result.place = place;
    if (wanted == encryption::none) co_return;
    result.tls_offered = co_await request_tls(ch);
    if (result.tls_offered) {
        result.tls = co_await start_tls();
        result.encrypted = true;
    } else if (wanted == encryption::demanded) {
        throw operational_error(
            "the server at " + place.describe() +
            " does not offer TLS, which sslmode demands: switch it on there (ssl = on), or lower sslmode");
    }
}

/// One attempt; what it throws decides whether there is another.
exchange<void> attempt(channel& ch, const connect_plan& plan, const endpoint& place, encryption wanted,
                       established& result) {
    co_await open(ch, place, wanted, result);
    result.login = co_await auth::login(ch, plan.login, place, result.encrypted ? &result.tls : nullptr);
}

/// What went wrong so far.
class failures {
public:
    void add(const endpoint& place, std::exception_ptr failure) { add(place.describe(), std::move(failure)); }
    void add(const std::string& place, std::exception_ptr failure) {
        ++count_;
        try {
            std::rethrow_exception(failure);
        } catch (const database_error& trouble) {
            last_is_refusal_ = trouble.report() != nullptr;
            list_ += "\n  " + place + ": " + trouble.what();
        } catch (const std::exception& trouble) {
            list_ += "\n  " + place + ": " + trouble.what();
        }
        last_ = std::move(failure);
    }
    /// The server's own refusal, where that ended the search, keeps its class; otherwise the list says it all.
    [[noreturn]] void raise() const {
        if (count_ == 1 || last_is_refusal_) std::rethrow_exception(last_);
        throw operational_error("no connection, after " + std::to_string(count_) + " attempts:" + list_);
    }

private:
    std::size_t count_ = 0;
    bool last_is_refusal_ = false;
    std::string list_;
    std::exception_ptr last_;
};

enum class verdict : char { next_encryption, next_place, give_up };

/// What an attempt's failure says about the others.
verdict judge(const std::exception_ptr& failure, encryption wanted, const established& reached) {
    try {
        std::rethrow_exception(failure);
    } catch (const protocol_error&) {
        return verdict::give_up; // whoever answers so is not to be asked again with less protection
    } catch (const database_error& trouble) {
        if (trouble.report() == nullptr) {
            // When the handshake failed, sslmode=prefer may do without. Nothing else would go better in the clear.
            const bool handshake_failed = reached.tls_offered && !reached.encrypted;
            return wanted == encryption::if_offered && handshake_failed ? verdict::next_encryption
                                                                        : verdict::next_place;
        }
        if (trouble.sqlstate() == "57P03") return verdict::next_place; // starting, stopping, or recovering
        // Only pg_hba.conf's refusal depends on encryption. A wrong password is not sent again with less of it.
        return trouble.sqlstate() == "28000" ? verdict::next_encryption : verdict::give_up;
    } catch (...) {
        return verdict::give_up;
    }
}

/// Tries one address with every encryption of the sslmode. True: the session stands.
exchange<bool> try_place(channel& ch, const connect_plan& plan, const endpoint& place, established& result,
                         failures& failed) {
    const std::vector<encryption> attempts = attempts_of(plan.mode, place.kind);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        std::exception_ptr failure;
        try {
            co_await attempt(ch, plan, place, attempts[i], result);
            co_return true;
        } catch (...) {
            failure = std::current_exception();
        }
        co_await close_connection();
        failed.add(place, failure);
        const bool is_last = i + 1 == attempts.size();
        switch (judge(failure, attempts[i], result)) {
        case verdict::next_place: co_return false;
        case verdict::give_up: failed.raise();
        case verdict::next_encryption:
            if (is_last) failed.raise();
        }
    }
    co_return false;
}

endpoint socket_in(const connect_plan::host& host) {
    endpoint place;
    place.kind = endpoint::family::unix_socket;
    place.host = host.name;
    place.address = host.name + "/.s.PGSQL." + std::to_string(host.port);
    place.port = host.port;
    return place;
}

/// Every place that a host of the plan stands for.
exchange<std::vector<endpoint>> places_of(const connect_plan::host& host) {
    if (host.address.empty() && is_socket_folder(host.name)) {
        const endpoint place = socket_in(host);
        co_return std::vector<endpoint>(1, place);
    }
    const std::string& looked_up = host.address.empty() ? host.name : host.address;
    std::vector<endpoint> places = co_await resolve(looked_up, host.port);
    // Certificates are made out for the name, whatever address was given beside it.
    if (!host.name.empty())
        for (endpoint& place : places) place.host = host.name;
    co_return places;
}

} // namespace

bool is_socket_folder(std::string_view name) noexcept { return name.starts_with('/') || name.starts_with('@'); }

exchange<established> establish(channel& ch, const connect_plan& plan) {
    failures failed;
    established result;
    for (const connect_plan::host& host : plan.hosts) {
        std::vector<endpoint> places;
        std::exception_ptr unresolved;
        try {
            places = co_await places_of(host);
        } catch (const operational_error&) {
            unresolved = std::current_exception();
        }
        if (unresolved) failed.add(host.name, unresolved);
        for (const endpoint& place : places) {
            const bool stands = co_await try_place(ch, plan, place, result, failed);
            if (stands) co_return std::move(result);
        }
    }
    failed.raise();
}

exchange<void> cancel(channel& ch, const established& session) {
    established connection;
    co_await open(ch, session.place, session.encrypted ? encryption::demanded : encryption::none, connection);
    byte_writer out = ch.writer();
    frontend::cancel_request{session.login.process_id, session.login.cancel_key}.encode(out);
    ch.wipe_output_when_sent();
    co_await flush(ch);
    co_await wait_for_close();
    co_await close_connection();
}

} // namespace tusk::transport
