// target_session_attrs: which of several servers is taken, and what they are asked. And the rest of what a plan says
// beyond hosts and encryption: their order, the schema, direct TLS, a protocol that a pooler turns down.
#include "tests/conversation/connects.hpp"

#include <tusk/error.hpp>
#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using Catch::Contains;

namespace {

using hosts = std::vector<transport::connect_plan::host>;

const hosts two_hosts{{"db1", "", 5432}, {"db2", "", 5433}};
const std::string first = in_the_clear + ", db1 (192.0.2.1), port 5432";
const std::string second = in_the_clear + ", db2 (192.0.2.1), port 5433";

conversation wanting(target_session target) {
    return establishing_by(two_hosts, [=](transport::connect_plan& plan) {
        plan.mode = ssl_mode::disable;
        plan.target = target;
    });
}

/// What a server of PostgreSQL 14 or later reports of itself.
struct server {
    bool standby = false;
    bool read_only_by_default = false;

    [[nodiscard]] std::string start() const {
        return authentication_ok() + parameter_status("in_hot_standby", standby ? "on" : "off") +
               parameter_status("default_transaction_read_only", read_only_by_default ? "on" : "off") +
               key_data(42, "1234") + ready();
    }
    void join(script& plan) const { plan.accept().expect(startup_of()).give(start()); }
};

const server primary{};
const server standby{.standby = true};
const server frozen{.read_only_by_default = true};

/// Both servers let us in; the first is left politely when it will not do.
script passing_over(const server& passed, const server& taken) {
    script plan;
    passed.join(plan);
    plan.expect(from_client::terminate()).expect_close();
    taken.join(plan);
    return plan;
}

script taking(const server& taken) {
    script plan;
    taken.join(plan);
    return plan;
}

/// A server that reports nothing is asked, and answers with one text.
script asking(const std::string& question, const std::string& answer) {
    script plan;
    expect_login_in_the_clear(plan);
    return plan.expect(from_client::query(question))
        .give(columns({"answer"}) + row({answer}) + complete("SELECT 1") + ready());
}

const std::string in_recovery = "SELECT pg_catalog.pg_is_in_recovery()";
const std::string read_only = "SHOW transaction_read_only";

} // namespace

TEST_CASE("target_session_attrs takes the first server of the kind, by what the servers report") {
    using target = target_session;
    struct wish {
        target what;
        server good;
        server bad;
    };
    for (const wish& each : {wish{target::read_write, primary, standby}, wish{target::read_write, primary, frozen},
                             wish{target::read_only, standby, primary}, wish{target::read_only, frozen, primary},
                             wish{target::primary, primary, standby}, wish{target::primary, frozen, standby},
                             wish{target::standby, standby, primary}, wish{target::prefer_standby, standby, primary}}) {
        check_connects(taking(each.good), wanting(each.what), first, played::in_simulation);
        check_connects(passing_over(each.bad, each.good), wanting(each.what), second, played::in_simulation);
    }
    for (const server& any : {primary, standby, frozen})
        check_connects(taking(any), wanting(target::any), first, played::in_simulation);
}

TEST_CASE("prefer-standby goes round again and takes any server when there is no standby") {
    script plan = passing_over(primary, primary);
    plan.expect(from_client::terminate()).expect_close();
    primary.join(plan);
    check_connects(plan, wanting(target_session::prefer_standby), first, played::in_simulation);
}

TEST_CASE("when no server is of the kind, each is listed with what it is") {
    script plan = passing_over(standby, standby);
    plan.expect(from_client::terminate()).expect_close();
    check_stays_out(plan, wanting(target_session::primary), "the server is a standby, in recovery",
                    played::in_simulation);
    const end how = run_once(plan, wanting(target_session::primary));
    CHECK(how.error_text() == "no connection, after 2 attempts:\n"
                              "  db1 (192.0.2.1), port 5432: the server at db1 (192.0.2.1), port 5432 will not do, by "
                              "target_session_attrs: the server is a standby, "
                              "in recovery\n"
                              "  db2 (192.0.2.1), port 5433: the server at db2 (192.0.2.1), port 5433 will not do, by "
                              "target_session_attrs: the server is a standby, "
                              "in recovery");
}

TEST_CASE("the other addresses of a server that is of another kind are not tried") {
    script plan = script().resolve({{protocol::endpoint::family::tcp, "db1", "192.0.2.7", 5432},
                                    {protocol::endpoint::family::tcp, "db1", "192.0.2.8", 5432}});
    standby.join(plan);
    plan.expect(from_client::terminate()).expect_close();
    primary.join(plan);
    check_connects(plan, wanting(target_session::primary), second, played::in_simulation);
}

TEST_CASE("a server that reports nothing is asked what it is") {
    struct question {
        target_session wanted;
        std::string sql;
        std::string good;
        std::string bad;
    };
    for (const question& each : {question{target_session::read_write, read_only, "off", "on"},
                                 question{target_session::read_only, read_only, "on", "off"},
                                 question{target_session::primary, in_recovery, "f", "t"},
                                 question{target_session::standby, in_recovery, "t", "f"},
                                 question{target_session::prefer_standby, in_recovery, "t", "f"}}) {
        check_connects(asking(each.sql, each.good), wanting(each.wanted), first, played::in_simulation);
        script other = asking(each.sql, each.bad).expect(from_client::terminate()).expect_close();
        expect_login_in_the_clear(other).expect(from_client::query(each.sql));
        other.give(columns({"answer"}) + row({each.good}) + complete("SELECT 1") + ready());
        check_connects(other, wanting(each.wanted), second, played::in_simulation);
    }
}

TEST_CASE("a server that cannot say what it is, is passed over") {
    script plan;
    expect_login_in_the_clear(plan).expect(from_client::query(in_recovery)).give(fatal("57P01", "shutting down"));
    expect_login_in_the_clear(plan).expect(from_client::query(in_recovery));
    plan.give(columns({"answer"}) + row({"f"}) + complete("SELECT 1") + ready());
    check_connects(plan, wanting(target_session::primary), second, played::in_simulation);
}

TEST_CASE("a question that is answered by something else than one value is a protocol error") {
    for (const std::string& odd :
         {columns({"a"}) + complete("SELECT 0") + ready(),
          columns({"a"}) + row({std::nullopt}) + complete("X") + ready(),
          columns({"a", "b"}) + row({"t", "t"}) + complete("SELECT 1") + ready(), complete("DO") + ready(),
          columns({"a"}) + row({"t"}) + row({"t"}) + complete("SELECT 2") + ready()}) {
        script plan;
        expect_login_in_the_clear(plan).expect(from_client::query(in_recovery)).give(odd);
        const end how = run_once(plan, wanting(target_session::primary));
        CHECK(how.threw<protocol_error>());
        CHECK_THAT(how.error_text(), Contains("with something else than one value"));
    }
}

TEST_CASE("load_balance_hosts=random tries hosts and addresses in any order, each once") {
    std::set<std::string> orders;
    for (int turn = 0; turn < 200; ++turn) {
        const auto address = [](const char* text) {
            return protocol::endpoint{protocol::endpoint::family::tcp, "db", text, 1};
        };
        script plan = script().resolve({address("192.0.2.1"), address("192.0.2.2"), address("192.0.2.3")});
        plan.refuse().refuse().refuse();
        const end how = run_once(plan, establishing_by({{"db", "", 1}}, [](transport::connect_plan& made) {
                                     made.order = host_order::random;
                                     made.mode = ssl_mode::disable;
                                 }));
        CHECK_THAT(how.error_text(), Contains("after 3 attempts"));
        for (const char* each : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) CHECK_THAT(how.error_text(), Contains(each));
        orders.insert(how.error_text());
    }
    // That one of the six orders does not come in 200 turns has a probability below 10^-15.
    CHECK(orders.size() == 6);
    std::set<std::string> taken;
    for (int turn = 0; turn < 60; ++turn) {
        script plan;
        expect_login_in_the_clear(plan);
        taken.insert(run_once(plan, establishing_by(two_hosts,
                                                    [](transport::connect_plan& made) {
                                                        made.order = host_order::random;
                                                        made.mode = ssl_mode::disable;
                                                    }))
                         .get());
    }
    CHECK(taken == std::set<std::string>{first, second});
}

TEST_CASE("a schema is set by a statement, quoted, once logged in") {
    struct name {
        std::string given;
        std::string quoted;
    };
    for (const name& each : {name{"Alps", "\"Alps\""}, name{"a\"; DROP TABLE b; --", "\"a\"\"; DROP TABLE b; --\""},
                             name{"a, b", "\"a, b\""}}) {
        script plan;
        expect_login_in_the_clear(plan)
            .expect(from_client::query("SET search_path TO " + each.quoted))
            .give(complete("SET") + ready());
        check_connects(plan,
                       establishing_by({},
                                       [&](transport::connect_plan& made) {
                                           made.mode = ssl_mode::disable;
                                           made.schema = each.given;
                                       }),
                       in_the_clear);
    }
}

TEST_CASE("a schema that the server refuses is its error") {
    script plan;
    expect_login_in_the_clear(plan)
        .expect(from_client::query("SET search_path TO \"x\""))
        .give(failed("42501", "permission denied") + ready());
    const end how = run_once(plan, establishing_by({}, [](transport::connect_plan& made) {
                                 made.mode = ssl_mode::disable;
                                 made.schema = "x";
                             }));
    CHECK(how.threw<errors::insufficient_privilege>());
}

TEST_CASE("sslnegotiation=direct begins with the handshake, and does without SSLRequest") {
    script plan = script().accept().start_tls().expect(startup_of()).give(session_start());
    const conversation direct = establishing_by({}, [](transport::connect_plan& made) {
        made.mode = ssl_mode::require;
        made.negotiation = ssl_negotiation::direct;
    });
    CHECK(run_once(plan, direct).get() == encrypted);
    CHECK(run_once(plan, direct).sent == startup_of());
    const script deaf = script().accept().expect_tls_hello().cut();
    for (const mode how : {mode::blocking, mode::asynchronous}) {
        const end ended = run_over_tcp(deaf, direct, how);
        CHECK(ended.threw<operational_error>());
        CHECK_THAT(ended.error_text(), Contains("TLS"));
    }
}

TEST_CASE("a pooler that turns protocol 3.2 down is asked for 3.0 at once, unless that is too old") {
    const visitor who{.newest = protocol::version_3_2};
    const std::string refusal = fatal("08P01", "unsupported protocol version");
    script plan = script().accept().expect(startup_of(who)).give(refusal);
    expect_login_in_the_clear(plan);
    const auto plain = [](transport::connect_plan& made) { made.mode = ssl_mode::disable; };
    check_connects(plan, establishing_by({}, plain, who), in_the_clear);

    const visitor strict{.newest = protocol::version_3_2, .oldest = protocol::version_3_2};
    const script refused = script().accept().expect(startup_of(who)).give(refusal);
    check_stays_out(refused, establishing_by({}, plain, strict), "unsupported protocol version");
    const script old = script().accept().expect(startup_of()).give(refusal);
    check_stays_out(old, establishing_by({}, plain), "unsupported protocol version");
}
