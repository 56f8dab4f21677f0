/// \file
/// PostgreSQL's int2vector and oidvector, which the server's own catalogues have for int2[] and oid[].
#pragma once

#include <tusk/types/array.hpp>
#include <tusk/types/integer.hpp>

namespace tusk {

/// A value of type int2vector or oidvector, for arrays of them and wherever the type must be told apart from an array.
/// A column of these types reads as std::vector (of any integers) and tusk::array, too, and is written from them.
template <class T>
struct catalogue_vector {
    std::vector<T> elements;

    friend bool operator==(const catalogue_vector&, const catalogue_vector&) = default;
};
using int2vector = catalogue_vector<std::int16_t>; ///< as pg_index.indkey
using oidvector = catalogue_vector<oid>;           ///< as pg_proc.proargtypes

/// tusk::int2vector ↔ int2vector, tusk::oidvector ↔ oidvector. Both are sent as text, "1 2 3": in binary the server
/// does not take its own empty vectors back.
template <class T>
    requires(std::same_as<T, std::int16_t> || std::same_as<T, oid>)
struct codec<catalogue_vector<T>> {
    using value = catalogue_vector<T>;
    static constexpr oid type = std::same_as<T, oid> ? oid::oidvector : oid::int2vector;
    static constexpr oid array_type = std::same_as<T, oid> ? oid::oidvector_array : oid::int2vector_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static value read_binary(byte_view bytes, oid) { return {codec<std::vector<T>>::read_binary(bytes, type)}; }
    static value read_text(std::string_view text, oid) { return {codec<std::vector<T>>::read_text(text, type)}; }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        if (!detail::writes_own_type(type, parameter)) return std::nullopt;
        return format::text;
    }
    static void write_binary(byte_writer& out, const value& vector, oid) {
        codec<std::vector<T>>::write_binary(out, vector.elements, type);
    }
    static void write_text(byte_writer& out, const value& vector, oid) {
        codec<std::vector<T>>::write_text(out, vector.elements, type);
    }
};

} // namespace tusk
