#include <tusk/errors.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace tusk {

// Each class is anchored here: its vtable is emitted once, so that exceptions match across shared libraries.
namespace errors {
#define TUSK_LEAF(sqlstate_class, leaf)
#define TUSK_CONDITION(code, name)
#define TUSK_ERROR(code, name, exception) exception::~exception() = default;
#include "protocol/sqlstate.inc"
#undef TUSK_LEAF
#undef TUSK_CONDITION
#undef TUSK_ERROR
} // namespace errors

namespace {

using report_pointer = std::shared_ptr<const server_report>;
using thrower = void (*)(report_pointer);

template <class Exception>
[[noreturn]] void throw_as(report_pointer report) {
    throw Exception(std::move(report));
}

struct condition {
    std::string_view code;
    std::string_view name;
    thrower raise; // null for what is not an error
};

struct sqlstate_class {
    std::string_view code;
    thrower raise;
};

constexpr condition conditions[] = {
#define TUSK_LEAF(sqlstate_class, leaf)
#define TUSK_CONDITION(code, name) {code, name, nullptr},
#define TUSK_ERROR(code, name, exception) {code, name, throw_as<errors::exception>},
#include "protocol/sqlstate.inc"
#undef TUSK_LEAF
#undef TUSK_CONDITION
#undef TUSK_ERROR
};

constexpr sqlstate_class classes[] = {
#define TUSK_LEAF(sqlstate_class, leaf) {sqlstate_class, throw_as<leaf>},
#define TUSK_CONDITION(code, name)
#define TUSK_ERROR(code, name, exception)
#include "protocol/sqlstate.inc"
#undef TUSK_LEAF
#undef TUSK_CONDITION
#undef TUSK_ERROR
};

template <class Entry, std::size_t Size>
const Entry* find(const Entry (&table)[Size], std::string_view code) noexcept {
    const auto* const found =
        std::lower_bound(std::begin(table), std::end(table), code,
                         [](const Entry& entry, std::string_view wanted) { return entry.code < wanted; });
    return found != std::end(table) && found->code == code ? found : nullptr;
}

template <class Entry, std::size_t Size>
constexpr bool ascending(const Entry (&table)[Size]) {
    return std::is_sorted(std::begin(table), std::end(table),
                          [](const Entry& left, const Entry& right) { return left.code < right.code; });
}

static_assert(ascending(conditions) && ascending(classes), "the tables are searched by halves");

} // namespace

void throw_server_error(server_report report) {
    const auto shared = std::make_shared<const server_report>(std::move(report));
    const std::string_view code = shared->sqlstate;
    if (const condition* known = find(conditions, code); known != nullptr && known->raise != nullptr)
        known->raise(shared);
    if (code.size() == 5)
        if (const sqlstate_class* known = find(classes, code.substr(0, 2))) known->raise(shared);
    throw database_error(shared);
}

std::string_view sqlstate_name(std::string_view sqlstate) noexcept {
    const condition* known = find(conditions, sqlstate);
    return known == nullptr ? std::string_view() : known->name;
}

} // namespace tusk
