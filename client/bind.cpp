#include "client/bind.hpp"

#include <tusk/types/to_text.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

namespace tusk::client {

namespace {

using protocol::byte_writer;

std::string describe_parameter(std::size_t index, type_ref type) {
    return "parameter $" + std::to_string(index + 1) + " (" + type.name() + ")";
}

void require_count(std::size_t wanted, std::size_t given) {
    constexpr std::size_t most = 65'535; // Bind counts them in 16 bits
    if (given > most)
        throw programming_error(std::to_string(given) + " values were given, but a statement has at most 65535 "
                                                        "parameters: pass an array, or several statements");
    if (wanted != given)
        throw programming_error("the statement has " + std::to_string(wanted) + " parameters, but " +
                                std::to_string(given) + " values were given");
}

/// As what a value is written.
struct written_form {
    type_ref type;
    std::optional<format> how; ///< none: not at all
};

/// The text that the server would print for the value, were it of the type that its C++ type corresponds to. Nobody
/// knows what the parameter's is.
void write_own_text(byte_writer& out, const parameter& value) {
    const oid type = value.own_type();
    if (value.writes(type) != format::binary || !has_binary_codec(type)) return value.write(out, type, format::text);
    protocol::byte_buffer binary;
    byte_writer binary_writer(binary);
    value.write(binary_writer, type, format::binary);
    out.text(to_text(type, binary.view()));
}

/// As the parameter's own type, or else as text for a base type that the server's users made, whose binary form nobody
/// here knows, while the server parses its text.
written_form form_of(const parameter& value, type_ref type) {
    if (type == oid::none)
        return {value.own_type(), value.own_type() == oid::none ? std::nullopt : std::optional(format::text)};
    const type_ref base = type.base();
    // Asked first, since it nearly always says yes and the others look into tables.
    if (const auto how = value.writes(base)) return {base, how};
    const bool is_known = base.kind() != type_kind::unknown && base.kind() != type_kind::base;
    if (is_known || detail::find_built_in(base) != nullptr || !value.writes(oid::text)) return {base, std::nullopt};
    return {oid::text, format::text};
}

format format_of(const parameter& value, std::size_t index, type_ref type) {
    if (value.is_null()) return format::binary;
    const auto how = form_of(value, type).how;
    if (!how)
        throw data_error(describe_parameter(index, type) + " cannot be made of a " + std::string(value.cpp_type()) +
                         ": give a value of a matching type, or cast in the statement");
    return *how;
}

void write_value(byte_writer& out, const parameter& value, std::size_t index, type_ref type) {
    if (value.is_null()) return out.number(std::int32_t{-1});
    const auto length = out.begin_length();
    const written_form form = form_of(value, type);
    try {
        if (type == oid::none)
            write_own_text(out, value);
        else
            value.write(out, form.type, *form.how);
    } catch (const conversion_error& trouble) {
        throw conversion_error(describe_parameter(index, type) + ": " + trouble.what());
    }
    out.end_value(length);
}

/// Bind ("Message Formats"): portal, statement, parameter formats, parameters, result formats.
void write_bind(byte_writer& out, const prepared_statement& statement, std::span<const parameter> values) {
    const auto message = out.begin_message('B');
    out.c_string("");
    out.c_string(statement.name);
    const auto count = static_cast<std::uint16_t>(values.size()); // what the server described has at most 65,535
    out.number(count);
    for (std::size_t i = 0; i < values.size(); ++i)
        out.number(static_cast<std::int16_t>(format_of(values[i], i, statement.parameters[i].type())));
    out.number(count);
    for (std::size_t i = 0; i < values.size(); ++i) write_value(out, values[i], i, statement.parameters[i].type());
    out.number(static_cast<std::uint16_t>(statement.result_formats.size()));
    for (const format each : statement.result_formats) out.number(static_cast<std::int16_t>(each));
    out.end_length(message);
}

} // namespace

prepared_statement undescribed(std::size_t parameters, std::span<const oid> types, const type_catalogue& known) {
    prepared_statement statement;
    statement.parameters.resize(parameters);
    for (std::size_t i = 0; i < std::min(parameters, types.size()); ++i)
        statement.parameters[i] = {types[i], known.find(types[i])};
    return statement;
}

void queue_bind(protocol::channel& ch, const prepared_statement& statement, std::span<const parameter> values) {
    require_count(statement.parameters.size(), values.size());
    const std::size_t before = ch.queued();
    byte_writer out = ch.writer();
    try {
        write_bind(out, statement, values);
    } catch (...) {
        ch.forget_output(before);
        throw;
    }
}

} // namespace tusk::client
