// Servers that do not go on: they accept and never answer, fall silent at a step of the login, send one byte a second,
// or close. connect_timeout holds at each step, by both drivers as by libpq, and a server that closes is noticed.
#include "client/plan.hpp"
#include "client/tls_plan.hpp"
#include "tests/conversation/messages.hpp"
#include "tests/matrix/counting_proxy.hpp"
#include "tests/matrix/environment.hpp"
#include "tests/matrix/libpq.hpp"
#include "tests/support/either_driver.hpp"
#include "tests/support/mock_server.hpp"
#include "tests/support/scram_server.hpp"
#include "transport/establish.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <string>
#include <vector>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using namespace std::chrono_literals;
using timer = std::chrono::steady_clock;

namespace {

/// Who connects: an error's words, or nothing when a session stands.
struct contestant {
    const char* name;
    std::string (*connect)(const std::string& conninfo);
};

std::string by_libpq(const std::string& conninfo) {
    const libpq::session session = the_oracle().connect_in_time(conninfo);
    return the_oracle().status(session.get()) == CONNECTION_OK ? "" : the_oracle().error_message(session.get());
}

std::string by_tusk(const std::string& conninfo) try {
    static_cast<void>(connect(conninfo));
    return {};
} catch (const operational_error& failure) {
    return failure.what();
}

std::string by_event_loop(const std::string& conninfo) try {
    const params parameters = params::parse(conninfo);
    const auto tls = client::make_tls_context(parameters);
    const auto plan = client::make_plan(parameters);
    transport::stream wire;
    protocol::channel ch;
    either_driver driver(mode::asynchronous, wire, client::make_driver_settings(parameters, tls));
    static_cast<void>(driver.run(ch, transport::establish(ch, plan)));
    return {};
} catch (const operational_error& failure) {
    return failure.what();
}

constexpr contestant contestants[] = {{"libpq", by_libpq}, {"tusk", by_tusk}, {"tusk, event loop", by_event_loop}};

/// Direct TLS came with libpq 17.
bool knows(const contestant& who, std::string_view options) {
    return who.connect != by_libpq || options.find("direct") == std::string_view::npos || the_oracle().version() >= 17;
}

/// A server up to the step at which it stops to do what a server should.
struct stage {
    const char* name;
    script plan;
    const char* options; ///< with which a client comes as far as that
};

/// The first answer of SCRAM, with which a client goes on.
script& offer_scram(script& plan) {
    plan.give(sasl({"SCRAM-SHA-256"}));
    return plan.expect_message('p', [](std::string_view whole) {
        const auto initial = protocol::frontend::sasl_initial_response::decode(protocol::as_bytes(whole).subspan(5));
        scram_server server(make_scram_verifier("snow", "salt of the alps", 4096), "servers-part");
        return sasl_continue(server.server_first(protocol::as_text(*initial.data)));
    });
}

/// The server is of the kind that has to be asked whether it takes writes.
std::string session_of_old_server() {
    return authentication_ok() + parameter_status("server_version", "13.0") + key_data(42, "1234") + ready();
}

std::vector<stage> stages() {
    const auto in_the_clear = [] { return script().accept().expect_startup(); };
    const auto encrypted = [] { return script().accept().expect_startup().give("S").start_tls().expect_startup(); };
    const char* clear = "sslmode=disable";
    const char* tls = "sslmode=require";
    std::vector<stage> all{
        {"the connection", script().accept(), clear},
        {"the request for TLS", script().accept().expect_startup(), tls},
        {"the handshake", script().accept().expect_startup().give("S").expect_tls_hello(), tls},
        {"the handshake of direct TLS", script().accept().expect_tls_hello(), "sslmode=require sslnegotiation=direct"},
        {"the startup message", in_the_clear(), clear},
        {"the startup message under TLS", encrypted(), tls},
        {"half a message", in_the_clear().give(authentication_ok().substr(0, 7)), clear},
        {"the password", in_the_clear().give(cleartext_password()).expect_message('p'), clear},
        {"the password under TLS", encrypted().give(cleartext_password()).expect_message('p'), tls},
        {"the MD5 password", in_the_clear().give(md5_password("salt")).expect_message('p'), clear},
        {"SCRAM's first message", in_the_clear().give(sasl({"SCRAM-SHA-256"})).expect_message('p'), clear},
        {"AuthenticationOk", in_the_clear().give(authentication_ok()), clear},
        {"the parameters", in_the_clear().give(authentication_ok() + parameter_status("server_version", "18.0")),
         clear},
        {"the kind of server", in_the_clear().give(session_of_old_server()).expect_message('Q'),
         "sslmode=disable target_session_attrs=read-write"},
    };
    script scram = in_the_clear();
    all.push_back({"SCRAM's proof", offer_scram(scram).expect_message('p'), clear});
    return all;
}

std::string conninfo_to(const mock_server& server, const char* options) {
    return "host=localhost hostaddr=127.0.0.1 user=anna dbname=mountains password=snow gssencmode=disable port=" +
           std::to_string(server.place().port) + ' ' + options;
}

/// What became of one client at one server.
struct run {
    std::string what;
    std::string words;
    timer::duration time{};
};

class parallel_runs {
public:
    void begin(const char* stage_name, script plan, const contestant& who, const std::string& options) {
        if (!knows(who, options)) return;
        servers_.push_back(std::make_unique<mock_server>(std::move(plan), mock_server_options{.patience = 60s}));
        const std::string conninfo = conninfo_to(*servers_.back(), options.c_str());
        runs_.push_back(std::async(std::launch::async,
                                   [what = std::string(stage_name) + ", " + who.name, conninfo, connect = who.connect] {
                                       const auto begun = timer::now();
                                       run how{what, connect(conninfo)};
                                       how.time = timer::now() - begun;
                                       return how;
                                   }));
    }
    std::vector<run> finish() {
        std::vector<run> ended;
        for (auto& each : runs_) ended.push_back(each.get());
        return ended;
    }

private:
    std::list<std::unique_ptr<mock_server>> servers_; // until the clients are gone
    std::vector<std::future<run>> runs_;
};

/// They ended because of connect_timeout, and at that time: two seconds, and what a loaded machine adds.
void check_timed_out(const std::vector<run>& runs) {
    for (const run& each : runs) {
        INFO(each.what << ": " << each.words);
        CHECK((each.words.find("timed out after 2 s") != std::string::npos ||
               each.words.find("timeout expired") != std::string::npos));
        CHECK(each.time >= 1900ms);
        CHECK(each.time < 15s);
    }
}

script dripping(script plan, std::string_view bytes) {
    for (const char each : bytes) plan.pause(1s).give(std::string(1, each));
    return plan;
}

} // namespace

TEST_CASE("connect_timeout ends the wait for a server that falls silent at any step of the login") {
    forget_environment();
    move_home("/no_such_home");
    parallel_runs all;
    for (const stage& each : stages())
        for (const contestant& who : contestants)
            all.begin(each.name, script(each.plan).pause(60s), who, std::string(each.options) + " connect_timeout=2");
    check_timed_out(all.finish());
}

TEST_CASE("connect_timeout ends the wait for a server that sends one byte a second") {
    forget_environment();
    move_home("/no_such_home");
    const std::string lengthy = authentication_ok() + session_start();
    const std::string parameters = parameter_status("so_much", "to tell") + ready();
    const std::string not_quite_tls("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03 and more", 20);
    parallel_runs all;
    for (const stage& each : stages())
        for (const contestant& who : contestants) {
            const std::string stage_name(each.name);
            if (stage_name == "the request for TLS" || stage_name == "the connection") continue; // answered by one byte
            const bool in_handshake = stage_name.find("handshake") != std::string::npos;
            const bool is_in = stage_name == "AuthenticationOk" || stage_name == "the parameters" ||
                               stage_name == "the kind of server" || stage_name == "half a message";
            std::string bytes = in_handshake ? not_quite_tls : is_in ? parameters : lengthy;
            if (stage_name == "half a message") bytes = authentication_ok().substr(7) + bytes;
            all.begin(each.name, dripping(each.plan, bytes), who, std::string(each.options) + " connect_timeout=2");
        }
    check_timed_out(all.finish());
}

TEST_CASE("A host that falls silent is passed over when its time is up") {
    forget_environment();
    move_home("/no_such_home");
    std::list<mock_server> next;
    std::vector<std::future<run>> runs;
    std::list<mock_server> silent;
    for (const contestant& who : contestants) {
        silent.emplace_back(script().accept().expect_startup().pause(60s), mock_server_options{.patience = 60s});
        next.emplace_back(script().accept().expect_startup().give(session_start()).expect_message('X').expect_close(),
                          mock_server_options{.patience = 60s});
        const std::string conninfo = "host=127.0.0.1,127.0.0.1 port=" + std::to_string(silent.back().place().port) +
                                     "," + std::to_string(next.back().place().port) +
                                     " user=anna sslmode=disable gssencmode=disable connect_timeout=2";
        runs.push_back(std::async(std::launch::async, [&who, conninfo] {
            const auto begun = timer::now();
            run how{who.name, who.connect(conninfo)};
            how.time = timer::now() - begun;
            return how;
        }));
    }
    for (auto& each : runs) {
        const run how = each.get();
        INFO(how.what << ": " << how.words);
        CHECK(how.words.empty());
        CHECK(how.time >= 1900ms);
        CHECK(how.time < 15s);
    }
}

TEST_CASE("A server that closes or resets the connection at any step of the login is noticed at once") {
    forget_environment();
    move_home("/no_such_home");
    parallel_runs all;
    for (const stage& each : stages())
        for (const contestant& who : contestants) {
            all.begin(each.name, script(each.plan).close(), who, each.options);
            all.begin(each.name, script(each.plan).reset(), who, each.options);
        }
    for (const run& each : all.finish()) {
        INFO(each.what << ": " << each.words);
        CHECK_FALSE(each.words.empty());
        CHECK(each.words.find("timed out") == std::string::npos);
        CHECK(each.time < 15s);
    }
}

TEST_CASE("A server that closes every connection is tried as often as by libpq") {
    forget_environment();
    move_home("/no_such_home");
    const std::vector<std::function<void(script&)>> ways{
        [](script& plan) { plan.accept().close(); },
        [](script& plan) { plan.accept().expect_startup().close(); },
        [](script& plan) { plan.accept().expect_startup().give("S").close(); },
        [](script& plan) { plan.accept().expect_startup().give("N").close(); },
        [](script& plan) { plan.accept().expect_startup().give(authentication_ok()).close(); },
    };
    for (const char* sslmode : {"disable", "allow", "prefer", "require"})
        for (std::size_t way = 0; way < ways.size(); ++way) {
            std::vector<std::vector<std::string>> connections;
            for (const contestant& who : contestants) {
                script plan;
                for (int i = 0; i < 4; ++i) ways[way](plan);
                mock_server server(plan, {.patience = 60s});
                counting_proxy proxy;
                proxy.lead_to(server.place().port);
                CHECK_FALSE(who.connect("host=127.0.0.1 user=anna gssencmode=disable connect_timeout=30 sslmode=" +
                                        std::string(sslmode) + " port=" + std::to_string(proxy.port()))
                                .empty());
                connections.push_back(proxy.take());
            }
            INFO("sslmode=" << sslmode << ", way " << way);
            CHECK(connections[1].size() == connections[0].size());
            CHECK(connections[2].size() == connections[0].size());
        }
}
