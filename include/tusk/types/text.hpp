/// \file
/// Strings and the types whose values are texts: PostgreSQL's text, varchar, bpchar, name, "char", json, jsonb, xml,
/// jsonpath and refcursor, and all that is only known as text.
#pragma once

#include <tusk/types/fixed.hpp>
#include <tusk/types/text_only.hpp>

namespace tusk {

namespace detail {

/// The types that are no characters, but of which every value's binary form is its text; void's is empty.
[[nodiscard]] constexpr bool is_text_alike(oid type) noexcept {
    return type == oid::json || type == oid::xml || type == oid::refcursor || type == oid::cstring ||
           type == oid::pg_node_tree || type == oid::void_;
}

/// The types that a string reads: characters, documents whose content is characters, and what comes as text.
[[nodiscard]] inline bool reads_as_string(type_ref column) noexcept {
    return is_character_type(column) || is_text_alike(column) || column == oid::jsonb || column == oid::jsonpath ||
           column == oid::char_ || column.is_enumeration() || column.form() == binary_form::text ||
           column.form() == binary_form::versioned_text || !text_only_reason(column).empty();
}

/// Those of them of which every value's binary form is its text.
[[nodiscard]] constexpr bool is_plain_string(type_ref column) noexcept {
    return is_character_type(column) || is_text_alike(column) || column.is_enumeration() ||
           column.form() == binary_form::text;
}

/// Strings go in binary where that is just their bytes; everywhere else the server parses them.
[[nodiscard]] constexpr format string_format(oid parameter) noexcept {
    return is_character_type(parameter) || parameter == oid::none ? format::binary : format::text;
}

/// The types whose binary form is not their text: jsonb and those like it, "char" with a byte that is no character, and
/// those that come as text only, which are refused.
[[nodiscard]] TUSK_API std::string_view read_tagged_string(byte_view bytes, type_ref column);
/// The text of a "char", which must be a character (or none, for its zero byte).
[[nodiscard]] TUSK_API std::string_view read_char_text(std::string_view text);

/// \throws conversion_error when `text` holds a NUL character, which no PostgreSQL text can hold.
TUSK_API void write_string(byte_writer& out, std::string_view text);

/// What all kinds of string share as parameters.
struct string_parameter {
    static constexpr oid type = oid::text;
    static constexpr oid array_type = oid::text_array;
    static constexpr std::optional<format> writes(oid parameter) noexcept { return string_format(parameter); }
    static void write_binary(byte_writer& out, std::string_view text, oid) { write_string(out, text); }
    static void write_text(byte_writer& out, std::string_view text, oid) { write_string(out, text); }
};

[[nodiscard]] TUSK_API std::string_view require_string(const char* text);

} // namespace detail

/// std::string_view ↔ the character types, json, jsonb, xml, jsonpath, refcursor, "char", void (which is empty), and
/// all that comes as text: regclass and its kin, aclitem and others (text_only_reason). What it reads points into the
/// row. As a parameter it goes to every type: the server parses it as it parses a quoted literal.
template <>
struct codec<std::string_view> : detail::string_parameter {
    static bool reads(type_ref column) noexcept { return detail::reads_as_string(column); }
    static std::string_view read_binary(byte_view bytes, type_ref column) {
        if (!detail::is_plain_string(column)) [[unlikely]]
            return detail::read_tagged_string(bytes, column);
        return protocol::as_text(bytes);
    }
    static std::string_view read_text(std::string_view text, type_ref column) {
        return column == oid::char_ ? detail::read_char_text(text) : text;
    }
    static constexpr bool is_plain(type_ref column) noexcept { return detail::is_plain_string(column); }
    static void load(byte_view bytes, std::string_view& target) noexcept { target = protocol::as_text(bytes); }
};

/// std::string: as std::string_view, but it owns what it reads.
template <>
struct codec<std::string> : detail::string_parameter {
    static bool reads(type_ref column) noexcept { return detail::reads_as_string(column); }
    static std::string read_binary(byte_view bytes, type_ref column) {
        return std::string(codec<std::string_view>::read_binary(bytes, column));
    }
    static std::string read_text(std::string_view text, type_ref column) {
        return std::string(codec<std::string_view>::read_text(text, column));
    }
    static constexpr bool is_plain(type_ref column) noexcept { return detail::is_plain_string(column); }
    static void load(byte_view bytes, std::string& target) { target = protocol::as_text(bytes); }
};

/// A C string as a parameter. A null pointer is refused: NULL is `nullptr` or an empty std::optional.
template <>
struct codec<const char*> : detail::string_parameter {
    static void write_binary(byte_writer& out, const char* text, oid) {
        detail::write_string(out, detail::require_string(text));
    }
    static void write_text(byte_writer& out, const char* text, oid) {
        detail::write_string(out, detail::require_string(text));
    }
};
template <>
struct codec<char*> : codec<const char*> {};

/// A string literal or a character array as a parameter: the characters before its first NUL.
template <std::size_t Size>
struct codec<char[Size]> : detail::string_parameter {
    static void write_binary(byte_writer& out, const char (&text)[Size], oid) { write(out, text); }
    static void write_text(byte_writer& out, const char (&text)[Size], oid) { write(out, text); }

private:
    static void write(byte_writer& out, const char (&text)[Size]) {
        const std::string_view whole(text, Size);
        detail::write_string(out, whole.substr(0, whole.find('\0')));
    }
};

/// char ↔ "char", PostgreSQL's one-byte type. Among the character types it is sent as a string of one character.
template <>
struct codec<char> {
    static constexpr oid type = oid::char_;
    static constexpr oid array_type = oid::char_array;
    static constexpr std::size_t fixed_size = 1;
    static char load(const std::byte* bytes) noexcept { return static_cast<char>(*bytes); }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static char read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    TUSK_API static char read_text(std::string_view text, oid column);

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, char value, oid) { out.number(static_cast<std::uint8_t>(value)); }
    TUSK_API static void write_text(byte_writer& out, char value, oid parameter);
};

} // namespace tusk
