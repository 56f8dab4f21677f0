/// \file
/// Which messages may come next: the protocol's order, as one table. A message that is not legal where it comes breaks
/// the connection — it would be taken for the answer to something else.
#pragma once

#include <tusk/export.hpp>

#include <cstdint>

namespace tusk::protocol {

/// What a conversation is waiting for ("Message Flow" in PostgreSQL's documentation).
enum class expectation : std::uint8_t {
    startup,            ///< the first answer to StartupMessage
    authentication,     ///< the answer to an authentication message, or the request after NegotiateProtocolVersion
    session_start,      ///< after AuthenticationOk, up to the first ReadyForQuery
    idle,               ///< nothing: only an error that ends the session may come
    simple_query,       ///< the first answer to Query, or to a replication command
    simple_rows,        ///< after Query's RowDescription: rows and their end
    simple_next,        ///< after one of Query's statements: the next one's answer, or ReadyForQuery
    parse,              ///< the answer to Parse
    bind,               ///< the answer to Bind
    describe_statement, ///< the first answer to Describe of a statement: its parameters
    describe_portal,    ///< the answer to Describe of a portal, and the second of a statement: its columns
    execute,            ///< the answer to Execute of a portal that returns no rows
    rows,               ///< the answer to Execute of a portal that returns rows, or may
    close,              ///< the answer to Close
    function_call,      ///< the answer to FunctionCall
    copy_in,            ///< while COPY data is sent: only failure is answered
    copy_out,           ///< COPY data and its end
    copy_both,          ///< the same, while data is sent, too
    copy_done,          ///< after the end of COPY data, in either direction
    ready,              ///< ReadyForQuery, after everything else was answered
    draining,           ///< ReadyForQuery, after answers that nobody wants any more
};

/// How many expectations there are: the last one and those before it.
inline constexpr int expectation_count = static_cast<int>(expectation::draining) + 1;

/// True for what may come between any two messages once the client is authenticated, and changes nothing:
/// NoticeResponse, NotificationResponse, ParameterStatus ("Asynchronous Operations").
[[nodiscard]] constexpr bool is_asynchronous(char type) noexcept { return type == 'N' || type == 'A' || type == 'S'; }

/// May a message of this type come now?
[[nodiscard]] TUSK_API bool is_legal(expectation waiting_for, char type) noexcept;

/// Throws protocol_error: "protocol error: DataRow ('D') while waiting for the answer to Parse (expected ParseComplete
/// or ErrorResponse)".
[[noreturn]] TUSK_API void throw_unexpected(expectation waiting_for, char type);

} // namespace tusk::protocol
