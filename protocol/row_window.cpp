#include <tusk/error.hpp>
#include <tusk/protocol/row_window.hpp>

#include <string>

namespace tusk::protocol {

namespace {

[[noreturn]] void throw_invalid_row(const std::string& trouble) {
    throw protocol_error("the server sent a DataRow " + trouble);
}

/// Says what is wrong with a row that is not sound.
[[noreturn]] void explain(byte_view body, std::size_t fields) {
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
    throw_invalid_row("whose fields do not add up to its length");
}

/// Every kept row is looked at once, so this only tells whether it is as it must be.
bool is_sound(byte_view body, std::size_t fields) noexcept {
    constexpr std::uint32_t null = 0xFFFF'FFFF;
    if (body.size() < sizeof(std::uint16_t) || load_big_endian<std::uint16_t>(body.data()) != fields) return false;
    const std::byte* next = body.data() + sizeof(std::uint16_t);
    const std::byte* const end = body.data() + body.size();
    for (; fields > 0; --fields) {
        if (end - next < std::ptrdiff_t{sizeof(std::uint32_t)}) return false;
        const auto length = load_big_endian<std::uint32_t>(next);
        next += sizeof length;
        if (length == null) continue;
        // Another negative one is longer than any message.
        if (length > static_cast<std::size_t>(end - next)) return false;
        next += length;
    }
    return next == end;
}

} // namespace

void validate_row(byte_view body, std::size_t fields) {
    if (!is_sound(body, fields)) [[unlikely]]
        explain(body, fields);
}

} // namespace tusk::protocol
