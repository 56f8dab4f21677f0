// The quotes of arrays and of hstore, in which a backslash stands before every quote and backslash.
#pragma once

#include <tusk/protocol/bytes.hpp>

#include <string_view>

namespace tusk::detail {

inline void write_escaped(protocol::byte_writer& out, std::string_view text) {
    out.text("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\') out.text("\\");
        out.number(static_cast<std::uint8_t>(c));
    }
    out.text("\"");
}

} // namespace tusk::detail
