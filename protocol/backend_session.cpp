#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/backend_session.hpp>

namespace tusk::protocol::backend {

void backend_key_data::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.number(process_id);
        write_bytes(out, key);
    });
}

backend_key_data backend_key_data::decode(byte_view body) {
    message_reader reader(message_name, body);
    backend_key_data message;
    message.process_id = reader.number<std::int32_t>();
    message.key = reader.rest();
    reader.finish();
    if (message.key.size() < shortest_key || message.key.size() > longest_key)
        reader.refuse("its key has " + std::to_string(message.key.size()) + " bytes instead of 4 to 256");
    return message;
}

void backend_key_data::require_legal_key(protocol_version spoken) const {
    if (spoken < version_3_2 && key.size() != shortest_key)
        throw_malformed(message_name, "its key has " + std::to_string(key.size()) +
                                          " bytes; before protocol 3.2 a key has exactly 4");
}

void negotiate_protocol_version::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.number(newest.code());
        out.number(static_cast<std::int32_t>(unrecognized.size()));
        for (const std::string_view option : unrecognized) out.c_string(option);
    });
}

// The documentation speaks of the newest minor version alone; servers send the major one in the upper half with it.
negotiate_protocol_version negotiate_protocol_version::decode(byte_view body) {
    constexpr std::size_t shortest_option = 1; // its terminator
    message_reader reader(message_name, body);
    negotiate_protocol_version message;
    message.newest = protocol_version::from_code(reader.number<std::uint32_t>());
    const std::size_t count = reader.checked_count(reader.number<std::uint32_t>(), shortest_option, "options");
    message.unrecognized.reserve(count);
    for (std::size_t i = 0; i < count; ++i) message.unrecognized.push_back(reader.c_string());
    reader.finish();
    return message;
}

void parameter_status::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.c_string(name);
        out.c_string(value);
    });
}

parameter_status parameter_status::decode(byte_view body) {
    message_reader reader(message_name, body);
    parameter_status message;
    message.name = reader.c_string();
    message.value = reader.c_string();
    reader.finish();
    return message;
}

void ready_for_query::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { out.number(static_cast<std::uint8_t>(status)); });
}

ready_for_query ready_for_query::decode(byte_view body) {
    message_reader reader(message_name, body);
    const auto status = static_cast<transaction_status>(reader.character());
    reader.finish();
    switch (status) {
    case transaction_status::idle:
    case transaction_status::in_transaction:
    case transaction_status::failed: return {status};
    }
    reader.refuse("its status byte is " + std::to_string(std::to_integer<int>(body.front())) +
                  "; only 'I', 'T' and 'E' are known");
}

void notification_response::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.number(process_id);
        out.c_string(channel);
        out.c_string(payload);
    });
}

notification_response notification_response::decode(byte_view body) {
    message_reader reader(message_name, body);
    notification_response message;
    message.process_id = reader.number<std::int32_t>();
    message.channel = reader.c_string();
    message.payload = reader.c_string();
    reader.finish();
    return message;
}

} // namespace tusk::protocol::backend
