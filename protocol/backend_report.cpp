#include "protocol/message_reader.hpp"
#include "protocol/message_writer.hpp"

#include <tusk/protocol/backend_report.hpp>

#include <charconv>

namespace tusk::protocol::backend {

namespace {

// A code is one byte and never 0, so that more fields than this repeat one; and no list grows far beyond its message.
constexpr std::size_t most_fields = 255;

void encode_fields(byte_writer& out, char type, const std::vector<report_field>& fields) {
    if (fields.size() > most_fields)
        throw data_error(std::to_string(fields.size()) + " fields are more than a report can have (255)");
    write_message(out, type, [&] {
        for (const report_field& field : fields) {
            if (field.code == '\0') throw data_error("a report field with the code 0 would end the list it stands in");
            out.number(static_cast<std::uint8_t>(field.code));
            out.c_string(field.text);
        }
        out.number(std::uint8_t{0});
    });
}

std::vector<report_field> decode_fields(std::string_view message, byte_view body) {
    message_reader reader(message, body);
    std::vector<report_field> fields;
    for (char code = reader.character(); code != '\0'; code = reader.character()) {
        if (fields.size() == most_fields) reader.refuse("it has more than 255 fields");
        fields.push_back({code, reader.c_string()});
    }
    reader.finish();
    return fields;
}

std::optional<std::int32_t> number_or_none(std::string_view text) {
    std::int32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [parsed, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || parsed != end) return std::nullopt;
    return number;
}

} // namespace

std::string_view report_fields::find(char code) const noexcept {
    for (const report_field& field : fields)
        if (field.code == code) return field.text;
    return {};
}

bool report_fields::fatal() const noexcept {
    const std::string_view unlocalised = find('V');
    const std::string_view severity = unlocalised.empty() ? find('S') : unlocalised;
    return severity == "FATAL" || severity == "PANIC";
}

server_report report_fields::to_report() const {
    const auto text = [this](char code) { return std::string(find(code)); };
    server_report report;
    report.severity = text('S');
    report.severity_unlocalised = text('V');
    report.sqlstate = text('C');
    report.message = text('M');
    report.detail = text('D');
    report.hint = text('H');
    report.position = number_or_none(find('P'));
    report.internal_position = number_or_none(find('p'));
    report.internal_query = text('q');
    report.where = text('W');
    report.schema = text('s');
    report.table = text('t');
    report.column = text('c');
    report.datatype = text('d');
    report.constraint = text('n');
    report.file = text('F');
    report.line = number_or_none(find('L'));
    report.routine = text('R');
    return report;
}

void error_response::encode(byte_writer& out) const { encode_fields(out, message_type, fields); }

error_response error_response::decode(byte_view body) { return {{decode_fields(message_name, body)}}; }

void notice_response::encode(byte_writer& out) const { encode_fields(out, message_type, fields); }

notice_response notice_response::decode(byte_view body) { return {{decode_fields(message_name, body)}}; }

} // namespace tusk::protocol::backend
