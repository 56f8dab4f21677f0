/// \file
/// PostgreSQL's uuid.
#pragma once

#include <tusk/types/fixed.hpp>

#include <array>
#include <compare>

namespace tusk {

/// A universally unique identifier: sixteen bytes in the order in which they are written.
struct uuid {
    std::array<std::byte, 16> bytes{};

    /// "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11": lower case, as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads the form that to_string() writes, in either case.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static uuid parse(std::string_view text);

    /// The server's order: byte by byte.
    friend constexpr auto operator<=>(const uuid&, const uuid&) noexcept = default;
};

/// tusk::uuid ↔ uuid.
template <>
struct codec<uuid> {
    static constexpr oid type = oid::uuid;
    static constexpr oid array_type = oid::uuid_array;
    static constexpr std::size_t fixed_size = 16;
    static uuid load(const std::byte* bytes) noexcept {
        uuid value;
        std::memcpy(value.bytes.data(), bytes, fixed_size);
        return value;
    }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static uuid read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static uuid read_text(std::string_view text, oid) { return uuid::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, const uuid& value, oid) { out.bytes(value.bytes); }
    static void write_text(byte_writer& out, const uuid& value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
