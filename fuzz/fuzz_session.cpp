// A whole session: what the user calls, and what the server sends, hostile or not. Besides what session_player.cpp
// checks, the user must get to see the same however the stream is cut into chunks.
#include "fuzz/session_player.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input in(data, size);
    fuzz::session_script script;
    script.switches = in.byte();
    script.calls = in.counted();
    const fuzz::chunk_sizes chunks = in.chunks();
    script.stream = tusk::protocol::as_text(in.rest());
    fuzz::require(fuzz::play(script, {}) == fuzz::play(script, chunks));
    return 0;
}
