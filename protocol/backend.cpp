#include "protocol/message_names.hpp"
#include "protocol/message_reader.hpp"

#include <tusk/protocol/backend.hpp>

namespace tusk::protocol {

using namespace backend;

backend_message decode_backend(const frame& message) {
    const byte_view body = message.body;
    switch (message.type) {
    case authentication_ok::message_type: return decode_authentication(body);
    case backend_key_data::message_type: return backend_key_data::decode(body);
    case bind_complete::message_type: return bind_complete::decode(body);
    case close_complete::message_type: return close_complete::decode(body);
    case command_complete::message_type: return command_complete::decode(body);
    case copy_data::message_type: return copy_data::decode(body);
    case copy_done::message_type: return copy_done::decode(body);
    case copy_in_response::message_type: return copy_in_response::decode(body);
    case copy_out_response::message_type: return copy_out_response::decode(body);
    case copy_both_response::message_type: return copy_both_response::decode(body);
    case data_row::message_type: return data_row::decode(body);
    case empty_query_response::message_type: return empty_query_response::decode(body);
    case error_response::message_type: return error_response::decode(body);
    case function_call_response::message_type: return function_call_response::decode(body);
    case negotiate_protocol_version::message_type: return negotiate_protocol_version::decode(body);
    case no_data::message_type: return no_data::decode(body);
    case notice_response::message_type: return notice_response::decode(body);
    case notification_response::message_type: return notification_response::decode(body);
    case parameter_description::message_type: return parameter_description::decode(body);
    case parameter_status::message_type: return parameter_status::decode(body);
    case parse_complete::message_type: return parse_complete::decode(body);
    case portal_suspended::message_type: return portal_suspended::decode(body);
    case ready_for_query::message_type: return ready_for_query::decode(body);
    case row_description::message_type: return row_description::decode(body);
    default: throw_malformed("message", "no message of a server has the type " + describe_type(message.type));
    }
}

// The ten authentication requests share a type; what they have in common is the name for it.
std::string_view backend_message_name(char type) noexcept {
    return type == authentication_ok::message_type ? "Authentication" : name_by_type<backend_message>(type);
}

} // namespace tusk::protocol
