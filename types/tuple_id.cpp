#include <tusk/types/tuple_id.hpp>

#include <charconv>

namespace tusk {

namespace {

// A number at the front, and the character that must follow it.
template <class T>
T take_number(std::string_view& rest, char end, std::string_view whole) {
    T value = 0;
    const auto [stop, trouble] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
    if (trouble != std::errc{} || !rest.starts_with(end)) detail::throw_bad_text(oid::tid, whole);
    rest.remove_prefix(1);
    return value;
}

} // namespace

std::string tuple_id::to_string() const { return '(' + std::to_string(block) + ',' + std::to_string(offset) + ')'; }

tuple_id tuple_id::parse(std::string_view text) {
    std::string_view rest = text;
    if (!rest.starts_with('(')) detail::throw_bad_text(oid::tid, text);
    rest.remove_prefix(1);
    tuple_id value;
    value.block = take_number<std::uint32_t>(rest, ',', text);
    value.offset = take_number<std::uint16_t>(rest, ')', text);
    if (!rest.empty()) detail::throw_bad_text(oid::tid, text);
    return value;
}

} // namespace tusk
