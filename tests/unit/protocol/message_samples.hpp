// One or more examples of every message, for round trips, mutilation and the fuzzers' seeds.
#pragma once

#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace samples {

using namespace tusk::protocol;
using namespace std::string_view_literals;

template <class Message>
struct sample {
    std::string name; ///< what the example shows, fit for a file's name
    Message message;
    /// True when the message ends with as many bytes as there are, so that fewer or more make another message.
    bool open_ended = false;
};

/// The example's password_kind matters for answers to authentication requests only.
struct frontend_sample : sample<frontend_message> {
    password_kind asked_for = password_kind::password;
};

std::vector<sample<backend_message>> backend_messages();
std::vector<frontend_sample> frontend_messages();
std::vector<sample<startup_packet>> startup_packets();

/// What a message's encoder appends.
template <class Message>
std::string encode(const Message& message) {
    byte_buffer buffer;
    byte_writer out(buffer);
    message.encode(out);
    return std::string(as_text(buffer.view()));
}
template <class... Messages>
std::string encode(const std::variant<Messages...>& any) {
    return std::visit([](const auto& message) { return encode(message); }, any);
}

/// A whole message as what was cut from the stream; a view into `bytes`.
inline frame as_frame(const std::string& bytes) { return {bytes[0], as_bytes(bytes).subspan(5)}; }

/// What decoding complains about, or "accepted".
template <class Message>
std::string complaint(std::string_view body) {
    try {
        static_cast<void>(Message::decode(as_bytes(body)));
        return "accepted";
    } catch (const tusk::protocol_error& refused) {
        return refused.what();
    }
}

} // namespace samples
