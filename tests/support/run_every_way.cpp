#include "tests/support/run_every_way.hpp"

#include "transport/wait.hpp"

#include <cstring>
#include <string_view>

namespace tusk::test {

void log_in(protocol::channel& ch) {
    constexpr std::string_view ready_for_query("Z\0\0\0\x05I", 6);
    std::memcpy(ch.input().prepare().data(), ready_for_query.data(), ready_for_query.size());
    ch.input().commit(ready_for_query.size());
    ch.expect_ready(protocol::ready_cause::startup);
    protocol::frame message;
    if (!ch.next(message, protocol::expectation::ready)) throw script_error("the channel did not read ReadyForQuery");
}

const protocol::endpoint& simulated_place() {
    static const protocol::endpoint place{protocol::endpoint::family::tcp, "db.example.com", "192.0.2.1", 5432};
    return place;
}

transport::driver_settings lenient_settings() {
    static const auto context = std::make_shared<const transport::tls_context>(transport::tls_settings{});
    transport::driver_settings settings;
    settings.tls = context;
    return settings;
}

void connect_to(transport::stream& wire, const protocol::endpoint& place) {
    using outcome_kind = transport::io_result::outcome;
    const auto until = transport::clock::now() + std::chrono::seconds(10);
    for (;;) {
        const transport::io_result result = wire.connect(place, {});
        if (result.what == outcome_kind::done) return;
        if (result.what != outcome_kind::would_block || transport::clock::now() > until)
            throw script_error("could not connect to " + place.describe() + ": " + wire.trouble());
        transport::wait_for_socket(wire.native_handle(), result.wait_for, until);
    }
}

} // namespace tusk::test
