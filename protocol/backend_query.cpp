#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/backend_query.hpp>

#include <algorithm>
#include <charconv>

namespace tusk::protocol::backend {

void parameter_description::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        write_count(out, types.size(), "parameters");
        for (const oid type : types) out.number(static_cast<std::uint32_t>(type));
    });
}

parameter_description parameter_description::decode(byte_view body) {
    message_reader reader(message_name, body);
    parameter_description message{
        reader.list(sizeof(oid), "parameters", [&] { return static_cast<oid>(reader.number<std::uint32_t>()); })};
    reader.finish();
    return message;
}

namespace {

void write_field(byte_writer& out, const field_description& field) {
    out.c_string(field.name);
    out.number(static_cast<std::uint32_t>(field.table));
    out.number(field.attribute);
    out.number(static_cast<std::uint32_t>(field.type));
    out.number(field.type_size);
    out.number(field.type_modifier);
    write_format(out, field.format);
}

field_description read_field(message_reader& reader) {
    field_description field;
    field.name = reader.c_string();
    field.table = static_cast<oid>(reader.number<std::uint32_t>());
    field.attribute = reader.number<std::int16_t>();
    field.type = static_cast<oid>(reader.number<std::uint32_t>());
    field.type_size = reader.number<std::int16_t>();
    field.type_modifier = reader.number<std::int32_t>();
    field.format = reader.format_code();
    return field;
}

constexpr std::size_t smallest_field = 1 + 4 + 2 + 4 + 2 + 4 + 2; // an empty name's terminator and the numbers
constexpr std::size_t smallest_value = 4;                         // the length of NULL

} // namespace

void row_description::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        write_count(out, fields.size(), "columns");
        for (const field_description& field : fields) write_field(out, field);
    });
}

row_description row_description::decode(byte_view body) {
    message_reader reader(message_name, body);
    row_description message{reader.list(smallest_field, "columns", [&] { return read_field(reader); })};
    reader.finish();
    return message;
}

void data_row::encode(byte_writer& out) const {
    write_message(out, message_type, [&] {
        write_count(out, values.size(), "values");
        for (const auto& value : values) write_value(out, value);
    });
}

data_row data_row::decode(byte_view body) {
    message_reader reader(message_name, body);
    data_row message{reader.list(smallest_value, "values", [&] { return reader.value(); })};
    reader.finish();
    return message;
}

void command_complete::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { out.c_string(tag); });
}

command_complete command_complete::decode(byte_view body) {
    message_reader reader(message_name, body);
    command_complete message{reader.c_string()};
    reader.finish();
    return message;
}

namespace {

// from_chars alone would take a sign.
bool is_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> row_count(std::string_view text) {
    std::int64_t count = 0;
    if (!is_digits(text) || std::from_chars(text.data(), text.data() + text.size(), count).ec != std::errc{})
        return std::nullopt;
    return count;
}

} // namespace

std::optional<std::int64_t> command_complete::affected_rows() const noexcept {
    const std::size_t space = tag.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::string_view command = tag.substr(0, space);
    std::string_view count = tag.substr(space + 1);
    if (command == "INSERT") { // INSERT oid rows: the OID of the row is a thing of the past, and 0
        const std::size_t second = count.find(' ');
        if (second == std::string_view::npos || !is_digits(count.substr(0, second))) return std::nullopt;
        return row_count(count.substr(second + 1));
    }
    for (const std::string_view counted : {"SELECT", "UPDATE", "DELETE", "MERGE", "COPY", "FETCH", "MOVE"})
        if (command == counted) return row_count(count);
    return std::nullopt;
}

void function_call_response::encode(byte_writer& out) const {
    write_message(out, message_type, [&] { write_value(out, result); });
}

function_call_response function_call_response::decode(byte_view body) {
    message_reader reader(message_name, body);
    function_call_response message{reader.value()};
    reader.finish();
    return message;
}

namespace {

void encode_copy(byte_writer& out, char type, const copy_formats& formats) {
    write_message(out, type, [&] {
        out.number(static_cast<std::int8_t>(formats.overall));
        write_formats(out, formats.columns);
    });
}

copy_formats decode_copy(std::string_view message, byte_view body) {
    message_reader reader(message, body);
    const auto overall = reader.number<std::int8_t>();
    if (overall != 0 && overall != 1)
        reader.refuse("the format " + std::to_string(overall) + " is neither 0 (text) nor 1 (binary)");
    copy_formats formats{static_cast<format>(overall), reader.format_codes()};
    reader.finish();
    if (formats.overall == format::text && std::count(formats.columns.begin(), formats.columns.end(), format::binary))
        reader.refuse("a column is binary although the data over all is text");
    return formats;
}

} // namespace

void copy_in_response::encode(byte_writer& out) const { encode_copy(out, message_type, *this); }

copy_in_response copy_in_response::decode(byte_view body) { return {decode_copy(message_name, body)}; }

void copy_out_response::encode(byte_writer& out) const { encode_copy(out, message_type, *this); }

copy_out_response copy_out_response::decode(byte_view body) { return {decode_copy(message_name, body)}; }

void copy_both_response::encode(byte_writer& out) const { encode_copy(out, message_type, *this); }

copy_both_response copy_both_response::decode(byte_view body) { return {decode_copy(message_name, body)}; }

} // namespace tusk::protocol::backend
