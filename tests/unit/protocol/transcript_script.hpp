// Plays a conversation in memory, message by message, and keeps its transcript.
#pragma once

#include "message_samples.hpp"

#include <tusk/protocol/trace.hpp>

#include <sstream>

namespace samples {

class script {
public:
    explicit script(transcript::options how = {}) : trace_(lines_, std::move(how)) {}

    /// The client sends these messages in one burst.
    template <class... Messages>
    script& client(const Messages&... messages) {
        std::string burst;
        ((burst += encode(messages)), ...);
        return client_bytes(burst);
    }
    script& client_bytes(std::string_view bytes) {
        trace_.frontend(as_bytes(bytes));
        return *this;
    }
    template <class... Messages>
    script& server(const Messages&... messages) {
        (trace_.backend(as_frame(encode(messages))), ...);
        return *this;
    }
    script& server_bytes(char type, std::string_view body) {
        trace_.backend({type, as_bytes(body)});
        return *this;
    }
    script& answer(char byte) {
        trace_.encryption_answer(byte);
        return *this;
    }

    [[nodiscard]] std::string lines() const { return lines_.str(); }

private:
    std::ostringstream lines_;
    transcript trace_;
};

} // namespace samples
