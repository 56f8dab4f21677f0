#include "transport/ping.hpp"

#include "transport/open.hpp"
#include "transport/places.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>

#include <algorithm>

namespace tusk::transport {

using namespace protocol;

namespace {

/// What a server's first message tells. Whatever it asks for or objects to, it is up.
server_state state_from(const frame& answer) {
    if (answer.type != 'E') return server_state::accepting;
    const server_report refusal = backend::error_response::decode(answer.body).to_report();
    return refusal.sqlstate == "57P03" ? server_state::rejecting : server_state::accepting;
}

exchange<server_state> ask(channel& ch, const connect_plan& plan, const endpoint& place, encryption wanted) {
    opened connection;
    co_await open(ch, place, wanted, connection);
    auth::queue_startup(ch, plan.login, plan.login.newest);
    co_await flush(ch);
    const frame answer = co_await receive(ch, expectation::startup);
    co_return state_from(answer);
}

/// The encryption attempts of the sslmode go on only where nothing answers.
exchange<server_state> ask_with_any_encryption(channel& ch, const connect_plan& plan, const endpoint& place) {
    server_state best = server_state::no_response;
    for (const encryption wanted : attempts_of(plan.mode, plan.negotiation, place.kind)) {
        try {
            best = co_await ask(ch, plan, place, wanted);
        } catch (const database_error&) {
            // Nobody there, no PostgreSQL, no certificate that holds: no answer to rely on.
            best = server_state::no_response;
        }
        co_await close_connection();
        ch.reset(); // what it had to say beyond its first message is of no concern
        if (best != server_state::no_response) break;
    }
    co_return best;
}

exchange<server_state> ask_host(channel& ch, const connect_plan& plan, const connect_plan::host& host) {
    std::vector<endpoint> places;
    try {
        places = co_await places_of(host, plan.order);
    } catch (const operational_error&) {
        co_return server_state::no_response;
    }
    server_state best = server_state::no_response;
    for (const endpoint& place : places) {
        const server_state found = co_await ask_with_any_encryption(ch, plan, place);
        best = std::min(best, found);
        if (best == server_state::accepting) break;
    }
    co_return best;
}

} // namespace

exchange<server_state> ping(channel& ch, const connect_plan& plan) {
    server_state best = server_state::no_response;
    for (const connect_plan::host* host : hosts_in_order(plan)) {
        const server_state found = co_await ask_host(ch, plan, *host);
        best = std::min(best, found);
        if (best == server_state::accepting) break;
    }
    co_return best;
}

} // namespace tusk::transport
