/// \file
/// regclass and its kin: the numbers of objects in the server's catalogue, which the server prints as names.
///
/// Results of these types come as text, since their binary form is a bare OID. `std::string` reads the name;
/// `tusk::oid` reads the number from binary, and from a text that is one ("-" stands for 0), for which the statement
/// says `x::oid`. As parameters, strings go as text, in which the server looks the name up, and tusk::oid and integers
/// go in binary as the number.
#pragma once

#include <tusk/codec.hpp>

namespace tusk::detail {

[[nodiscard]] constexpr bool is_registered_object(oid type) noexcept {
    switch (type) {
    case oid::regproc:
    case oid::regprocedure:
    case oid::regoper:
    case oid::regoperator:
    case oid::regclass:
    case oid::regtype:
    case oid::regrole:
    case oid::regnamespace:
    case oid::regconfig:
    case oid::regdictionary:
    case oid::regcollation: return true;
    default: return false;
    }
}

/// The number of an object that is printed as `text`: of one that is not in the catalogue any more, or of none.
/// \throws conversion_error when `text` is a name.
[[nodiscard]] TUSK_API oid parse_registered_object(std::string_view text, oid column);

[[noreturn]] TUSK_API void throw_number_is_no_name(oid column);

} // namespace tusk::detail
