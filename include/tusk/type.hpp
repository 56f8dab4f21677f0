/// \file
/// A type of PostgreSQL's: its number, and what the server's catalogue says of it.
#pragma once

#include <tusk/export.hpp>
#include <tusk/oid.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tusk {

/// What kind of type it is: pg_type.typtype, and `array` for the arrays among its base types.
enum class type_kind : char {
    unknown = '?', ///< nothing but its number is known
    array = 'a',
    base = 'b',
    composite = 'c',
    domain = 'd',
    enumeration = 'e',
    multirange = 'm',
    pseudo = 'p',
    range = 'r',
};

/// What is known of the binary form of a base type that an extension or a user made.
enum class binary_form : char {
    unknown,        ///< it is asked for as text
    text,           ///< the same as its text
    versioned_text, ///< its text behind a byte that is 1: ltree's and its like
    hstore,
};

struct type_info;
/// Types refer to each other, and live as long as somebody looks at them: a column, a connection.
using type_pointer = std::shared_ptr<const type_info>;

/// A field of a composite type.
struct type_field {
    std::string name;
    type_pointer type; ///< never null
};

/// What the catalogue says of a type (the documentation's "pg_type"). It does not change once it is made.
struct type_info {
    oid number = oid::none;
    std::string name; ///< as messages show it; with its schema where the search path does not lead there
    type_kind kind = type_kind::unknown;
    char delimiter = ',';             ///< between values of this type in the text of an array
    oid array = oid::none;            ///< the type of arrays of this one; none: there is none
    type_pointer made_of;             ///< an array's elements, a domain's base, a range's bounds, a multirange's ranges
    std::vector<type_field> fields{}; ///< a composite type's
    binary_form form = binary_form::unknown;
};

namespace detail {
/// What a built-in type is; null for all others.
[[nodiscard]] TUSK_API const type_info* find_built_in(oid number) noexcept;
/// The same as a pointer that owns nothing.
[[nodiscard]] TUSK_API type_pointer built_in(oid number) noexcept;
} // namespace detail

/// A type as codecs see it: a number, and beside it what is known of it. Converts from and to `oid`, so that a codec
/// which only asks for the number takes that. A view: good as long as the column or parameter that it belongs to.
class type_ref {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a number names a type
    constexpr type_ref(oid number = oid::none) noexcept : number_(number) {}
    /// `details` is null for built-in types, of which all is known, and for those of which nothing is.
    constexpr type_ref(oid number, const type_info* details) noexcept : number_(number), details_(details) {}
    // NOLINTNEXTLINE(google-explicit-constructor): the same type with all that is known of it
    type_ref(const type_info& details) noexcept : number_(details.number), details_(&details) {}

    [[nodiscard]] constexpr oid number() const noexcept { return number_; }
    // NOLINTNEXTLINE(google-explicit-constructor): most codecs need no more
    [[nodiscard]] constexpr operator oid() const noexcept { return number_; }

    /// What is known of it; null: nothing.
    [[nodiscard]] const type_info* details() const noexcept {
        return details_ != nullptr ? details_ : detail::find_built_in(number_);
    }
    [[nodiscard]] type_kind kind() const noexcept {
        const type_info* known = details();
        return known != nullptr ? known->kind : type_kind::unknown;
    }
    /// "int4", "int4[]", "mood"; "type 16385" for one of which nothing is known.
    [[nodiscard]] TUSK_API std::string name() const;
    /// What stands between values of this type in the text of an array: a semicolon for box, a comma for all others.
    [[nodiscard]] char delimiter() const noexcept {
        const type_info* known = details();
        return known != nullptr ? known->delimiter : ',';
    }
    /// No built-in type has one of these forms, or is an enumeration: there is nothing to look up.
    [[nodiscard]] constexpr binary_form form() const noexcept {
        return details_ != nullptr ? details_->form : binary_form::unknown;
    }
    [[nodiscard]] constexpr bool is_enumeration() const noexcept {
        return details_ != nullptr && details_->kind == type_kind::enumeration;
    }

    /// The type of an array's elements; oid::none for anything else.
    [[nodiscard]] type_ref element() const noexcept { return part_of(type_kind::array); }
    /// The type of a range's bounds; oid::none for anything else.
    [[nodiscard]] type_ref bound() const noexcept { return part_of(type_kind::range); }
    /// The type of a multirange's ranges; oid::none for anything else.
    [[nodiscard]] type_ref range() const noexcept { return part_of(type_kind::multirange); }
    /// What a domain restricts, be it through several domains; any other type itself.
    [[nodiscard]] type_ref base() const noexcept {
        type_ref type = *this;
        while (type.details_ != nullptr && type.details_->kind == type_kind::domain) type = *type.details_->made_of;
        return type;
    }
    /// The fields of a composite type; none for anything else.
    [[nodiscard]] std::span<const type_field> fields() const noexcept {
        return details_ != nullptr ? details_->fields : std::span<const type_field>();
    }

private:
    [[nodiscard]] type_ref part_of(type_kind kind) const noexcept {
        const type_info* known = details();
        return known != nullptr && known->kind == kind ? type_ref(*known->made_of) : type_ref();
    }

    oid number_;
    const type_info* details_ = nullptr;
};

} // namespace tusk
