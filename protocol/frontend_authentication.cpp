#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/frontend_authentication.hpp>

namespace tusk::protocol::frontend {

void password_message::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { out.c_string(password); });
}

password_message password_message::decode(byte_view body) {
    message_reader reader(message_name, body);
    password_message message{reader.c_string()};
    reader.finish();
    return message;
}

void gss_response::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { write_bytes(out, data); });
}

gss_response gss_response::decode(byte_view body) { return {body}; }

void sasl_initial_response::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.c_string(mechanism);
        write_value(out, data);
    });
}

sasl_initial_response sasl_initial_response::decode(byte_view body) {
    message_reader reader(message_name, body);
    sasl_initial_response message;
    message.mechanism = reader.c_string();
    message.data = reader.value();
    reader.finish();
    return message;
}

void sasl_response::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { write_bytes(out, data); });
}

sasl_response sasl_response::decode(byte_view body) { return {body}; }

} // namespace tusk::protocol::frontend
