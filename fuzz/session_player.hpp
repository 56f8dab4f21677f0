// Plays a whole session: the user's calls against the server's bytes, through the exchanges that the client runs.
#pragma once

#include "fuzz/input.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fuzz {

/// What a session consists of. As bytes: the switches, the counted calls, the counted chunk sizes, the stream.
struct session_script {
    // Switches: how the user connects.
    static constexpr unsigned no_password = 0x01;
    static constexpr unsigned sslmode = 0x06; // two bits: disable, allow, prefer, require
    static constexpr unsigned sslmode_prefer = 0x04;
    static constexpr unsigned sslmode_require = 0x06;
    static constexpr unsigned autocommit = 0x08;
    static constexpr unsigned receives_while_writing = 0x10;
    static constexpr unsigned requires_channel_binding = 0x20;
    static constexpr unsigned protocol_3_2 = 0x40;
    static constexpr unsigned short_rows = 0x80; // no DataRow longer than 1,000 bytes is taken

    /// What the user does once connected: a byte of the calls each, modulo their number.
    enum call : std::uint8_t {
        execute_cached,   ///< a statement that stays prepared
        execute_uncached, ///< the unnamed one
        execute_many,     ///< three parameter sets
        execute_huge,     ///< so large ones that answers are looked at between them
        execute_failing,  ///< the second set throws
        script,           ///< several statements by the simple protocol
        stream_all,
        stream_some, ///< left behind the first row
        commit,
        rollback,
        cancel, ///< over a connection of its own
        close,
        call_count,
    };

    unsigned switches = 0;
    tusk::protocol::byte_view calls;
    std::string_view stream;
};

/// Plays it with the stream in these chunks, checks what must hold for every session, and answers with everything that
/// the user gets to see, a line for each call.
[[nodiscard]] std::string play(const session_script& script, chunk_sizes chunks);

} // namespace fuzz
