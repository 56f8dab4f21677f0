/// \file
/// Bytes and PostgreSQL's bytea.
#pragma once

#include <tusk/types/fixed.hpp>

#include <span>
#include <vector>

namespace tusk {

namespace detail {

/// What both owners and views of bytes share as parameters: they go to bytea alone.
struct bytea_parameter {
    static constexpr oid type = oid::bytea;
    static constexpr oid array_type = oid::bytea_array;
    static constexpr std::optional<format> writes(oid parameter) noexcept {
        if (parameter == type || is_unspecified(parameter)) return format::binary;
        return std::nullopt;
    }
    static void write_binary(byte_writer& out, byte_view bytes, oid) { out.bytes(bytes); }
    /// The hex form, `\x0123`.
    TUSK_API static void write_text(byte_writer& out, byte_view bytes, oid);
};

} // namespace detail

/// A view of bytes ↔ bytea. What it reads points into the row; a column in text format cannot be viewed, only copied.
template <>
struct codec<std::span<const std::byte>> : detail::bytea_parameter {
    static constexpr bool reads(oid column) noexcept { return column == type; }
    static std::span<const std::byte> read_binary(byte_view bytes, oid) { return bytes; }
    [[noreturn]] TUSK_API static std::span<const std::byte> read_text(std::string_view text, oid column);
    static constexpr bool is_plain(oid) noexcept { return true; }
    static void load(byte_view bytes, std::span<const std::byte>& target) noexcept { target = bytes; }
};

/// Owned bytes ↔ bytea. In text format it reads both of the server's forms, hex and escape (bytea_output).
template <>
struct codec<std::vector<std::byte>> : detail::bytea_parameter {
    static constexpr bool reads(oid column) noexcept { return column == type; }
    static std::vector<std::byte> read_binary(byte_view bytes, oid) { return {bytes.begin(), bytes.end()}; }
    TUSK_API static std::vector<std::byte> read_text(std::string_view text, oid column);
    static constexpr bool is_plain(oid) noexcept { return true; }
    static void load(byte_view bytes, std::vector<std::byte>& target) { target.assign(bytes.begin(), bytes.end()); }
};

} // namespace tusk
