/// \file
/// A transcript of a conversation, one line a message, in the style of libpq's PQtrace.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/frame.hpp>
#include <tusk/protocol/frontend.hpp>

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace tusk::protocol {

/// Writes every message of one connection as a line: direction (F or B), length without the type byte, name, and its
/// fields, separated by tabs:
///
///     F	17	Query	"SELECT 1"
///     B	11	DataRow	1	'1'
///
/// Texts stand in double quotes, values in single ones; every byte but printable ASCII is escaped, as are quotes and
/// backslashes. A message that is malformed is a line that says so. Passwords, what authentication exchanges, and
/// cancel keys are written as `<redacted>`. The text of statements is not: what an ALTER ROLE … PASSWORD holds is seen.
///
/// Nothing here throws: a line that cannot be written is lost, the conversation goes on.
class transcript {
public:
    /// Takes one line, without its end. The view is good during the call.
    using sink = std::function<void(std::string_view line)>;

    struct options {
        /// What each line begins with, such as the time; a tab follows it. Empty: nothing. (This layer has no clock.)
        std::function<std::string()> stamp;
        /// The connection is open already, so that the client's next message is not one that opens it.
        bool in_session = false;
    };

    /// Writes lines to `out`, which must outlive the transcript.
    TUSK_API explicit transcript(std::ostream& out);
    TUSK_API transcript(std::ostream& out, options how);
    /// Passes lines to `write`.
    TUSK_API explicit transcript(sink write);
    TUSK_API transcript(sink write, options how);

    /// One or more whole messages of the client, as they are sent.
    TUSK_API void frontend(byte_view messages) noexcept;
    /// One message of the server.
    TUSK_API void backend(const frame& message) noexcept;
    /// The byte that answers SSLRequest or GSSENCRequest.
    TUSK_API void encryption_answer(char answer) noexcept;

private:
    std::size_t write_startup_packet(byte_view messages);
    std::size_t write_frontend_message(byte_view messages);
    void note_request(byte_view body) noexcept;
    void write(char direction, std::size_t length, std::string_view name, std::string_view fields);

    sink write_;
    options options_;
    std::optional<password_kind> asked_for_; // none: the request was before this transcript's time
    bool asked_for_gss_ = false;
};

} // namespace tusk::protocol
