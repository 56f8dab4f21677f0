/// \file
/// PostgreSQL's tid, the type of the system column ctid.
#pragma once

#include <tusk/types/fixed.hpp>

#include <compare>

namespace tusk {

/// Where a row's version lies within its table.
struct tuple_id {
    std::uint32_t block = 0;  ///< the page's number, from 0
    std::uint16_t offset = 0; ///< the item's number within the page, from 1

    /// "(0,1)", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static tuple_id parse(std::string_view text);

    /// The server's order: along the table.
    friend constexpr auto operator<=>(const tuple_id&, const tuple_id&) noexcept = default;
};

/// tusk::tuple_id ↔ tid.
template <>
struct codec<tuple_id> {
    static constexpr oid type = oid::tid;
    static constexpr oid array_type = oid::tid_array;
    static constexpr std::size_t fixed_size = 6;
    static tuple_id load(const std::byte* bytes) noexcept {
        return {protocol::load_big_endian<std::uint32_t>(bytes),
                protocol::load_big_endian<std::uint16_t>(bytes + sizeof(std::uint32_t))};
    }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static tuple_id read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static tuple_id read_text(std::string_view text, oid) { return tuple_id::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, tuple_id value, oid) {
        out.number(value.block);
        out.number(value.offset);
    }
    static void write_text(byte_writer& out, tuple_id value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
