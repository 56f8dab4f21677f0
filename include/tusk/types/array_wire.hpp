/// \file
/// The parts of arrays that do not depend on their elements' type: the binary form's header and the text form's
/// syntax. <tusk/types/array.hpp> builds the codecs from them; to_text and tools that look at raw values use them too.
#pragma once

#include <tusk/codec.hpp>

#include <array>
#include <span>
#include <vector>

namespace tusk {

/// One dimension of an array: how many elements, and the subscript of the first.
struct array_dimension {
    std::int32_t length = 0;
    std::int32_t lower_bound = 1;
    friend bool operator==(const array_dimension&, const array_dimension&) = default;
};

namespace detail {

/// PostgreSQL's limit (MAXDIM).
inline constexpr std::size_t most_dimensions = 6;

/// int2vector and oidvector, which the server's own catalogues have for int2[] and oid[]: in binary arrays of one
/// dimension that start from subscript 0, in text numbers with spaces between them.
[[nodiscard]] constexpr bool is_catalogue_vector(oid type) noexcept {
    return type == oid::int2vector || type == oid::oidvector;
}

/// The type of the elements of an array, or of a catalogue vector; oid::none for anything else.
[[nodiscard]] inline type_ref element_of(type_ref column) noexcept {
    if (is_catalogue_vector(column)) return column == oid::int2vector ? oid::int2 : oid::oid;
    return column.element();
}

/// The one dimension of a catalogue vector, of length 0 when it has no elements.
/// \throws conversion_error when `shape` has more dimensions than that.
[[nodiscard]] TUSK_API array_dimension vector_dimension(std::span<const array_dimension> shape, oid type);
[[noreturn]] TUSK_API void throw_null_in_vector(oid type);

/// What stands before the elements of a binary array.
struct array_header {
    std::size_t rank = 0;
    std::array<array_dimension, most_dimensions> dimensions{};
    std::size_t count = 0; ///< elements; never more than the bytes behind the header can hold
    bool has_nulls = false;

    [[nodiscard]] std::span<const array_dimension> shape() const noexcept { return {dimensions.data(), rank}; }
};

/// Reads the header of an array of type `column` whose elements must be of type `element`.
/// \throws malformed_value when it is malformed or promises more elements than there are bytes for.
[[nodiscard]] TUSK_API array_header read_array_header(protocol::byte_reader& reader, oid element, type_ref column);

/// The next element's bytes, or nothing for NULL.
/// \throws malformed_value when it is longer than what is left, or NULL where the header said there are none.
[[nodiscard]] inline std::optional<byte_view> read_array_element(protocol::byte_reader& reader, bool has_nulls,
                                                                 type_ref column) {
    const auto length = reader.number<std::int32_t>();
    if (length >= 0) [[likely]] {
        const byte_view element = reader.bytes(static_cast<std::size_t>(length));
        if (!reader.ok()) [[unlikely]]
            throw_malformed(column, "an element ends behind the value's end");
        return element;
    }
    if (length != -1 || !has_nulls) throw_malformed(column, "an element of negative length");
    return std::nullopt;
}

/// \throws malformed_value when bytes are left over behind the last element.
inline void require_end(const protocol::byte_reader& reader, type_ref column) {
    if (!reader.complete()) throw_malformed(column, "its size is not what its elements add up to");
}

/// How many elements an array of this shape has; no dimensions: none.
/// \throws conversion_error for a shape that PostgreSQL cannot hold.
[[nodiscard]] TUSK_API std::size_t count_elements(std::span<const array_dimension> shape);

/// The length of a dimension with so many elements.
/// \throws conversion_error when a message cannot carry them.
[[nodiscard]] TUSK_API std::int32_t checked_length(std::size_t count);

/// Writes the header of an array whose shape count_elements accepted.
TUSK_API void write_array_header(byte_writer& out, std::span<const array_dimension> shape, bool has_nulls, oid element);

/// One element of a text array, as a view into the text.
struct array_text_element {
    std::string_view text; ///< without its quotes, but with its backslashes
    bool null = false;
    bool escaped = false; ///< whether there are backslashes to remove
};

/// A text array taken apart.
struct array_text {
    std::vector<array_dimension> shape;
    std::vector<array_text_element> elements; ///< the last dimension varies fastest
};

/// Takes "{1,NULL,\"a b\"}" or "[2:3]={…}" apart ("Array Input and Output Syntax"), and "1 2" for a catalogue vector.
/// \throws conversion_error when it is malformed, ragged or deeper than six dimensions.
[[nodiscard]] TUSK_API array_text parse_array(std::string_view text, type_ref column);

/// The element's text without the backslashes that escape single characters.
[[nodiscard]] TUSK_API std::string unescape_array_element(std::string_view text);

/// Writes a text array from its elements in turn: braces, delimiters and quotes as the server places them.
class TUSK_API array_text_writer {
public:
    /// `shape` was accepted by count_elements and outlives the writer, as does `out`. `delimiter` is the elements'.
    array_text_writer(byte_writer& out, std::span<const array_dimension> shape, char delimiter);
    void element(std::string_view text);
    void null();

private:
    void open();
    void close();

    byte_writer* out_;
    std::span<const array_dimension> shape_;
    char delimiter_;
    std::size_t written_ = 0;
};

/// \throws conversion_error that names the element, counted from 1, and what to read instead.
[[noreturn]] TUSK_API void throw_null_element(std::size_t index);
[[noreturn]] TUSK_API void throw_wrong_rank(std::size_t rank, std::size_t expected);
[[noreturn]] TUSK_API void throw_ragged(std::int32_t expected, std::int32_t found);
[[noreturn]] TUSK_API void throw_escaped_view(type_ref column);
[[noreturn]] TUSK_API void throw_wrong_count(std::size_t shape_count, std::size_t element_count);

} // namespace detail

} // namespace tusk
