/// \file
/// PostgreSQL's json and jsonb as nlohmann::json. <tusk/tusk.hpp> does not include this header: it is for those who
/// have that library (https://json.nlohmann.me, 3.10 or later), and tusk itself does not depend on it.
#pragma once

#include <tusk/types/json.hpp>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tusk {

namespace detail {

/// How deep a document may be nested. nlohmann::json copies, compares and prints documents recursively, so that the
/// server's bytes must not decide on the depth.
inline constexpr std::size_t most_json_levels = 1000;

/// How deep the brackets of a document are nested; what is no JSON is left to the parser.
[[nodiscard]] inline std::size_t count_json_levels(std::string_view text) noexcept {
    std::size_t level = 0;
    std::size_t deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '[' || c == '{')) {
            deepest = std::max(deepest, ++level);
        } else if (!quoted && (c == ']' || c == '}') && level > 0) {
            --level;
        }
    }
    return deepest;
}

[[noreturn]] inline void throw_bad_json(std::string_view trouble) {
    constexpr std::size_t longest = 200; // it quotes what it stumbled over
    throw conversion_error("nlohmann::json does not take this document: " + std::string(trouble.substr(0, longest)) +
                           (trouble.size() > longest ? "…" : ""));
}

[[noreturn]] inline void throw_unprintable_json(std::string_view trouble) {
    throw conversion_error("this nlohmann::json cannot be sent: " + std::string(trouble));
}

/// What nlohmann::json and nlohmann::ordered_json share.
template <class Json>
struct nlohmann_codec {
    static constexpr oid type = codec<json>::type;
    static constexpr oid array_type = codec<json>::array_type;

    static constexpr bool reads(oid column) noexcept { return codec<json>::reads(column); }
    static Json read_binary(byte_view bytes, oid column) {
        return parse(codec<std::string_view>::read_binary(bytes, column));
    }
    static Json read_text(std::string_view text, oid) { return parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return codec<json>::writes(parameter); }
    static void write_binary(byte_writer& out, const Json& value, oid parameter) {
        codec<json>::write_binary(out, {print(value)}, parameter);
    }
    static void write_text(byte_writer& out, const Json& value, oid parameter) {
        codec<json>::write_text(out, {print(value)}, parameter);
    }

private:
    static Json parse(std::string_view text) {
        if (count_json_levels(text) > most_json_levels)
            throw_bad_json("it is nested deeper than 1000 levels; read its text, as std::string or tusk::json");
        try {
            return Json::parse(text.begin(), text.end());
        } catch (const typename Json::exception& trouble) {
            throw_bad_json(trouble.what());
        }
    }
    static std::string print(const Json& value) {
        require_printable(value);
        try {
            return value.dump();
        } catch (const typename Json::exception& trouble) {
            throw_unprintable_json(trouble.what());
        }
    }
    /// Refuses what nlohmann would print as something else: NaN and infinities as null, bytes as an object.
    static void require_printable(const Json& value) {
        if (value.is_number_float() && !std::isfinite(value.template get<double>()))
            throw_unprintable_json("JSON has neither NaN nor infinity");
        if (value.is_binary()) throw_unprintable_json("JSON has no type for bytes");
        if (value.is_discarded()) throw_unprintable_json("it is what a failed parse left behind");
        if (value.is_structured()) std::for_each(value.begin(), value.end(), require_printable);
    }
};

} // namespace detail

/// nlohmann::json ↔ json and jsonb; also sent to the character types. SQL's NULL is not JSON's null: it needs
/// std::optional<nlohmann::json>.
///
/// A document becomes what nlohmann::json makes of it. Integers are exact from −2⁶³ to 2⁶⁴ − 1; those beyond and all
/// numbers with a point or an exponent become the nearest double, however many digits PostgreSQL keeps. Of keys that
/// stand twice in an object (json keeps them, jsonb does not) the last counts, and the order of keys is not kept. Read
/// tusk::json, the text, where that is too little. Refused are numbers beyond a double's range (1e400), and documents
/// nested deeper than 1000 levels; and to be sent, NaN and infinities, bytes, and strings that are not UTF-8.
template <>
struct codec<nlohmann::json> : detail::nlohmann_codec<nlohmann::json> {};

/// nlohmann::ordered_json: as nlohmann::json, but it keeps the order of keys.
template <>
struct codec<nlohmann::ordered_json> : detail::nlohmann_codec<nlohmann::ordered_json> {};

} // namespace tusk
