#include "protocol/trace_fields.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/trace.hpp>

#include <ostream>

namespace tusk::protocol {

namespace {

constexpr std::size_t length_size = 4;

transcript::sink write_to(std::ostream& out) {
    return [&out](std::string_view line) { out << line << '\n'; };
}

/// What a message shows, or what is wrong with it.
template <class Decode>
traced_message trace_or_explain(std::string_view name, Decode decode) {
    try {
        return trace_message(decode());
    } catch (const protocol_error& trouble) {
        return {name, std::string("\t") + trouble.what()};
    }
}

/// The length at `bytes`, which counts itself; 0 when it is impossible, or not all that it counts is there.
std::size_t whole_length(byte_view bytes) noexcept {
    const auto length = byte_reader(bytes).number<std::uint32_t>();
    return length < length_size || length > bytes.size() ? 0 : length;
}

} // namespace

transcript::transcript(std::ostream& out) : transcript(write_to(out), options()) {}
transcript::transcript(std::ostream& out, options how) : transcript(write_to(out), std::move(how)) {}
transcript::transcript(sink write) : transcript(std::move(write), options()) {}
transcript::transcript(sink write, options how) : write_(std::move(write)), options_(std::move(how)) {}

void transcript::frontend(byte_view messages) noexcept {
    try {
        while (!messages.empty()) {
            const std::size_t taken =
                options_.in_session ? write_frontend_message(messages) : write_startup_packet(messages);
            messages = messages.subspan(taken);
        }
    } catch (...) { // a transcript that fails must not break what it describes
    }
}

void transcript::backend(const frame& message) noexcept {
    try {
        const traced_message traced =
            trace_or_explain(backend_message_name(message.type), [&] { return decode_backend(message); });
        if (message.type == 'R') note_request(message.body);
        write('B', message.body.size() + length_size, traced.name, traced.fields);
    } catch (...) { // as above
    }
}

void transcript::encryption_answer(char answer) noexcept {
    try {
        field_list fields;
        fields.value(as_bytes({&answer, 1}));
        write('B', 1, asked_for_gss_ ? "GSSENCResponse" : "SSLResponse", fields.take());
    } catch (...) { // as above
    }
}

std::size_t transcript::write_startup_packet(byte_view messages) {
    const std::size_t length = whole_length(messages);
    if (length == 0) {
        write('F', messages.size(), "StartupMessage", "\tmalformed: its length is wrong, or it is not whole");
        return messages.size();
    }
    const traced_message traced = trace_or_explain("StartupMessage", [&] {
        const startup_packet packet = decode_startup_packet(messages.subspan(length_size, length - length_size));
        asked_for_gss_ = std::holds_alternative<frontend::gssenc_request>(packet);
        options_.in_session = !asked_for_gss_ && !std::holds_alternative<frontend::ssl_request>(packet);
        return packet;
    });
    write('F', length, traced.name, traced.fields);
    return length;
}

std::size_t transcript::write_frontend_message(byte_view messages) {
    const char type = as_text(messages).front();
    const std::string_view name = frontend_message_name(type);
    const std::size_t length = whole_length(messages.subspan(1));
    if (length == 0) {
        write('F', messages.size() - 1, name, "\tmalformed: its length is wrong, or it is not whole");
        return messages.size();
    }
    const frame message{type, messages.subspan(1 + length_size, length - length_size)};
    if (type == frontend::password_message::message_type && !asked_for_) {
        write('F', length, name, "\t<redacted>");
    } else {
        const traced_message traced = trace_or_explain(
            name, [&] { return decode_frontend(message, asked_for_.value_or(password_kind::password)); });
        write('F', length, traced.name, traced.fields);
    }
    return 1 + length;
}

void transcript::note_request(byte_view body) noexcept {
    switch (byte_reader(body).number<std::int32_t>()) {
    case backend::authentication_cleartext_password::code:
    case backend::authentication_md5_password::code: asked_for_ = password_kind::password; break;
    case backend::authentication_gss::code:
    case backend::authentication_gss_continue::code:
    case backend::authentication_sspi::code: asked_for_ = password_kind::gss; break;
    case backend::authentication_sasl::code: asked_for_ = password_kind::sasl_initial; break;
    case backend::authentication_sasl_continue::code: asked_for_ = password_kind::sasl; break;
    default: break;
    }
}

void transcript::write(char direction, std::size_t length, std::string_view name, std::string_view fields) {
    std::string line = options_.stamp ? options_.stamp() + '\t' : std::string();
    line += direction;
    line += '\t';
    line += std::to_string(length);
    line += '\t';
    line += name.empty() ? "Unknown" : name;
    line += fields;
    write_(line);
}

} // namespace tusk::protocol
