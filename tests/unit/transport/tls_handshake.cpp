#include "tls_handshake.hpp"

#include "test_exchanges.hpp"
#include "tests/support/script.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace tusk::test {

using namespace std::chrono_literals;

const trust& shared_trust() {
    static const trust only;
    return only;
}

transport::driver_settings with(transport::tls_settings settings) {
    transport::driver_settings result;
    result.tls = std::make_shared<const transport::tls_context>(std::move(settings));
    return result;
}

handshake shake(mode how, const mock_server_options& server, transport::tls_settings settings) {
    mock_server listening(script().accept().start_tls().pause(10s), server);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(how, wire, with(std::move(settings)));
    handshake result;
    try {
        result.session = driver.run(ch, shake_hands(listening.place()), transport::clock::now() + 10s);
        CHECK(wire.encrypted());
    } catch (const database_error& error) {
        result.error = error.what();
        CHECK(error.statement_delivery() == delivery::not_sent);
        CHECK_FALSE(wire.is_open());
        CHECK(ch.state() == protocol::condition::broken);
    }
    return result;
}

} // namespace tusk::test
