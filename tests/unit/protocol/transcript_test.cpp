// Whole conversations as their transcripts show them, compared with the files in tests/transcripts.
#include "golden.hpp"
#include "transcript_script.hpp"

using namespace samples;
using namespace tusk::protocol::backend;
using namespace tusk::protocol::frontend;
using tusk::format;
using tusk::oid;

namespace {

const transcript::options in_session{{}, true};

void check_transcript(const std::string& name, const script& played) {
    check_golden("tests/transcripts/" + name + ".txt", played.lines());
}

} // namespace

TEST_CASE("transcript: a login with SCRAM after the refusal of GSSAPI and TLS") {
    script login;
    login.client(gssenc_request{}).answer('N').client(ssl_request{}).answer('N');
    login.client(startup_message{version_3_2, {{"user", "heidi"}, {"database", "alps"}, {"_pq_.option", "on"}}});
    login.server(negotiate_protocol_version{version_3_0, {"_pq_.option"}});
    login.server(authentication_sasl{{"SCRAM-SHA-256"}});
    login.client(sasl_initial_response{"SCRAM-SHA-256", as_bytes("n,,n=,r=SECRETNONCE")});
    login.server(authentication_sasl_continue{as_bytes("r=SECRETNONCE,s=c2FsdA==,i=4096")});
    login.client(sasl_response{as_bytes("c=biws,r=SECRETNONCE,p=SECRETPROOF")});
    login.server(authentication_sasl_final{as_bytes("v=SECRETSIGNATURE")}, authentication_ok{});
    login.server(parameter_status{"server_version", "18.4"}, parameter_status{"TimeZone", "Europe/Z\xc3\xbcrich"});
    login.server(backend_key_data{4711, as_bytes("SECRETKEY")}, ready_for_query{});
    login.client(terminate{});
    CHECK(login.lines().find("SECRET") == std::string::npos);
    check_transcript("login_scram", login);
}

TEST_CASE("transcript: logins with a password, with MD5 and with GSSAPI") {
    script logins;
    logins.client(startup_message{version_3_0, {{"user", "heidi"}}}).server(authentication_cleartext_password{});
    logins.client(password_message{"SECRETPASSWORD"});
    logins.server(authentication_md5_password{{std::byte{1}, std::byte{'a'}, std::byte{0xff}, std::byte{'\''}}});
    logins.client(password_message{"md5SECRET"}).server(authentication_kerberos_v5{}, authentication_sspi{});
    logins.client(gss_response{as_bytes("SECRET1")}).server(authentication_gss{});
    logins.client(gss_response{as_bytes("SECRET2")});
    logins.server(authentication_gss_continue{as_bytes("SECRET3")}, authentication_ok{});
    logins.server(error_response{{{{'S', "FATAL"}, {'C', "28P01"}, {'M', "password authentication failed"}}}});
    CHECK(logins.lines().find("SECRET") == std::string::npos);
    check_transcript("login_password", logins);
}

TEST_CASE("transcript: a cancel request") {
    script cancel;
    cancel.client(ssl_request{}).answer('S').client(cancel_request{4711, as_bytes("SECRETKEY")});
    CHECK(cancel.lines().find("SECRET") == std::string::npos);
    check_transcript("cancel", cancel);
}

TEST_CASE("transcript: statements by the simple protocol, with an error and news in between") {
    script simple(in_session);
    simple.client(query{"SELECT 'it''s', NULL; SELECT \"x\"\nFROM \\t"});
    simple.server(row_description{{{"?column?", oid::none, 0, oid::text, -1, -1, format::text},
                                   {"q\"uote", oid::none, 0, oid::text, -1, -1, format::text}}});
    simple.server(data_row{{as_bytes("it's\t\x1b[2J"), std::nullopt}}, command_complete{"SELECT 1"});
    simple.server(notice_response{{{{'S', "NOTICE"}, {'V', "NOTICE"}, {'C', "00000"}, {'M', "by the way"}}}});
    simple.server(notification_response{4712, "jobs", "done"});
    simple.server(error_response{{{{'S', "ERROR"}, {'C', "42703"}, {'M', "column \"x\" is not there"}, {'P', "31"}}}});
    simple.server(ready_for_query{transaction_status::failed});
    simple.client(query{""}).server(empty_query_response{}, ready_for_query{});
    check_transcript("simple_query", simple);
}

TEST_CASE("transcript: a prepared statement in one burst") {
    script extended(in_session);
    extended.client(parse{"s1", "SELECT $1::int4, $2", {oid::int4, oid::none}}, describe{target::statement, "s1"},
                    flush{});
    extended.server(parse_complete{}, parameter_description{{oid::int4, oid::text}});
    extended.server(row_description{{{"int4", oid::none, 0, oid::int4, 4, -1, format::text}}});
    extended.client(
        frontend::bind{
            "", "s1", {format::binary, format::text}, {as_bytes("\0\0\0\x2a"sv), std::nullopt}, {format::binary}},
        describe{target::portal, ""}, execute{"", 1}, frontend::close{target::portal, ""}, frontend::sync{});
    extended.server(bind_complete{}, no_data{}, data_row{{as_bytes("\0\0\0\x2a"sv)}}, portal_suspended{});
    extended.server(close_complete{}, ready_for_query{transaction_status::in_transaction});
    extended.client(function_call{static_cast<oid>(957), {format::binary}, {as_bytes("\0\0\0\1"sv)}, format::binary});
    extended.server(function_call_response{as_bytes("\0\0\0\2"sv)}, function_call_response{}, ready_for_query{});
    check_transcript("extended_query", extended);
}

TEST_CASE("transcript: COPY in, out, both ways, and given up") {
    script copy(in_session);
    copy.client(query{"COPY peaks FROM STDIN"});
    copy.server(copy_in_response{{format::text, {format::text, format::text}}});
    copy.client(copy_data{as_bytes("1\tEiger\n")}, copy_done{});
    copy.server(command_complete{"COPY 1"}, ready_for_query{});
    copy.client(query{"COPY peaks TO STDOUT (FORMAT binary)"});
    copy.server(copy_out_response{{format::binary, {format::binary}}}, copy_data{as_bytes("PGCOPY\n\xff\r\n\0"sv)});
    copy.server(copy_done{}, command_complete{"COPY 0"}, ready_for_query{}, copy_both_response{});
    copy.client(copy_fail{"the file ended early"});
    check_transcript("copy", copy);
}

TEST_CASE("transcript: malformed messages of both sides") {
    script broken;
    broken.client_bytes("\0\0\0\x09\0\3\0\0\0"sv); // an empty startup message is well-formed
    broken.server_bytes('D', "\0\1\xff\xff\xff\xfe"sv).server_bytes('?', "").server_bytes('\n', "abc");
    broken.server_bytes('R', "\0\0\0\x63SECRET"sv).server_bytes('R', "").server_bytes('K', "\0\0\0\1SEC"sv);
    broken.client_bytes("p\0\0\0\x0aSECRET"sv); // nobody asked
    broken.server(authentication_cleartext_password{}).client_bytes("p\0\0\0\x0aSECRET"sv);
    broken.client_bytes("Q\0\0\0\6x"sv)
        .client_bytes("Q\0\0\0\3"sv)
        .client_bytes("Q\0\0"sv)
        .client_bytes("\x01\0\0\0\4"sv);
    CHECK(broken.lines().find("SEC") == std::string::npos);
    check_transcript("malformed", broken);
}

TEST_CASE("transcript: malformed packets at the start") {
    script broken;
    broken.client_bytes("\0\0\0\3"sv).client_bytes("\0\0\0\x0a\0\3"sv).client_bytes("\0\0\0\x0a\0\3\0\0xy"sv);
    broken.client_bytes("\0\0\0\x0f\x04\xd2\x16\x2e\0\0\0\1SEC"sv).client_bytes("GET / HTTP/1.1\r\n");
    CHECK(broken.lines().find("SEC") == std::string::npos);
    check_transcript("malformed_start", broken);
}
