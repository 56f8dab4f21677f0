// Any backend message: the first byte is its type, the rest its body. What decodes must encode to bytes that decode to
// the same again, and its transcript must be one line.
#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/trace.hpp>

#include <cstdlib>
#include <string>

using namespace tusk::protocol;

namespace {

std::string encode(const backend_message& any) {
    byte_buffer buffer;
    byte_writer out(buffer);
    std::visit([&](const auto& message) { message.encode(out); }, any);
    return std::string(as_text(buffer.view()));
}

void require(bool holds) {
    if (!holds) std::abort();
}

void check_transcript(const frame& message) {
    std::string lines;
    transcript trace([&](std::string_view line) { lines.append(line) += '\n'; });
    trace.backend(message);
    require(lines.find('\n') == lines.size() - 1);
}

void check_round_trip(const frame& message) {
    const backend_message decoded = decode_backend(message);
    const std::string once = encode(decoded);
    require(once[0] == message.type && as_text(message.body) == once.substr(5));
    const backend_message again = decode_backend({once[0], as_bytes(once).subspan(5)});
    require(decoded == again && encode(again) == once);
    if (const auto* error = std::get_if<backend::error_response>(&again)) static_cast<void>(error->to_report());
    if (const auto* complete = std::get_if<backend::command_complete>(&again))
        require(complete->affected_rows().value_or(0) >= 0);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const frame message{static_cast<char>(data[0]), {reinterpret_cast<const std::byte*>(data) + 1, size - 1}};
    check_transcript(message);
    try {
        check_round_trip(message);
    } catch (const tusk::protocol_error&) { // refused, as most inputs should be
    }
    return 0;
}
