// How long a server can keep a login busy, and what no error of a login may show.
#include "tests/conversation/connects.hpp"
#include "tests/conversation/logins.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/mock_server.hpp"
#include "transport/stream.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using namespace std::chrono_literals;

namespace {

const visitor anna{.password = "correct horse battery staple"};

/// What connecting to the server ends with when connect_timeout is a tenth of a second.
std::string hurried_end(const script& plan, mode how) {
    mock_server server(plan);
    protocol::channel ch;
    transport::stream wire;
    transport::driver_settings settings = lenient_settings();
    settings.connect_timeout = 100ms;
    const conversation connecting = establishing(ssl_mode::disable, anna);
    std::string text;
    try {
        text = either_driver(how, wire, settings).run(ch, connecting(ch, server.place()));
    } catch (const operational_error& thrown) {
        text = thrown.what();
    }
    server.stop();
    return text;
}

/// A login that goes well, cut into what the server says; before the first and after each part the client speaks.
const std::vector<std::string> parts{cleartext_password(), authentication_ok(), parameter_status("a", "b"),
                                     key_data(42, "1234"), ready()};

/// The server falls silent before part number `stage`.
script silent_from(std::size_t stage) {
    script plan = script().accept().expect(startup_of());
    for (std::size_t i = 0; i < stage; ++i) {
        plan.give(parts[i]);
        if (i == 0) plan.expect(from_client::password(anna.password));
    }
    return plan.pause(1h);
}

} // namespace

TEST_CASE("B8: connect_timeout ends a login wherever the server falls silent") {
    for (const mode how : {mode::blocking, mode::asynchronous})
        for (std::size_t stage = 0; stage < parts.size(); ++stage) {
            INFO(how << ", before part " << stage);
            CHECK_THAT(hurried_end(silent_from(stage), how), Catch::Contains("timed out after 100 ms"));
        }
}

TEST_CASE("B8: connect_timeout ends a login that comes byte by byte, though each comes in time") {
    script plan = script().accept().expect(startup_of());
    for (const char byte : session_start()) plan.give(std::string(1, byte)).pause(10ms);
    for (const mode how : {mode::blocking, mode::asynchronous})
        CHECK_THAT(hurried_end(plan, how), Catch::Contains("timed out after 100 ms"));
}

TEST_CASE("B12: no error of a login shows the password") {
    const std::vector<script> plans{
        login_script(cleartext_password(), anna).expect_message('p').give(fatal("28P01", "go away")),
        login_script(md5_password("salt"), anna).expect_message('p').give(fatal("28P01", "go away")),
        login_script(cleartext_password(), anna).expect_message('p').give("nonsense"),
        login_script(cleartext_password(), anna).expect_message('p').close(),
        scram_script(anna), // whose server knows another password
        scram_script(anna, {}, {.to_first = [](const std::string&) { return sasl_continue("r=x"); }}),
    };
    for (const script& plan : plans) {
        const end how = run_once(plan, logging_in(anna));
        REQUIRE(how.error);
        CHECK_THAT(how.error_text(), !Catch::Contains("horse"));
    }
}

TEST_CASE("B12: a transcript of a login shows no password, proof or key") {
    for (const script& plan :
         {login_script(cleartext_password(), anna).expect_message('p').give(session_start()),
          login_script(md5_password("salt"), anna).expect_message('p').give(session_start()), scram_script(anna)}) {
        std::string lines;
        protocol::transcript trace([&](std::string_view line) { lines.append(line).append("\n"); });
        const conversation traced = [&](protocol::channel& ch,
                                        const protocol::endpoint& server) -> protocol::exchange<std::string> {
            ch.trace = &trace;
            const conversation login = logging_in(anna);
            co_return co_await login(ch, server);
        };
        const end how = run_once(plan, traced);
        CHECK_THAT(lines, Catch::Contains("<redacted>"));
        for (const char* secret : {"horse", "md5", ",p=", "v=", ",s=", "1234"})
            CHECK_THAT(lines, !Catch::Contains(secret));
    }
}
