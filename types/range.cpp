#include "types/count.hpp"

#include <tusk/types/range_wire.hpp>

namespace tusk::detail {

namespace {

// What the first byte of a binary range says. The server has more flags, for NULL bounds and for indexes, which no
// value that it sends has.
constexpr unsigned flag_empty = 0x01;
constexpr unsigned flag_lower_inclusive = 0x02;
constexpr unsigned flag_upper_inclusive = 0x04;
constexpr unsigned flag_lower_infinite = 0x08;
constexpr unsigned flag_upper_infinite = 0x10;
constexpr unsigned all_flags =
    flag_empty | flag_lower_inclusive | flag_upper_inclusive | flag_lower_infinite | flag_upper_infinite;

constexpr bool are_consistent(unsigned flags) noexcept {
    if ((flags & flag_empty) != 0) return flags == flag_empty;
    constexpr unsigned lower = flag_lower_inclusive | flag_lower_infinite;
    constexpr unsigned upper = flag_upper_inclusive | flag_upper_infinite;
    return (flags & ~all_flags) == 0 && (flags & lower) != lower && (flags & upper) != upper;
}

std::optional<byte_view> split_bound(protocol::byte_reader& reader, type_ref column) {
    const auto length = reader.number<std::int32_t>();
    if (length < 0) throw_malformed(column, "a bound of negative length");
    const byte_view bound = reader.bytes(static_cast<std::size_t>(length));
    if (!reader.ok()) throw_malformed(column, "a bound ends behind the value's end");
    return bound;
}

constexpr std::size_t smallest_range = sizeof(std::int32_t) + 1; // its length and its flags

} // namespace

range<byte_view> split_range(byte_view bytes, type_ref column) {
    protocol::byte_reader reader(bytes);
    const unsigned flags = reader.number<std::uint8_t>();
    if (!reader.ok()) throw_malformed(column, "it has no flags");
    if (!are_consistent(flags)) throw_malformed(column, "its flags are unknown or contradict each other");
    range<byte_view> found;
    if ((flags & flag_empty) == 0) {
        std::optional<byte_view> lower;
        std::optional<byte_view> upper;
        if ((flags & flag_lower_infinite) == 0) lower = split_bound(reader, column);
        if ((flags & flag_upper_infinite) == 0) upper = split_bound(reader, column);
        found =
            range<byte_view>(lower, upper, (flags & flag_lower_inclusive) != 0, (flags & flag_upper_inclusive) != 0);
    }
    if (!reader.complete()) throw_malformed(column, "its size is not what its bounds add up to");
    return found;
}

binary_multirange::binary_multirange(byte_view bytes, type_ref column) : reader_(bytes), column_(column) {
    const auto count = reader_.number<std::int32_t>();
    if (!reader_.ok()) throw_malformed(column, "it ends within its header");
    if (count < 0 || static_cast<std::size_t>(count) > reader_.remaining() / smallest_range)
        throw_malformed(column, "more ranges than its bytes can hold");
    size_ = static_cast<std::size_t>(count);
}

byte_view binary_multirange::next() {
    const auto length = reader_.number<std::int32_t>();
    if (length < 0) throw_malformed(column_, "a range of negative length");
    const byte_view found = reader_.bytes(static_cast<std::size_t>(length));
    if (!reader_.ok()) throw_malformed(column_, "a range ends behind the value's end");
    return found;
}

void binary_multirange::finish() const {
    if (!reader_.complete()) throw_malformed(column_, "its size is not what its ranges add up to");
}

void write_range_flags(byte_writer& out, bool empty, bool has_lower, bool has_upper, bool lower_inclusive,
                       bool upper_inclusive) {
    unsigned flags = 0;
    if (empty) {
        flags = flag_empty;
    } else {
        if (!has_lower) flags |= flag_lower_infinite;
        if (!has_upper) flags |= flag_upper_infinite;
        if (lower_inclusive) flags |= flag_lower_inclusive;
        if (upper_inclusive) flags |= flag_upper_inclusive;
    }
    out.number(static_cast<std::uint8_t>(flags));
}

void write_range_count(byte_writer& out, std::size_t count) { write_count(out, count, "ranges"); }

} // namespace tusk::detail
