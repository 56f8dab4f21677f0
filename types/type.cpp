#include <tusk/codec.hpp>

#include <algorithm>
#include <iterator>

namespace tusk {

namespace {

struct type_row {
    std::uint32_t type;
    std::string_view name;
    char kind;
    std::uint32_t made_of; // 0: of nothing
    std::uint32_t array;   // 0: no array of it
    char delimiter;
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

const type_row* find_row(oid type) noexcept {
    const auto number = static_cast<std::uint32_t>(type);
    const auto* row =
        std::lower_bound(std::begin(type_table), std::end(type_table), number,
                         [](const type_row& candidate, std::uint32_t wanted) { return candidate.type < wanted; });
    return row != std::end(type_table) && row->type == number ? row : nullptr;
}

/// The table's rows as what others look at, in the same order.
std::vector<type_info> describe_table() {
    std::vector<type_info> types;
    types.reserve(std::size(type_table));
    for (const type_row& row : type_table)
        types.push_back({static_cast<oid>(row.type), std::string(row.name), static_cast<type_kind>(row.kind),
                         row.delimiter, static_cast<oid>(row.array), nullptr});
    for (std::size_t i = 0; i < types.size(); ++i)
        if (const type_row* part = find_row(static_cast<oid>(type_table[i].made_of)))
            types[i].made_of = type_pointer(type_pointer(), &types[static_cast<std::size_t>(part - type_table)]);
    return types;
}

} // namespace

std::string type_name(oid type) {
    if (const type_row* row = find_row(type)) return std::string(row->name);
    return "type " + std::to_string(static_cast<std::uint32_t>(type));
}

std::string type_ref::name() const { return details_ != nullptr ? details_->name : type_name(number_); }

oid element_type(oid array) noexcept {
    const type_row* row = find_row(array);
    return row != nullptr && row->kind == static_cast<char>(type_kind::array) ? static_cast<oid>(row->made_of)
                                                                              : oid::none;
}

oid array_type(oid element) noexcept {
    const type_row* row = find_row(element);
    return row != nullptr ? static_cast<oid>(row->array) : oid::none;
}

oid built_in_type(std::string_view name) noexcept {
    const auto* row = std::find_if(std::begin(type_table), std::end(type_table),
                                   [name](const type_row& candidate) { return candidate.name == name; });
    return row != std::end(type_table) ? static_cast<oid>(row->type) : oid::none;
}

namespace detail {

const type_info* find_built_in(oid number) noexcept {
    // Never destroyed: a result that a static object holds may still be printed at the program's end.
    static const std::vector<type_info>& types = *new std::vector<type_info>(describe_table());
    const type_row* row = find_row(number);
    return row != nullptr ? &types[static_cast<std::size_t>(row - type_table)] : nullptr;
}

type_pointer built_in(oid number) noexcept { return {type_pointer(), find_built_in(number)}; }

} // namespace detail

} // namespace tusk
