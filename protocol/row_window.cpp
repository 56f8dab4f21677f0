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

/// Every kept row is looked at once, so this only tells whether it is as it must be. What the body has beyond the
/// fields' lengths is what their values share; while none takes more than is left of it, all lengths lie in the body.
bool is_sound(byte_view body, std::size_t fields) noexcept {
    constexpr std::uint32_t null = 0xFFFF'FFFF;
    const std::size_t least = sizeof(std::uint16_t) + fields * sizeof(std::uint32_t);
    if (body.size() < least || load_big_endian<std::uint16_t>(body.data()) != fields) return false;
    const std::byte* next = body.data() + sizeof(std::uint16_t);
    std::size_t spare = body.size() - least;
    for (; fields > 0; --fields) {
        const auto length = load_big_endian<std::uint32_t>(next);
        next += sizeof length;
        if (length > spare) [[unlikely]] {
            // Another negative one is longer than any message.
            if (length == null) continue;
            return false;
        }
        next += length;
        spare -= length;
    }
    return spare == 0;
}

} // namespace

void validate_row(byte_view body, std::size_t fields) {
    if (!is_sound(body, fields)) [[unlikely]]
        explain(body, fields);
}

} // namespace tusk::protocol
