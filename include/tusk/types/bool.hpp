/// \file
/// `bool` and PostgreSQL's boolean.
#pragma once

#include <tusk/types/fixed.hpp>

namespace tusk {

/// bool ↔ boolean. As a parameter that the server takes for characters it is sent as "true" or "false".
template <>
struct codec<bool> {
    static constexpr oid type = oid::bool_;
    static constexpr oid array_type = oid::bool_array;
    static constexpr std::size_t fixed_size = 1;

    // Any byte but 0 is true, as it is for the server when it receives one.
    static bool load(const std::byte* bytes) noexcept { return *bytes != std::byte{0}; }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static bool read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static bool read_text(std::string_view text, oid column) {
        if (text != "t" && text != "f") detail::throw_bad_text(column, text);
        return text == "t";
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, bool value, oid) { out.number(static_cast<std::uint8_t>(value)); }
    static void write_text(byte_writer& out, bool value, oid parameter) {
        // What `value::text` gives in SQL differs from how the server prints a boolean column.
        if (is_character_type(parameter))
            out.text(value ? "true" : "false");
        else
            out.text(value ? "t" : "f");
    }
};

} // namespace tusk
