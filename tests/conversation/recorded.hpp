/// \file
/// Honest conversations, message by message, from which tests derive dishonest ones.
#pragma once

#include "tests/conversation/conversations.hpp"

#include <string>
#include <vector>

namespace tusk::test {

/// One of the server's messages, and the types that could stand in its place ("Message Flow" in PostgreSQL's
/// documentation; said here a second time, apart from the library's own table).
struct recorded_message {
    std::string bytes;
    std::string legal_types;
};

struct recorded {
    std::string name;
    std::string request;
    std::vector<recorded_message> messages;
    conversation what;
    std::string answer; ///< what the exchange answers in words

    /// The server's bytes, with `text` put in front of message number `position`, and `dropped` messages left out
    /// there.
    [[nodiscard]] std::string with(std::size_t position, const std::string& text, std::size_t dropped = 0) const;
    [[nodiscard]] std::string bytes() const { return with(0, ""); }
};

/// One of every exchange that talks to a session.
const std::vector<recorded>& recorded_conversations();

} // namespace tusk::test
