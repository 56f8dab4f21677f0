#include "tests/conversation/messages.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

namespace tusk::test {

using namespace protocol;
using namespace std::string_view_literals;

namespace {

template <class Number>
std::string big_endian(Number value) {
    byte_buffer buffer;
    byte_writer(buffer).number(value);
    return std::string(as_text(buffer.view()));
}

std::string report(char type, std::string_view severity, std::string_view sqlstate, std::string_view text) {
    const std::vector<backend::report_field> fields{{'S', severity}, {'V', severity}, {'C', sqlstate}, {'M', text}};
    return type == 'N' ? encoded(backend::notice_response{{fields}}) : encoded(backend::error_response{{fields}});
}

} // namespace

std::string int16(std::int16_t value) { return big_endian(value); }
std::string int32(std::int32_t value) { return big_endian(value); }
std::string header(char type, std::uint32_t length) { return type + big_endian(length); }
std::string message(char type, std::string_view body) {
    return header(type, static_cast<std::uint32_t>(body.size() + 4)) + std::string(body);
}

namespace from_server {

std::string authentication_ok() { return encoded(backend::authentication_ok{}); }
std::string cleartext_password() { return encoded(backend::authentication_cleartext_password{}); }
std::string md5_password(std::string_view salt) {
    backend::authentication_md5_password request;
    for (std::size_t i = 0; i < request.salt.size(); ++i) request.salt[i] = static_cast<std::byte>(salt[i]);
    return encoded(request);
}
std::string sasl(const texts& mechanisms) { return encoded(backend::authentication_sasl{mechanisms}); }
std::string sasl_continue(std::string_view data) {
    return encoded(backend::authentication_sasl_continue{as_bytes(data)});
}
std::string sasl_final(std::string_view data) { return encoded(backend::authentication_sasl_final{as_bytes(data)}); }
std::string authentication(std::int32_t code, std::string_view data) {
    return message('R', int32(code) + std::string(data));
}
std::string key_data(std::int32_t process_id, std::string_view key) {
    return encoded(backend::backend_key_data{process_id, as_bytes(key)});
}
std::string negotiate_version(protocol_version newest, const texts& unrecognized) {
    return encoded(backend::negotiate_protocol_version{newest, unrecognized});
}
std::string session_start() {
    return authentication_ok() + parameter_status("server_version", "15.20") +
           parameter_status("client_encoding", "UTF8") + key_data(42, "\1\2\3\4"sv) + ready();
}

std::string parameter_status(std::string_view name, std::string_view value) {
    return encoded(backend::parameter_status{name, value});
}
std::string notice(std::string_view text) { return report('N', "NOTICE", "00000", text); }
std::string notified(std::string_view channel, std::string_view payload) {
    return encoded(backend::notification_response{7, channel, payload});
}

std::string ready(char status) {
    return encoded(backend::ready_for_query{static_cast<backend::transaction_status>(status)});
}
std::string parsed() { return encoded(backend::parse_complete{}); }
std::string bound() { return encoded(backend::bind_complete{}); }
std::string closed() { return encoded(backend::close_complete{}); }
std::string no_data() { return encoded(backend::no_data{}); }
std::string empty_query() { return encoded(backend::empty_query_response{}); }
std::string suspended() { return encoded(backend::portal_suspended{}); }
std::string parameters(const std::vector<oid>& types) { return encoded(backend::parameter_description{types}); }
std::string columns(const texts& names) {
    backend::row_description description;
    for (const std::string_view name : names) {
        backend::field_description field;
        field.name = name;
        field.type = oid::text;
        field.type_size = -1;
        description.fields.push_back(field);
    }
    return encoded(description);
}
std::string row(const nullable_texts& values) {
    backend::data_row fields;
    for (const auto& value : values)
        fields.values.push_back(value ? std::optional(as_bytes(*value)) : std::optional<byte_view>());
    return encoded(fields);
}
std::string complete(std::string_view tag) { return encoded(backend::command_complete{tag}); }
std::string copy_in() { return encoded(backend::copy_in_response{{format::text, {format::text}}}); }
std::string copy_out() { return encoded(backend::copy_out_response{{format::text, {format::text}}}); }
std::string copy_both() { return encoded(backend::copy_both_response{{format::text, {}}}); }
std::string copy_data(std::string_view bytes) { return encoded(protocol::copy_data{as_bytes(bytes)}); }
std::string copy_done() { return encoded(protocol::copy_done{}); }
std::string failed(std::string_view sqlstate, std::string_view text) { return report('E', "ERROR", sqlstate, text); }
std::string fatal(std::string_view sqlstate, std::string_view text) { return report('E', "FATAL", sqlstate, text); }

const std::vector<std::string>& every_message() {
    static const std::vector<std::string> all{
        authentication_ok(),
        cleartext_password(),
        md5_password("salt"),
        sasl({"SCRAM-SHA-256"}),
        key_data(42, "\1\2\3\4"sv),
        bound(),
        closed(),
        complete("SELECT 1"),
        copy_data("1\n"),
        copy_done(),
        copy_in(),
        copy_out(),
        copy_both(),
        row({"1"}),
        empty_query(),
        failed("XX000", "unasked"),
        encoded(backend::function_call_response{as_bytes("1")}),
        negotiate_version(version_3_0),
        no_data(),
        notice("by the way"),
        notified("news"),
        parameters({}),
        parameter_status("TimeZone", "UTC"),
        parsed(),
        suspended(),
        ready(),
        columns({"unasked"}),
    };
    return all;
}

} // namespace from_server

namespace from_client {

std::string startup(const settings& parameters, protocol_version version) {
    frontend::startup_message opening;
    opening.version = version;
    for (const auto& [name, value] : parameters) opening.parameters.push_back({name, value});
    return encoded(opening);
}
std::string ssl_request() { return encoded(frontend::ssl_request{}); }
std::string cancel_request(std::int32_t process_id, std::string_view key) {
    return encoded(frontend::cancel_request{process_id, as_bytes(key)});
}
std::string password(std::string_view text) { return encoded(frontend::password_message{text}); }
std::string parse(std::string_view name, std::string_view sql, const std::vector<oid>& types) {
    return encoded(frontend::parse{name, sql, types});
}
std::string describe_portal() { return encoded(frontend::describe{frontend::target::portal, ""}); }
std::string describe_statement(std::string_view name) {
    return encoded(frontend::describe{frontend::target::statement, name});
}
std::string bind(std::string_view statement) {
    frontend::bind binding;
    binding.statement = statement;
    return encoded(binding);
}
std::string execute() { return encoded(frontend::execute{}); }
std::string close_statement(std::string_view name) {
    return encoded(frontend::close{frontend::target::statement, name});
}
std::string sync() { return encoded(frontend::sync{}); }
std::string query(std::string_view sql) { return encoded(frontend::query{sql}); }
std::string copy_fail() { return encoded(frontend::copy_fail{"this statement was not run as a COPY"}); }
std::string terminate() { return encoded(frontend::terminate{}); }
std::string command(std::string_view sql) { return parse({}, sql) + bind() + execute(); }

} // namespace from_client

} // namespace tusk::test
