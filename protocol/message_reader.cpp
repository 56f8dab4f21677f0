#include "protocol/message_reader.hpp"

#include <tusk/error.hpp>

namespace tusk::protocol {

void throw_malformed(std::string_view message, const std::string& trouble) {
    throw protocol_error("protocol error: malformed " + std::string(message) + ": " + trouble);
}

std::string describe_type(char type) {
    if (type >= 0x20 && type < 0x7f) return {'\'', type, '\''};
    constexpr char digits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(type);
    return {'0', 'x', digits[byte >> 4], digits[byte & 0xf]};
}

std::optional<byte_view> message_reader::value() {
    const auto length = number<std::int32_t>();
    if (length == -1) return std::nullopt;
    if (length < 0)
        refuse("a value has the length " + std::to_string(length) + "; below zero only -1, NULL, is allowed");
    return bytes(static_cast<std::size_t>(length));
}

format message_reader::format_code() {
    const auto code = number<std::int16_t>();
    if (code != 0 && code != 1)
        refuse("the format code " + std::to_string(code) + " is neither 0 (text) nor 1 (binary)");
    return static_cast<format>(code);
}

std::size_t message_reader::checked_count(std::size_t count, std::size_t smallest, std::string_view elements) const {
    if (count > remaining() / smallest)
        refuse("it announces " + std::to_string(count) + " " + std::string(elements) + ", for which the " +
               std::to_string(remaining()) + " bytes left are too few");
    return count;
}

void message_reader::refuse_size() const {
    if (!reader_.ok()) refuse("its body of " + std::to_string(size_) + " bytes ends before its contents do");
    refuse("its contents end " + std::to_string(remaining()) + " bytes before its body does");
}

} // namespace tusk::protocol
