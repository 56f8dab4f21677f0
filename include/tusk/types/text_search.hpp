/// \file
/// PostgreSQL's full text search: tsvector, a document's lexemes, and tsquery, what is searched for.
#pragma once

#include <tusk/types/fixed.hpp>

#include <vector>

namespace tusk {

/// A document as its lexemes, each with the places where it stands.
struct tsvector {
    /// How much a place counts; D is what places have that were given no weight.
    enum class weight : std::uint8_t { d, c, b, a };

    /// One place of a lexeme.
    struct position {
        std::uint16_t place = 1; ///< counted in words from 1; the server keeps at most 16383
        weight rank = weight::d;

        friend constexpr bool operator==(const position&, const position&) noexcept = default;
    };

    struct lexeme {
        std::string text;
        std::vector<position> positions; ///< in ascending order, at most 256; none in a stripped vector

        friend bool operator==(const lexeme&, const lexeme&) = default;
    };

    /// Each once. The server keeps them in the order of their bytes, whatever order it is sent.
    std::vector<lexeme> lexemes;

    /// "'fat':2A,4 'rat':5", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static tsvector parse(std::string_view text);

    friend bool operator==(const tsvector&, const tsvector&) = default;
};

/// A search: lexemes under the operators ! (not), & (and), | (or) and <N> (followed by, N words later).
///
/// The tree lies flat, in reverse Polish notation: `a & !b` is the four nodes a, b, !, &. So chains of thousands of
/// operands, which are common, need no recursion, neither here nor in a program that walks them: keep a stack of
/// results, push one for an operand, and let an operator replace the top one (!) or two.
struct tsquery {
    enum class kind : std::uint8_t { operand, negation, conjunction, disjunction, phrase };

    /// The bits of node::weights: which places of a lexeme match. None of them: all places.
    enum : std::uint8_t { weight_d = 1, weight_c = 2, weight_b = 4, weight_a = 8 };

    struct node {
        kind what = kind::operand;
        std::uint8_t weights = 0;  ///< of an operand
        bool is_prefix = false;    ///< of an operand: all lexemes match that begin with it
        std::int16_t distance = 1; ///< of a phrase: how many words its second operand stands behind its first
        std::string lexeme{};      ///< of an operand

        friend bool operator==(const node&, const node&) = default;
    };

    /// In reverse Polish notation, a first operand before a second; none for the empty query, which finds nothing.
    std::vector<node> nodes;

    /// A query for one lexeme.
    [[nodiscard]] TUSK_API static tsquery operand(std::string lexeme, std::uint8_t weights = 0, bool is_prefix = false);
    /// `first <distance> second`; an empty query leaves the other operand alone.
    [[nodiscard]] TUSK_API static tsquery phrase(tsquery first, const tsquery& second, std::int16_t distance = 1);

    /// "'fat':*AB & !( 'rat' | 'cat' ) <-> 'dog'", as the server prints it. It leaves out the parentheses of
    /// `a & (b & c)`, so that such a query, read back from its text, is `(a & b) & c`, which finds the same.
    /// \throws conversion_error when the nodes are no tree, or weights are unknown.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static tsquery parse(std::string_view text);

    friend bool operator==(const tsquery&, const tsquery&) = default;
};

/// Queries of queries, as the server combines them: an empty one leaves the other operand alone.
[[nodiscard]] TUSK_API tsquery operator!(tsquery query);
[[nodiscard]] TUSK_API tsquery operator&(tsquery first, const tsquery& second);
[[nodiscard]] TUSK_API tsquery operator|(tsquery first, const tsquery& second);

/// tusk::tsvector ↔ tsvector.
template <>
struct codec<tsvector> {
    static constexpr oid type = oid::tsvector;
    static constexpr oid array_type = oid::tsvector_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    TUSK_API static tsvector read_binary(byte_view bytes, oid column);
    static tsvector read_text(std::string_view text, oid) { return tsvector::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    /// \throws conversion_error for a lexeme that is there twice or holds a NUL, and for too many or too large places.
    TUSK_API static void write_binary(byte_writer& out, const tsvector& value, oid parameter);
    TUSK_API static void write_text(byte_writer& out, const tsvector& value, oid parameter);
};

/// tusk::tsquery ↔ tsquery. It is sent as text: in binary the server does not take its own empty query back.
template <>
struct codec<tsquery> {
    static constexpr oid type = oid::tsquery;
    static constexpr oid array_type = oid::tsquery_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    TUSK_API static tsquery read_binary(byte_view bytes, oid column);
    static tsquery read_text(std::string_view text, oid) { return tsquery::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        if (!detail::writes_own_type(type, parameter)) return std::nullopt;
        return format::text;
    }
    /// \throws conversion_error when the nodes are no tree, weights are unknown, or a lexeme holds a NUL.
    TUSK_API static void write_binary(byte_writer& out, const tsquery& value, oid parameter);
    TUSK_API static void write_text(byte_writer& out, const tsquery& value, oid parameter);
};

} // namespace tusk
