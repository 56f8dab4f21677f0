#include "protocol/message_reader.hpp"
#include "protocol/trace_fields.hpp"

#include <type_traits>

namespace tusk::protocol {

namespace {

struct backend_fields {
    field_list& out;

    template <class Message>
        requires std::is_empty_v<Message>
    void operator()(const Message&) const {}

    void operator()(const backend::authentication_md5_password& message) const { out.value(message.salt); }
    void operator()(const backend::authentication_gss_continue&) const { out.redacted(); }
    void operator()(const backend::authentication_sasl& message) const {
        out.list(message.mechanisms, [this](std::string_view name) { out.text(name); });
    }
    void operator()(const backend::authentication_sasl_continue&) const { out.redacted(); }
    void operator()(const backend::authentication_sasl_final&) const { out.redacted(); }
    void operator()(const backend::backend_key_data& message) const { out.number(message.process_id).redacted(); }
    void operator()(const backend::command_complete& message) const { out.text(message.tag); }
    void operator()(const copy_data& message) const { out.value(message.bytes); }
    void operator()(const backend::copy_formats& message) const {
        out.number(static_cast<std::int16_t>(message.overall)).formats(message.columns);
    }
    void operator()(const backend::data_row& message) const { out.values(message.values); }
    void operator()(const backend::report_fields& message) const {
        for (const backend::report_field& field : message.fields) out.word(describe_type(field.code)).text(field.text);
    }
    void operator()(const backend::function_call_response& message) const { out.value(message.result); }
    void operator()(const backend::negotiate_protocol_version& message) const {
        out.number(message.newest.major).number(message.newest.minor);
        out.list(message.unrecognized, [this](std::string_view option) { out.text(option); });
    }
    void operator()(const backend::notification_response& message) const {
        out.number(message.process_id).text(message.channel).text(message.payload);
    }
    void operator()(const backend::parameter_description& message) const {
        out.list(message.types, [this](oid type) { out.type(type); });
    }
    void operator()(const backend::parameter_status& message) const { out.text(message.name).text(message.value); }
    void operator()(const backend::ready_for_query& message) const { out.letter(static_cast<char>(message.status)); }
    void operator()(const backend::row_description& message) const {
        out.list(message.fields, [this](const backend::field_description& field) {
            out.text(field.name).type(field.table).number(field.attribute);
            out.type(field.type).number(field.type_size).number(field.type_modifier);
            out.number(static_cast<std::int16_t>(field.format));
        });
    }
};

} // namespace

traced_message trace_message(const backend_message& message) { return trace_with<backend_fields>(message); }

} // namespace tusk::protocol
