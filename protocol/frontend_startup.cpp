#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/backend_session.hpp>
#include <tusk/protocol/frontend.hpp>

namespace tusk::protocol {

namespace frontend {

void startup_message::encode(byte_writer& out) const {
    write_untyped(out, [&] {
        out.number(version.code());
        for (const startup_parameter& parameter : parameters) {
            write_list_string(out, parameter.name, "parameter name");
            out.c_string(parameter.value);
        }
        out.c_string({});
    });
}

startup_message startup_message::decode(byte_view body) {
    message_reader reader(message_name, body);
    startup_message message;
    message.version = protocol_version::from_code(reader.number<std::uint32_t>());
    for (auto name = reader.c_string(); !name.empty(); name = reader.c_string())
        message.parameters.push_back({name, reader.c_string()});
    reader.finish();
    return message;
}

namespace {

void require_code(message_reader& reader, std::uint32_t expected) {
    if (const auto code = reader.number<std::uint32_t>(); reader.ok() && code != expected)
        reader.refuse("its code is " + std::to_string(code) + " instead of " + std::to_string(expected));
}

template <class Request>
Request decode_request(byte_view body) {
    message_reader reader(Request::message_name, body);
    require_code(reader, Request::code);
    reader.finish();
    return {};
}

} // namespace

void cancel_request::encode(byte_writer& out) const {
    write_untyped(out, [&] {
        out.number(code);
        out.number(process_id);
        write_bytes(out, key);
    });
}

cancel_request cancel_request::decode(byte_view body) {
    using key_data = backend::backend_key_data;
    message_reader reader(message_name, body);
    require_code(reader, code);
    cancel_request message;
    message.process_id = reader.number<std::int32_t>();
    message.key = reader.rest();
    reader.finish();
    if (message.key.size() < key_data::shortest_key || message.key.size() > key_data::longest_key)
        reader.refuse("its key has " + std::to_string(message.key.size()) + " bytes instead of 4 to 256");
    return message;
}

void ssl_request::encode(byte_writer& out) const {
    write_untyped(out, [&] { out.number(code); });
}

ssl_request ssl_request::decode(byte_view body) { return decode_request<ssl_request>(body); }

void gssenc_request::encode(byte_writer& out) const {
    write_untyped(out, [&] { out.number(code); });
}

gssenc_request gssenc_request::decode(byte_view body) { return decode_request<gssenc_request>(body); }

} // namespace frontend

startup_packet decode_startup_packet(byte_view body) {
    switch (byte_reader(body).number<std::uint32_t>()) {
    case frontend::cancel_request::code: return frontend::cancel_request::decode(body);
    case frontend::ssl_request::code: return frontend::ssl_request::decode(body);
    case frontend::gssenc_request::code: return frontend::gssenc_request::decode(body);
    default: return frontend::startup_message::decode(body);
    }
}

} // namespace tusk::protocol
