#include <tusk/codec.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace tusk {

namespace {

struct type_row {
    std::uint32_t type;
    std::string_view name;
    std::uint32_t element; // 0: not an array
    std::uint32_t array;   // 0: no array of it
};

// Generated from pg_type, in the order of the OIDs.
constexpr type_row type_table[] = {
#include "types/type_table.inc"
};

constexpr bool in_order() {
    return std::is_sorted(std::begin(type_table), std::end(type_table),
                          [](const type_row& a, const type_row& b) { return a.type < b.type; });
}
static_assert(in_order(), "type_table.inc must be sorted by OID: the look-up is a binary search");

const type_row* find_type(oid type) noexcept {
    const auto number = static_cast<std::uint32_t>(type);
    const auto* row =
        std::lower_bound(std::begin(type_table), std::end(type_table), number,
                         [](const type_row& candidate, std::uint32_t wanted) { return candidate.type < wanted; });
    return row != std::end(type_table) && row->type == number ? row : nullptr;
}

// Enough of a value to recognise it, without flooding a log.
std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 80;
    if (text.size() <= longest) return "\"" + std::string(text) + "\"";
    return "\"" + std::string(text.substr(0, longest)) + "…\" (" + std::to_string(text.size()) + " bytes)";
}

} // namespace

conversion_error::~conversion_error() = default;
malformed_value::~malformed_value() = default;

std::string type_name(oid type) {
    if (const type_row* row = find_type(type)) return std::string(row->name);
    return "type " + std::to_string(static_cast<std::uint32_t>(type));
}

oid element_type(oid array) noexcept {
    const type_row* row = find_type(array);
    return row != nullptr ? static_cast<oid>(row->element) : oid::none;
}

oid array_type(oid element) noexcept {
    const type_row* row = find_type(element);
    return row != nullptr ? static_cast<oid>(row->array) : oid::none;
}

namespace detail {

void throw_wrong_size(oid type, std::size_t expected, std::size_t received) {
    throw malformed_value("a binary " + type_name(type) + " has " + std::to_string(expected) +
                          " bytes, but the server sent " + std::to_string(received));
}

void throw_malformed(oid type, const char* trouble) {
    throw malformed_value("malformed " + type_name(type) + " from the server: " + trouble);
}

void throw_bad_text(oid type, std::string_view text) {
    throw conversion_error(excerpt(text) + " is not the text of a " + type_name(type));
}

void throw_out_of_range(std::string_view value, const char* target) {
    constexpr std::size_t longest = 80;
    std::string shown(value.substr(0, longest));
    if (value.size() > longest) shown += "…";
    throw conversion_error(shown + " does not fit in " + target);
}

} // namespace detail

} // namespace tusk
