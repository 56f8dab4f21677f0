#include "message_samples.hpp"

namespace samples {

using tusk::format;
using tusk::oid;

namespace {

std::vector<sample<backend_message>> session_messages() {
    using namespace backend;
    return {
        {"AuthenticationOk", authentication_ok{}},
        {"AuthenticationKerberosV5", authentication_kerberos_v5{}},
        {"AuthenticationCleartextPassword", authentication_cleartext_password{}},
        {"AuthenticationMD5Password",
         authentication_md5_password{{std::byte{0x93}, std::byte{0}, std::byte{0x1b}, std::byte{0xff}}}},
        {"AuthenticationGSS", authentication_gss{}},
        {"AuthenticationGSSContinue", authentication_gss_continue{as_bytes("token\0token"sv)}, true},
        {"AuthenticationSSPI", authentication_sspi{}},
        {"AuthenticationSASL", authentication_sasl{{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}}},
        {"AuthenticationSASLContinue", authentication_sasl_continue{as_bytes("r=nonce,s=c2FsdA==,i=4096")}, true},
        {"AuthenticationSASLFinal", authentication_sasl_final{as_bytes("v=c2lnbmF0dXJl")}, true},
        {"BackendKeyData-3.0", backend_key_data{4711, as_bytes("\x01\x02\x03\x04"sv)}, true},
        {"BackendKeyData-3.2", backend_key_data{-1, as_bytes("0123456789abcdef0123456789abcdef")}, true},
        {"NegotiateProtocolVersion", negotiate_protocol_version{version_3_0, {"_pq_.first", "_pq_.second"}}},
        {"NegotiateProtocolVersion-version-alone", negotiate_protocol_version{version_3_2, {}}},
        {"ParameterStatus", parameter_status{"TimeZone", "Europe/Zurich"}},
        {"ReadyForQuery-idle", ready_for_query{transaction_status::idle}},
        {"ReadyForQuery-in-transaction", ready_for_query{transaction_status::in_transaction}},
        {"ReadyForQuery-failed", ready_for_query{transaction_status::failed}},
        {"NotificationResponse", notification_response{4711, "jobs", "42 is done"}},
        {"ErrorResponse", error_response{{{{'S', "FEHLER"},
                                           {'V', "ERROR"},
                                           {'C', "23505"},
                                           {'M', "duplicate key value violates unique constraint \"peaks_pkey\""},
                                           {'D', "Key (id)=(1) already exists."},
                                           {'s', "public"},
                                           {'t', "peaks"},
                                           {'n', "peaks_pkey"},
                                           {'P', "15"},
                                           {'F', "nbtinsert.c"},
                                           {'L', "664"},
                                           {'R', "_bt_check_unique"},
                                           {'~', "a field of tomorrow"}}}}},
        {"ErrorResponse-empty", error_response{}},
        {"NoticeResponse", notice_response{{{{'S', "WARNING"}, {'C', "25P01"}, {'M', "no transaction"}}}}},
    };
}

std::vector<sample<backend_message>> query_messages() {
    using namespace backend;
    return {
        {"ParseComplete", parse_complete{}},
        {"BindComplete", bind_complete{}},
        {"CloseComplete", close_complete{}},
        {"NoData", no_data{}},
        {"EmptyQueryResponse", empty_query_response{}},
        {"PortalSuspended", portal_suspended{}},
        {"ParameterDescription", parameter_description{{oid::int4, oid::text, static_cast<oid>(4294967295)}}},
        {"ParameterDescription-none", parameter_description{}},
        {"RowDescription", row_description{{{"id", static_cast<oid>(16385), 1, oid::int4, 4, -1, format::binary},
                                            {"name", static_cast<oid>(16385), 2, oid::varchar, -1, 44, format::text},
                                            {"?column?", oid::none, 0, oid::unknown, -2, -1, format::text}}}},
        {"RowDescription-no-columns", row_description{}},
        {"DataRow", data_row{{as_bytes("\0\0\0\x2a"sv), as_bytes("Eiger"), std::nullopt, as_bytes("")}}},
        {"DataRow-no-columns", data_row{}},
        {"CommandComplete", command_complete{"INSERT 0 3"}},
        {"FunctionCallResponse", function_call_response{as_bytes("\0\0\0\x01"sv)}},
        {"FunctionCallResponse-NULL", function_call_response{}},
        {"CopyInResponse-text", copy_in_response{{format::text, {format::text, format::text}}}},
        {"CopyOutResponse-binary", copy_out_response{{format::binary, {format::binary, format::text}}}},
        {"CopyBothResponse", copy_both_response{}},
        {"CopyData", copy_data{as_bytes("1\tEiger\n")}, true},
        {"CopyDone", copy_done{}},
    };
}

} // namespace

std::vector<sample<backend_message>> backend_messages() {
    auto messages = session_messages();
    for (auto& each : query_messages()) messages.push_back(std::move(each));
    return messages;
}

std::vector<frontend_sample> frontend_messages() {
    using namespace frontend;
    return {
        {{"Query", query{"SELECT 1; SELECT 2"}}},
        {{"Parse", parse{"s1", "SELECT $1, $2", {oid::int4, oid::none}}}},
        {{"Parse-unnamed", parse{"", "SELECT", {}}}},
        {{"Bind", frontend::bind{"p1",
                                 "s1",
                                 {format::binary, format::text, format::binary},
                                 {as_bytes("\0\0\0\x2a"sv), std::nullopt, as_bytes("")},
                                 {format::binary}}}},
        {{"Bind-nothing", frontend::bind{}}},
        {{"Describe-statement", describe{target::statement, "s1"}}},
        {{"Describe-portal", describe{target::portal, ""}}},
        {{"Close-statement", frontend::close{target::statement, "s1"}}},
        {{"Close-portal", frontend::close{target::portal, "p1"}}},
        {{"Execute", execute{"p1", 100}}},
        {{"Flush", flush{}}},
        {{"Sync", frontend::sync{}}},
        {{"Terminate", terminate{}}},
        {{"FunctionCall",
          function_call{
              static_cast<oid>(957), {format::binary}, {as_bytes("\0\0\0\x01"sv), std::nullopt}, format::binary}}},
        {{"CopyData", copy_data{as_bytes("2\tMonch\n")}, true}},
        {{"CopyDone", copy_done{}}},
        {{"CopyFail", copy_fail{"the file ended early"}}},
        {{"PasswordMessage", password_message{"md5c0ffee"}}},
        {{"GSSResponse", gss_response{as_bytes("token\0token"sv)}, true}, password_kind::gss},
        {{"SASLInitialResponse", sasl_initial_response{"SCRAM-SHA-256", as_bytes("n,,n=,r=nonce")}},
         password_kind::sasl_initial},
        {{"SASLInitialResponse-no-data", sasl_initial_response{"EXTERNAL", {}}}, password_kind::sasl_initial},
        {{"SASLResponse", sasl_response{as_bytes("c=biws,r=nonce,p=cHJvb2Y=")}, true}, password_kind::sasl},
    };
}

std::vector<sample<startup_packet>> startup_packets() {
    using namespace frontend;
    return {
        {"StartupMessage-3.0", startup_message{version_3_0, {{"user", "mallory"}, {"database", "alps"}}}},
        {"StartupMessage-3.2",
         startup_message{version_3_2, {{"user", "heidi"}, {"application_name", ""}, {"_pq_.option", "on"}}}},
        {"StartupMessage-no-parameters", startup_message{{3, 9999}, {}}},
        {"CancelRequest-3.0", cancel_request{4711, as_bytes("\x01\x02\x03\x04"sv)}, true},
        {"CancelRequest-3.2", cancel_request{-1, as_bytes("0123456789abcdef0123456789abcdef")}, true},
        {"SSLRequest", ssl_request{}},
        {"GSSENCRequest", gssenc_request{}},
    };
}

} // namespace samples
