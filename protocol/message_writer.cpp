#include "protocol/message_writer.hpp"

#include <tusk/error.hpp>

#include <limits>
#include <string>

namespace tusk::protocol {

void write_bytes(byte_writer& out, byte_view bytes) {
    constexpr std::size_t longest = std::numeric_limits<std::int32_t>::max();
    if (bytes.size() > longest)
        throw data_error("a value of " + std::to_string(bytes.size()) +
                         " bytes is longer than the protocol can carry (2147483647): send it in parts");
    out.bytes(bytes);
}

void write_value(byte_writer& out, const std::optional<byte_view>& value) {
    if (!value) return out.number(std::int32_t{-1});
    const auto length = out.begin_length();
    write_bytes(out, *value);
    out.end_value(length);
}

void write_list_string(byte_writer& out, std::string_view text, std::string_view what) {
    if (text.empty())
        throw data_error("an empty " + std::string(what) + " would end the list it stands in: leave it out");
    out.c_string(text);
}

void write_count(byte_writer& out, std::size_t count, std::string_view elements) {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    if (count > most)
        throw data_error(std::to_string(count) + " " + std::string(elements) +
                         " are more than a message can carry (65535): send fewer, or an array instead");
    out.number(static_cast<std::uint16_t>(count));
}

} // namespace tusk::protocol
