#include "protocol/message_names.hpp"
#include "protocol/message_reader.hpp"

#include <tusk/protocol/frontend.hpp>

namespace tusk::protocol {

using namespace frontend;

namespace {

frontend_message decode_answer(byte_view body, password_kind asked_for) {
    switch (asked_for) {
    case password_kind::gss: return gss_response::decode(body);
    case password_kind::sasl_initial: return sasl_initial_response::decode(body);
    case password_kind::sasl: return sasl_response::decode(body);
    case password_kind::password: break;
    }
    return password_message::decode(body);
}

} // namespace

frontend_message decode_frontend(const frame& message, password_kind asked_for) {
    const byte_view body = message.body;
    switch (message.type) {
    case password_message::message_type: return decode_answer(body, asked_for);
    case frontend::bind::message_type: return frontend::bind::decode(body);
    case frontend::close::message_type: return frontend::close::decode(body);
    case copy_data::message_type: return copy_data::decode(body);
    case copy_done::message_type: return copy_done::decode(body);
    case copy_fail::message_type: return copy_fail::decode(body);
    case describe::message_type: return describe::decode(body);
    case execute::message_type: return execute::decode(body);
    case flush::message_type: return flush::decode(body);
    case function_call::message_type: return function_call::decode(body);
    case parse::message_type: return parse::decode(body);
    case query::message_type: return query::decode(body);
    case frontend::sync::message_type: return frontend::sync::decode(body);
    case terminate::message_type: return terminate::decode(body);
    default: throw_malformed("message", "no message of a client has the type " + describe_type(message.type));
    }
}

// The four answers share a type; the oldest one gives it its name.
std::string_view frontend_message_name(char type) noexcept {
    return type == password_message::message_type ? password_message::message_name
                                                  : name_by_type<frontend_message>(type);
}

} // namespace tusk::protocol
