// What holds for every message, of either side: decoding undoes encoding, and no body but the very one is accepted.
#include "message_samples.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace samples;

namespace {

/// Decodes, and encodes what comes out; or returns the complaint.
template <class Decode>
std::string again_or_complaint(Decode decode) {
    try {
        return encode(decode());
    } catch (const tusk::protocol_error& refused) {
        return refused.what();
    }
}

std::string backend_again(char type, std::string_view body) {
    return again_or_complaint([&] { return decode_backend({type, as_bytes(body)}); });
}

std::string frontend_again(char type, std::string_view body, password_kind asked_for) {
    return again_or_complaint([&] { return decode_frontend({type, as_bytes(body)}, asked_for); });
}

std::string startup_again(std::string_view body) {
    return again_or_complaint([&] { return decode_startup_packet(as_bytes(body)); });
}

bool is_refusal(const std::string& outcome) { return outcome.rfind("protocol error: malformed ", 0) == 0; }

/// Cuts the body at every length, and adds a byte. `again` decodes and encodes a body; `header` is what precedes it.
template <class Again>
void check_mutilations(const std::string& bytes, std::size_t header, bool open_ended, Again again) {
    const std::string_view body = std::string_view(bytes).substr(header);
    for (std::size_t length = 0; length < body.size(); ++length) {
        // A copy of exactly this size, so that AddressSanitizer sees a read past the end.
        const std::vector<char> cut(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(length));
        const std::string outcome = again(std::string_view(cut.data(), cut.size()));
        INFO("cut to " << length << " of " << body.size() << " bytes: " << outcome);
        if (!is_refusal(outcome)) {
            CHECK(open_ended);
            CHECK(outcome.substr(header) == body.substr(0, length));
        }
    }
    const std::string outcome = again(std::string(body) + '\0');
    INFO("with a byte too many: " << outcome);
    CHECK(is_refusal(outcome) == !open_ended);
}

std::uint32_t length_at(const std::string& bytes, std::size_t position) {
    return byte_reader(as_bytes(bytes).subspan(position)).number<std::uint32_t>();
}

} // namespace

TEST_CASE("every backend message is what it was after encoding and decoding") {
    for (const auto& [name, message, open_ended] : backend_messages()) {
        INFO(name);
        const std::string bytes = encode(message);
        CHECK(length_at(bytes, 1) == bytes.size() - 1);
        CHECK(decode_backend(as_frame(bytes)) == message);
        check_mutilations(bytes, 5, open_ended, [&](std::string_view body) { return backend_again(bytes[0], body); });
    }
}

TEST_CASE("every frontend message is what it was after encoding and decoding") {
    for (const auto& each : frontend_messages()) {
        INFO(each.name);
        const std::string bytes = encode(each.message);
        CHECK(length_at(bytes, 1) == bytes.size() - 1);
        CHECK(decode_frontend(as_frame(bytes), each.asked_for) == each.message);
        check_mutilations(bytes, 5, each.open_ended,
                          [&](std::string_view body) { return frontend_again(bytes[0], body, each.asked_for); });
    }
}

TEST_CASE("every packet that opens a connection is what it was after encoding and decoding") {
    for (const auto& [name, packet, open_ended] : startup_packets()) {
        INFO(name);
        const std::string bytes = encode(packet);
        CHECK(length_at(bytes, 0) == bytes.size());
        CHECK(decode_startup_packet(as_bytes(bytes).subspan(4)) == packet);
        check_mutilations(bytes, 4, open_ended, startup_again);
    }
}

TEST_CASE("there is an example of every message") {
    std::set<std::size_t> backend_kinds, frontend_kinds, startup_kinds;
    for (const auto& each : backend_messages()) backend_kinds.insert(each.message.index());
    for (const auto& each : frontend_messages()) frontend_kinds.insert(each.message.index());
    for (const auto& each : startup_packets()) startup_kinds.insert(each.message.index());
    CHECK(backend_kinds.size() == std::variant_size_v<backend_message>);
    CHECK(frontend_kinds.size() == std::variant_size_v<frontend_message>);
    CHECK(startup_kinds.size() == std::variant_size_v<startup_packet>);
}

TEST_CASE("no other byte is a message's type") {
    std::set<char> backend_types, frontend_types;
    for (const auto& each : backend_messages()) backend_types.insert(encode(each.message)[0]);
    for (const auto& each : frontend_messages()) frontend_types.insert(encode(each.message)[0]);
    for (int byte = 0; byte < 256; ++byte) {
        const char type = static_cast<char>(byte);
        INFO("type " << byte);
        const bool backend_knows = backend_again(type, "").find("has the type") == std::string::npos;
        const bool frontend_knows =
            frontend_again(type, "", password_kind::password).find("has the type") == std::string::npos;
        CHECK(backend_knows == (backend_types.count(type) == 1));
        CHECK(frontend_knows == (frontend_types.count(type) == 1));
        CHECK(backend_message_name(type).empty() != backend_knows);
        CHECK(frontend_message_name(type).empty() != frontend_knows);
    }
    CHECK(backend_again('\x07', "") == "protocol error: malformed message: no message of a server has the type 0x07");
    CHECK(frontend_again('Z', "", password_kind::sasl) ==
          "protocol error: malformed message: no message of a client has the type 'Z'");
}

TEST_CASE("what cannot be sent leaves the writer as it was") {
    byte_buffer buffer;
    byte_writer out(buffer);
    out.text("before");
    const std::vector<std::optional<byte_view>> values(65536);
    const std::vector<tusk::oid> types(65536);
    const std::vector<tusk::format> formats(65536);
    const byte_view beyond(reinterpret_cast<const std::byte*>("x"), std::size_t{1} << 31); // refused, never read
    const auto refuses = [&](const auto& message) {
        CHECK_THROWS_AS(message.encode(out), tusk::data_error);
        CHECK(as_text(buffer.view()) == "before");
    };
    refuses(frontend::bind{"", "", {}, values, {}});
    refuses(frontend::bind{"", "", formats, {}, {}});
    refuses(frontend::bind{"", "", {}, {}, formats});
    refuses(frontend::bind{"", "", {}, {beyond}, {}});
    refuses(frontend::bind{"a\0b"sv, "", {}, {}, {}});
    refuses(frontend::bind{"", "a\0b"sv, {}, {}, {}});
    refuses(frontend::parse{"", "SELECT 1", types});
    refuses(frontend::parse{"", "SELECT '\0'"sv, {}});
    refuses(frontend::query{"SELECT '\0'"sv});
    refuses(frontend::describe{frontend::target::portal, "\0"sv});
    refuses(frontend::execute{"\0"sv, 0});
    refuses(frontend::copy_fail{"\0"sv});
    refuses(frontend::function_call{{}, {}, values, {}});
    refuses(frontend::password_message{"pass\0word"sv});
    refuses(frontend::sasl_initial_response{"SCRAM", beyond});
    refuses(frontend::sasl_response{beyond});
    refuses(frontend::startup_message{version_3_0, {{"user", "me"}, {"", "would end the list"}}});
    refuses(frontend::startup_message{version_3_0, {{"user", "me\0"sv}}});
    refuses(frontend::cancel_request{1, beyond});
    refuses(copy_data{beyond});
    refuses(backend::row_description{std::vector<backend::field_description>(65536)});
    refuses(backend::data_row{values});
    refuses(backend::parameter_description{types});
    refuses(backend::copy_out_response{{tusk::format::text, formats}});
    refuses(backend::authentication_sasl{{"SCRAM-SHA-256", ""}});
    refuses(backend::error_response{{{{'\0', "would end the list"}}}});
    refuses(backend::error_response{{std::vector<backend::report_field>(256, {'M', ""})}});
    refuses(backend::parameter_status{"name", "\0"sv});
}

TEST_CASE("65,535 parameters are sent, and one more is refused with both numbers") {
    frontend::bind message;
    message.parameters.resize(65535);
    const std::string bytes = encode(message);
    CHECK(decode_frontend(as_frame(bytes), password_kind::password) == frontend_message(message));
    message.parameters.emplace_back();
    CHECK_THROWS_WITH(encode(message), Catch::Contains("65536 parameters") && Catch::Contains("65535"));
}
