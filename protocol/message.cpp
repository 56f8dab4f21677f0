#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/message.hpp>

namespace tusk::protocol {

namespace detail {

void encode_bodiless(byte_writer& out, char type) {
    write_message(out, type, [] {});
}

void decode_bodiless(std::string_view message, byte_view body) { message_reader(message, body).finish(); }

} // namespace detail

void copy_data::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { write_bytes(out, bytes); });
}

copy_data copy_data::decode(byte_view body) { return {body}; }

} // namespace tusk::protocol
