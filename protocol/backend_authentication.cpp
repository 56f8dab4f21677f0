#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/backend.hpp>

#include <algorithm>

namespace tusk::protocol {

namespace {

constexpr char authentication = 'R';

template <class Write>
void write_request(byte_writer& out, std::int32_t code, Write write_data) {
    write_message(out, authentication, [&] {
        out.number(code);
        write_data();
    });
}

message_reader read_request(std::string_view message, byte_view body, std::int32_t code) {
    message_reader reader(message, body);
    if (const auto received = reader.number<std::int32_t>(); reader.ok() && received != code)
        reader.refuse("its code is " + std::to_string(received) + " instead of " + std::to_string(code));
    return reader;
}

byte_view read_data(std::string_view message, byte_view body, std::int32_t code) {
    message_reader reader = read_request(message, body, code);
    const byte_view data = reader.rest();
    reader.finish();
    return data;
}

} // namespace

namespace detail {

void encode_bare_authentication(byte_writer& out, std::int32_t code) {
    write_request(out, code, [] {});
}

void decode_bare_authentication(std::string_view message, byte_view body, std::int32_t code) {
    read_request(message, body, code).finish();
}

} // namespace detail

namespace backend {

void authentication_md5_password::encode(byte_writer& out) const {
    write_request(out, code, [&] { out.bytes(salt); });
}

authentication_md5_password authentication_md5_password::decode(byte_view body) {
    message_reader reader = read_request(message_name, body, code);
    authentication_md5_password message;
    const byte_view salt = reader.bytes(message.salt.size());
    reader.finish();
    std::copy(salt.begin(), salt.end(), message.salt.begin());
    return message;
}

void authentication_gss_continue::encode(byte_writer& out) const {
    write_request(out, code, [&] { write_bytes(out, data); });
}

authentication_gss_continue authentication_gss_continue::decode(byte_view body) {
    return {read_data(message_name, body, code)};
}

void authentication_sasl::encode(byte_writer& out) const {
    write_request(out, code, [&] {
        for (const std::string_view mechanism : mechanisms) write_list_string(out, mechanism, "SASL mechanism");
        out.c_string({});
    });
}

authentication_sasl authentication_sasl::decode(byte_view body) {
    message_reader reader = read_request(message_name, body, code);
    authentication_sasl message;
    for (auto name = reader.c_string(); !name.empty(); name = reader.c_string()) message.mechanisms.push_back(name);
    reader.finish();
    if (message.mechanisms.empty()) reader.refuse("it offers no mechanism");
    return message;
}

void authentication_sasl_continue::encode(byte_writer& out) const {
    write_request(out, code, [&] { write_bytes(out, data); });
}

authentication_sasl_continue authentication_sasl_continue::decode(byte_view body) {
    return {read_data(message_name, body, code)};
}

void authentication_sasl_final::encode(byte_writer& out) const {
    write_request(out, code, [&] { write_bytes(out, data); });
}

authentication_sasl_final authentication_sasl_final::decode(byte_view body) {
    return {read_data(message_name, body, code)};
}

} // namespace backend

backend_message decode_authentication(byte_view body) {
    message_reader reader("authentication request", body);
    const auto code = reader.number<std::int32_t>();
    if (!reader.ok()) reader.finish();
    switch (code) {
    case backend::authentication_ok::code: return backend::authentication_ok::decode(body);
    case backend::authentication_kerberos_v5::code: return backend::authentication_kerberos_v5::decode(body);
    case backend::authentication_cleartext_password::code:
        return backend::authentication_cleartext_password::decode(body);
    case backend::authentication_md5_password::code: return backend::authentication_md5_password::decode(body);
    case backend::authentication_gss::code: return backend::authentication_gss::decode(body);
    case backend::authentication_gss_continue::code: return backend::authentication_gss_continue::decode(body);
    case backend::authentication_sspi::code: return backend::authentication_sspi::decode(body);
    case backend::authentication_sasl::code: return backend::authentication_sasl::decode(body);
    case backend::authentication_sasl_continue::code: return backend::authentication_sasl_continue::decode(body);
    case backend::authentication_sasl_final::code: return backend::authentication_sasl_final::decode(body);
    default: reader.refuse("no kind of authentication has the code " + std::to_string(code));
    }
}

} // namespace tusk::protocol
