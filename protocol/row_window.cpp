#include <tusk/error.hpp>
#include <tusk/protocol/row_window.hpp>

#include <string>

namespace tusk::protocol {

namespace {

[[noreturn]] void throw_invalid_row(const std::string& trouble) {
    throw protocol_error("the server sent a DataRow " + trouble);
}

} // namespace

void validate_row(byte_view body, std::size_t fields) {
    byte_reader reader(body);
    const auto count = reader.number<std::uint16_t>();
    if (!reader.ok() || count != fields)
        throw_invalid_row("with " + std::to_string(count) + " fields for " + std::to_string(fields) + " columns");
    for (std::size_t i = 0; i < fields; ++i) {
        const auto length = reader.number<std::int32_t>();
        if (length == -1) continue;
        if (length < 0)
            throw_invalid_row("with the length " + std::to_string(length) + " in field " + std::to_string(i));
        static_cast<void>(reader.bytes(static_cast<std::size_t>(length)));
    }
    if (!reader.complete()) throw_invalid_row("whose fields do not add up to its length");
}

} // namespace tusk::protocol
