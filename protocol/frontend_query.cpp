#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/frontend_query.hpp>

namespace tusk::protocol::frontend {

void query::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { out.c_string(statement); });
}

query query::decode(byte_view body) {
    message_reader reader(message_name, body);
    query message{reader.c_string()};
    reader.finish();
    return message;
}

void parse::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.c_string(statement);
        out.c_string(query);
        write_count(out, parameter_types.size(), "parameters");
        for (const oid type : parameter_types) out.number(static_cast<std::uint32_t>(type));
    });
}

parse parse::decode(byte_view body) {
    message_reader reader(message_name, body);
    parse message;
    message.statement = reader.c_string();
    message.query = reader.c_string();
    message.parameter_types =
        reader.list(sizeof(oid), "parameters", [&] { return static_cast<oid>(reader.number<std::uint32_t>()); });
    reader.finish();
    return message;
}

namespace {

constexpr std::size_t smallest_value = 4; // the length of NULL

void write_values(byte_writer& out, const std::vector<std::optional<byte_view>>& values, std::string_view elements) {
    write_count(out, values.size(), elements);
    for (const auto& value : values) write_value(out, value);
}

void require_matching_formats(const message_reader& reader, std::size_t formats, std::size_t values) {
    if (formats > 1 && formats != values)
        reader.refuse("it has " + std::to_string(formats) + " formats for " + std::to_string(values) + " values");
}

} // namespace

void bind::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.c_string(portal);
        out.c_string(statement);
        write_formats(out, parameter_formats);
        write_values(out, parameters, "parameters");
        write_formats(out, result_formats);
    });
}

bind bind::decode(byte_view body) {
    message_reader reader(message_name, body);
    bind message;
    message.portal = reader.c_string();
    message.statement = reader.c_string();
    message.parameter_formats = reader.format_codes();
    message.parameters = reader.list(smallest_value, "parameters", [&] { return reader.value(); });
    message.result_formats = reader.format_codes();
    reader.finish();
    require_matching_formats(reader, message.parameter_formats.size(), message.parameters.size());
    return message;
}

namespace {

void encode_target(byte_writer& out, char type, target what, std::string_view name) {
    write_message(out, type, [&] {
        out.number(static_cast<std::uint8_t>(what));
        out.c_string(name);
    });
}

template <class Message>
Message decode_target(byte_view body) {
    message_reader reader(Message::message_name, body);
    const char what = reader.character();
    Message message{static_cast<target>(what), reader.c_string()};
    reader.finish();
    if (message.what != target::statement && message.what != target::portal)
        reader.refuse("its target " + describe_type(what) + " is neither 'S' (statement) nor 'P' (portal)");
    return message;
}

} // namespace

void describe::encode(byte_writer& out) const { encode_target(out, message_type, what, name); }

describe describe::decode(byte_view body) { return decode_target<describe>(body); }

void close::encode(byte_writer& out) const { encode_target(out, message_type, what, name); }

close close::decode(byte_view body) { return decode_target<close>(body); }

void execute::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.c_string(portal);
        out.number(row_limit);
    });
}

execute execute::decode(byte_view body) {
    message_reader reader(message_name, body);
    execute message;
    message.portal = reader.c_string();
    message.row_limit = reader.number<std::int32_t>();
    reader.finish();
    return message;
}

void copy_fail::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { out.c_string(reason); });
}

copy_fail copy_fail::decode(byte_view body) {
    message_reader reader(message_name, body);
    copy_fail message{reader.c_string()};
    reader.finish();
    return message;
}

void function_call::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        out.number(static_cast<std::uint32_t>(function));
        write_formats(out, argument_formats);
        write_values(out, arguments, "arguments");
        write_format(out, result_format);
    });
}

function_call function_call::decode(byte_view body) {
    message_reader reader(message_name, body);
    function_call message;
    message.function = static_cast<oid>(reader.number<std::uint32_t>());
    message.argument_formats = reader.format_codes();
    message.arguments = reader.list(smallest_value, "arguments", [&] { return reader.value(); });
    message.result_format = reader.format_code();
    reader.finish();
    require_matching_formats(reader, message.argument_formats.size(), message.arguments.size());
    return message;
}

} // namespace tusk::protocol::frontend
