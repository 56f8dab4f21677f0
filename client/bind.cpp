#include "client/bind.hpp"

#include <cstdint>
#include <string>

namespace tusk::client {

namespace {

using protocol::byte_writer;

std::string describe_parameter(std::size_t index, type_ref type) {
    return "parameter $" + std::to_string(index + 1) + " (" + type.name() + ")";
}

void require_count(std::size_t wanted, std::size_t given) {
    if (wanted != given)
        throw programming_error("the statement has " + std::to_string(wanted) + " parameters, but " +
                                std::to_string(given) + " values were given");
}

/// As what a value is written.
struct written_form {
    type_ref type;
    std::optional<format> how; ///< none: not at all
};

/// As the parameter's own type, or else as text for a base type that the server's users made, whose binary form nobody
/// here knows, while the server parses its text.
written_form form_of(const parameter& value, type_ref type) {
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
