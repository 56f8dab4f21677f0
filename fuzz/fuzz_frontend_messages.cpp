// Any frontend message: the first byte is its type, the second what the server asked for, the rest the body. The type 0
// stands for a packet that opens a connection. What decodes must encode to bytes that decode to the same again; a
// transcript takes the body as whole messages, too.
#include <tusk/error.hpp>
#include <tusk/protocol/frontend.hpp>
#include <tusk/protocol/trace.hpp>

#include <cstdlib>
#include <string>

using namespace tusk::protocol;

namespace {

template <class... Messages>
std::string encode(const std::variant<Messages...>& any) {
    byte_buffer buffer;
    byte_writer out(buffer);
    std::visit([&](const auto& message) { message.encode(out); }, any);
    return std::string(as_text(buffer.view()));
}

void require(bool holds) {
    if (!holds) std::abort();
}

/// `decode` reads a body; `header` is how many bytes an encoded message has in front of it.
template <class Decode>
void check_round_trip(byte_view body, std::size_t header, Decode decode) {
    const auto decoded = decode(body);
    const std::string once = encode(decoded);
    require(as_text(body) == once.substr(header));
    const auto again = decode(as_bytes(once).subspan(header));
    require(decoded == again && encode(again) == once);
}

void check_transcript(byte_view bytes) {
    for (const bool in_session : {false, true}) {
        std::size_t lines = 0;
        transcript trace(
            [&](std::string_view line) {
                ++lines;
                require(line.find('\n') == std::string_view::npos);
            },
            {{}, in_session});
        trace.frontend(bytes);
        require(lines > 0 || bytes.empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const char type = static_cast<char>(data[0]);
    const auto asked_for = static_cast<password_kind>(data[1] % 4);
    const byte_view body(reinterpret_cast<const std::byte*>(data) + 2, size - 2);
    check_transcript(body);
    try {
        if (type == '\0')
            check_round_trip(body, 4, [](byte_view bytes) { return decode_startup_packet(bytes); });
        else
            check_round_trip(body, 5, [&](byte_view bytes) { return decode_frontend({type, bytes}, asked_for); });
    } catch (const tusk::protocol_error&) { // refused, as most inputs should be
    }
    return 0;
}
