/// \file
/// PostgreSQL's json and jsonb, as text.
#pragma once

#include <tusk/types/text.hpp>

namespace tusk {

/// A JSON document as its text. tusk does not parse it; the server checks what it is sent.
struct json {
    std::string text;

    /// Equality of the texts, not of the documents.
    friend bool operator==(const json&, const json&) = default;
};

/// tusk::json ↔ json and jsonb; also sent to the character types.
template <>
struct codec<json> {
    static constexpr oid type = oid::json;
    static constexpr oid array_type = oid::json_array;

    static constexpr bool reads(oid column) noexcept { return column == oid::json || column == oid::jsonb; }
    static json read_binary(byte_view bytes, oid column) { return {codec<std::string>::read_binary(bytes, column)}; }
    static json read_text(std::string_view text, oid) { return {std::string(text)}; }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        if (parameter == oid::json || parameter == oid::jsonb || parameter == oid::none || is_character_type(parameter))
            return format::binary;
        return std::nullopt;
    }
    static void write_binary(byte_writer& out, const json& value, oid parameter) {
        if (parameter == oid::jsonb) out.number(std::uint8_t{1}); // the version of jsonb's binary form
        detail::write_string(out, value.text);
    }
    static void write_text(byte_writer& out, const json& value, oid) { detail::write_string(out, value.text); }
};

} // namespace tusk
