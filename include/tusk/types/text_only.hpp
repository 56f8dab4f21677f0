/// \file
/// The built-in types that tusk asks for as text, and why. `std::string` reads them then.
#pragma once

#include <tusk/types/registered_object.hpp>

#include <string_view>

namespace tusk {

/// Why results of `type` come as text although it is built in; empty for every type that comes in binary, and for types
/// of which no value can be selected ("cannot display a value of type internal").
[[nodiscard]] constexpr std::string_view text_only_reason(oid type) noexcept {
    if (detail::is_registered_object(type)) return "its binary form is a bare OID, its text is the object's name";
    switch (type) {
    case oid::aclitem:
    case oid::gtsvector: return "the server has no binary form of it";
    // What ANALYZE and BRIN indexes store: the functions that send it copy the stored bytes.
    case oid::pg_ndistinct:
    case oid::pg_dependencies:
    case oid::pg_mcv_list:
    case oid::pg_brin_bloom_summary:
    case oid::pg_brin_minmax_multi_summary: return "its binary form is the server's own memory, laid out as it likes";
    case oid::money: return "how many digits of its binary form stand behind the point depends on lc_monetary";
    // The columns of pg_statistic and pg_stats that hold values of any column.
    case oid::anyarray: return "the type of its elements is another one in every row";
    default: return {};
    }
}

namespace detail {

/// \throws conversion_error that says why a binary value of this type has no text here.
[[noreturn]] TUSK_API void throw_text_only(oid column);

} // namespace detail

} // namespace tusk
