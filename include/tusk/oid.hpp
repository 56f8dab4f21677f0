/// \file
/// Object identifiers of the types that every PostgreSQL server is born with.
#pragma once

#include <cstdint>

namespace tusk {

/// A type's number in the server's catalogue (pg_type.oid), and the C++ type of PostgreSQL's `oid` values. Types that
/// the server is born with have a name here, and `X_array` is the array of X; every other number is an `oid` too.
enum class oid : std::uint32_t {
    none = 0, ///< no type: a parameter whose type the server shall infer
#include <tusk/protocol/oid.inc>
};

} // namespace tusk
