#include "protocol/trace_fields.hpp"

#include <type_traits>

namespace tusk::protocol {

namespace {

struct frontend_fields {
    field_list& out;

    template <class Message>
        requires std::is_empty_v<Message>
    void operator()(const Message&) const {}

    void operator()(const frontend::bind& message) const {
        out.text(message.portal).text(message.statement).formats(message.parameter_formats);
        out.values(message.parameters).formats(message.result_formats);
    }
    void operator()(const frontend::close& message) const {
        out.letter(static_cast<char>(message.what)).text(message.name);
    }
    void operator()(const copy_data& message) const { out.value(message.bytes); }
    void operator()(const frontend::copy_fail& message) const { out.text(message.reason); }
    void operator()(const frontend::describe& message) const {
        out.letter(static_cast<char>(message.what)).text(message.name);
    }
    void operator()(const frontend::execute& message) const { out.text(message.portal).number(message.row_limit); }
    void operator()(const frontend::function_call& message) const {
        out.type(message.function).formats(message.argument_formats).values(message.arguments);
        out.number(static_cast<std::int16_t>(message.result_format));
    }
    void operator()(const frontend::gss_response&) const { out.redacted(); }
    void operator()(const frontend::parse& message) const {
        out.text(message.statement).text(message.query);
        out.list(message.parameter_types, [this](oid type) { out.type(type); });
    }
    void operator()(const frontend::password_message&) const { out.redacted(); }
    void operator()(const frontend::query& message) const { out.text(message.statement); }
    void operator()(const frontend::sasl_initial_response& message) const { out.text(message.mechanism).redacted(); }
    void operator()(const frontend::sasl_response&) const { out.redacted(); }

    void operator()(const frontend::startup_message& packet) const {
        out.number(packet.version.major).number(packet.version.minor);
        for (const frontend::startup_parameter& parameter : packet.parameters)
            out.text(parameter.name).text(parameter.value);
    }
    void operator()(const frontend::cancel_request& packet) const { out.number(packet.process_id).redacted(); }
};

} // namespace

traced_message trace_message(const frontend_message& message) { return trace_with<frontend_fields>(message); }
traced_message trace_message(const startup_packet& packet) { return trace_with<frontend_fields>(packet); }

} // namespace tusk::protocol
