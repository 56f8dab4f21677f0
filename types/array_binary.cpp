#include <tusk/types/array_wire.hpp>

#include <limits>

namespace tusk::detail {

namespace {

constexpr std::size_t most_elements = std::numeric_limits<std::int32_t>::max() / sizeof(std::int32_t);

[[noreturn]] void throw_too_many(std::size_t count) {
    throw conversion_error("an array of " + std::to_string(count) + " elements is more than a message can carry");
}

// The last subscript, lower_bound + length - 1, must still be a 32-bit number.
bool is_valid(const array_dimension& dimension) noexcept {
    constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max();
    return dimension.length > 0 && std::int64_t{dimension.lower_bound} + dimension.length - 1 <= largest;
}

// The server's empty vectors have a dimension without elements, which its empty arrays have not.
bool is_empty_vector(const array_dimension& dimension, std::size_t rank, oid type) noexcept {
    return is_catalogue_vector(type) && rank == 1 && dimension.length == 0;
}

} // namespace

array_header read_array_header(protocol::byte_reader& reader, oid element, type_ref column) {
    const auto rank = reader.number<std::int32_t>();
    const auto flags = reader.number<std::int32_t>();
    const auto type = static_cast<oid>(reader.number<std::uint32_t>());
    if (!reader.ok()) throw_malformed(column, "it ends within its header");
    if (rank < 0 || rank > static_cast<std::int32_t>(most_dimensions))
        throw_malformed(column, "its number of dimensions is not 0 to 6");
    if (flags != 0 && flags != 1) throw_malformed(column, "unknown flags");
    if (type != element) throw_malformed(column, "its elements are of another type than the column's");

    array_header header;
    header.rank = static_cast<std::size_t>(rank);
    header.has_nulls = flags == 1;
    std::size_t count = header.rank == 0 ? 0 : 1;
    for (std::size_t i = 0; i < header.rank; ++i) {
        array_dimension& dimension = header.dimensions[i];
        dimension.length = reader.number<std::int32_t>();
        dimension.lower_bound = reader.number<std::int32_t>();
        if (!reader.ok()) throw_malformed(column, "it ends within its header");
        if (is_empty_vector(dimension, header.rank, column)) return {};
        if (!is_valid(dimension)) throw_malformed(column, "a dimension out of range");
        // An element takes four bytes or more, which also keeps the product far from overflowing.
        count *= static_cast<std::size_t>(dimension.length);
        if (count > reader.remaining() / sizeof(std::int32_t))
            throw_malformed(column, "more elements than its bytes can hold");
    }
    header.count = count;
    return header;
}

std::size_t count_elements(std::span<const array_dimension> shape) {
    if (shape.size() > most_dimensions)
        throw conversion_error("an array of " + std::to_string(shape.size()) +
                               " dimensions: PostgreSQL's have at most 6");
    std::size_t count = shape.empty() ? 0 : 1;
    for (const array_dimension& dimension : shape) {
        if (!is_valid(dimension))
            throw conversion_error("an array dimension of length " + std::to_string(dimension.length) +
                                   " from subscript " + std::to_string(dimension.lower_bound) +
                                   ": the length must be positive, and the last subscript a 32-bit integer; an empty "
                                   "array has no dimensions");
        count *= static_cast<std::size_t>(dimension.length);
        if (count > most_elements) throw_too_many(count);
    }
    return count;
}

array_dimension vector_dimension(std::span<const array_dimension> shape, oid type) {
    if (shape.size() > 1)
        throw conversion_error("an array of " + std::to_string(shape.size()) + " dimensions as " + type_name(type) +
                               ", which has one");
    return {shape.empty() ? 0 : shape[0].length, 0};
}

void throw_null_in_vector(oid type) {
    throw conversion_error("a NULL among the elements of an " + type_name(type) + ", which cannot hold one");
}

std::int32_t checked_length(std::size_t count) {
    if (count > most_elements) throw_too_many(count);
    return static_cast<std::int32_t>(count);
}

void write_array_header(byte_writer& out, std::span<const array_dimension> shape, bool has_nulls, oid element) {
    out.number(static_cast<std::int32_t>(shape.size()));
    out.number(std::int32_t{has_nulls ? 1 : 0});
    out.number(static_cast<std::uint32_t>(element));
    for (const array_dimension& dimension : shape) {
        out.number(dimension.length);
        out.number(dimension.lower_bound);
    }
}

void throw_null_element(std::size_t index) {
    throw conversion_error("element " + std::to_string(index + 1) +
                           " is NULL: read the array into std::optional elements");
}

void throw_wrong_rank(std::size_t rank, std::size_t expected) {
    throw conversion_error("an array of " + std::to_string(rank) + " dimensions, where " + std::to_string(expected) +
                           " are expected: read it into tusk::array to accept any");
}

void throw_ragged(std::int32_t expected, std::int32_t found) {
    throw conversion_error("a ragged array: one of its parts has " + std::to_string(found) + " elements, the first " +
                           std::to_string(expected) + "; PostgreSQL's arrays are rectangular");
}

void throw_escaped_view(type_ref column) {
    throw conversion_error("an element of this " + column.name() +
                           " in text format has escaped characters, so it cannot be viewed: read it as std::string");
}

void throw_wrong_count(std::size_t shape_count, std::size_t element_count) {
    throw conversion_error("a tusk::array whose dimensions ask for " + std::to_string(shape_count) +
                           " elements, but which has " + std::to_string(element_count));
}

} // namespace tusk::detail
