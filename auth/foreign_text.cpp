#include "auth/login_state.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <cctype>

namespace tusk::auth {

using namespace protocol;

namespace {

constexpr std::size_t longest_foreign_text = 30'000;

bool is_text(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return std::isprint(byte) != 0 || std::isspace(byte) != 0 || byte >= 0x80;
    });
}

} // namespace

// Something else may listen on the port, or a server may be too short of memory to speak the protocol: then the text
// it sent says more than a complaint about its bytes.
void rethrow_as_foreign_text(channel& ch) {
    std::string_view received = as_text(ch.input().pending());
    // PostgreSQL itself falls back to the form that errors had before protocol 3.0 when it cannot start a process for
    // the connection: an E, the text, and its terminator.
    const bool is_old_error = received.starts_with('E') && received.ends_with('\0');
    if (is_old_error) received = received.substr(1, received.size() - 2);
    if (!is_text(received)) throw;
    const std::string shown(received.substr(0, longest_foreign_text));
    if (is_old_error) throw operational_error("the server turned the connection away: " + shown);
    throw operational_error("this is no answer of a PostgreSQL server, check host and port: " + shown);
}

} // namespace tusk::auth
