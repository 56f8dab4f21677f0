// NegotiateProtocolVersion: what an honest server may turn down, and what none would say.
#include "tests/conversation/logins.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;
using protocol::protocol_version;
using protocol::version_3_0;
using protocol::version_3_2;

namespace {

const visitor modern{.newest = version_3_2};
const visitor demanding{.newest = version_3_2, .oldest = version_3_2};

} // namespace

TEST_CASE("a server that speaks 3.0 only turns 3.2 down, and 3.0 is spoken") {
    check_answers(login_script(negotiate_version(version_3_0) + session_start(), modern), logging_in(modern),
                  asked_nothing);
    script plan = login_script(negotiate_version(version_3_0) + cleartext_password(), modern);
    plan.expect(from_client::password("snow")).give(session_start());
    const visitor who{.password = "snow", .newest = version_3_2};
    check_answers(plan, logging_in(who), "password, protocol 3.0, process 42, 4 bytes of key");
}

TEST_CASE("a server that speaks 3.0 is refused when 3.2 is the least that is accepted") {
    const auto plan = login_script(negotiate_version(version_3_0) + session_start(), demanding);
    check_turned_away(plan, logging_in(demanding), "lower min_protocol_version", startup_of(demanding));
}

TEST_CASE("a server that accepts 3.2 says nothing about it") {
    check_answers(login_script(session_start(), demanding), logging_in(demanding),
                  "none, protocol 3.2, process 42, 4 bytes of key");
}

TEST_CASE("after 3.2 was turned down, a key is as long as with 3.0") {
    const std::string key(32, 'k');
    const auto plan =
        login_script(negotiate_version(version_3_0) + authentication_ok() + key_data(1, key) + ready(), modern);
    check_refused(plan, logging_in(modern), "before protocol 3.2 a key has exactly 4");
}

TEST_CASE("options that were asked for may be turned down") {
    const visitor who{.settings = {{"database", "mountains"}, {"_pq_.snow", "on"}}};
    check_answers(login_script(negotiate_version(version_3_0, {"_pq_.snow"}) + session_start(), who), logging_in(who),
                  asked_nothing);
}

TEST_CASE("offers that no honest server makes are refused") {
    const std::vector<std::string> nonsense{
        negotiate_version({3, 3}),                         // newer than what was asked for
        negotiate_version({3, 9999}),                      //
        negotiate_version({4, 0}),                         //
        negotiate_version({2, 0}),                         // another major version
        negotiate_version({0, 0}),                         //
        negotiate_version({3, 1}),                         // never released
        negotiate_version(version_3_2),                    // changes nothing
        negotiate_version(version_3_0, {"_pq_.unasked"}),  // turns down what nobody asked for
        message('v', int32(0x30000) + int32(-1)),          // less than no options
        message('v', int32(0x30000) + int32(0x7fffffff)),  // more than fit
        message('v', int32(0x30000)),                      //
        message('v', int32(0x30000) + int32(0) + "x"),     // more than it says
        message('v', int32(0x30000) + int32(1) + "_pq_."), // no terminator
    };
    for (const std::string& offer : nonsense) {
        INFO(show(offer));
        check_refused(login_script(offer + session_start(), modern), logging_in(modern));
    }
    check_refused(login_script(negotiate_version(version_3_0) + session_start()), logging_in({}), "was asked for");
}

TEST_CASE("a version is negotiated once, and before anything else") {
    const std::string offer = negotiate_version(version_3_0);
    check_refused(login_script(offer + offer + session_start(), modern), logging_in(modern), "NegotiateProtocol");
    check_refused(login_script(authentication_ok() + offer + ready(), modern), logging_in(modern), "NegotiateProtocol");
    script late = login_script(md5_password("salt"), modern).expect_message('p').give(offer + session_start());
    visitor who = modern;
    who.password = "snow";
    check_refused(late, logging_in(who), "NegotiateProtocolVersion");
}
