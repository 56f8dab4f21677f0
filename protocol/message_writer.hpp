// Writes messages all or nothing: when something in one cannot be sent, the buffer is as it was before.
#pragma once

#include <tusk/format.hpp>
#include <tusk/protocol/bytes.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tusk::protocol {

/// Appends what `write` writes; when it throws, takes back what it had written.
template <class Write>
void write_whole(byte_writer& out, Write write) {
    const std::size_t before = out.buffer().size();
    try {
        write();
    } catch (...) {
        out.buffer().truncate(before);
        throw;
    }
}

/// A message: its type, its length, and the body that `write_body` appends.
template <class Write>
void write_message(byte_writer& out, char type, Write write_body) {
    write_whole(out, [&] {
        const auto length = out.begin_message(type);
        write_body();
        out.end_length(length);
    });
}

/// A packet without a type byte, as a connection begins with.
template <class Write>
void write_untyped(byte_writer& out, Write write_body) {
    write_whole(out, [&] {
        const auto length = out.begin_length();
        write_body();
        out.end_length(length);
    });
}

/// Bytes without a length in front; refused before they are copied when no message could carry them.
void write_bytes(byte_writer& out, byte_view bytes);
/// A value behind its four-byte length; −1 stands for NULL.
void write_value(byte_writer& out, const std::optional<byte_view>& value);
/// A string whose being empty would end the list it stands in.
void write_list_string(byte_writer& out, std::string_view text, std::string_view what);
/// The two-byte count of a list, refused when it does not fit.
void write_count(byte_writer& out, std::size_t count, std::string_view elements);

inline void write_format(byte_writer& out, format code) { out.number(static_cast<std::int16_t>(code)); }
inline void write_formats(byte_writer& out, const std::vector<format>& codes) {
    write_count(out, codes.size(), "format codes");
    for (const format code : codes) write_format(out, code);
}

} // namespace tusk::protocol
