/// \file
/// PostgreSQL's arrays: std::vector for those of one known shape, tusk::array for any.
#pragma once

#include <tusk/types/array_run.hpp>
#include <tusk/types/array_wire.hpp>
#include <tusk/types/bytea.hpp>

#include <cstddef>

namespace tusk {

/// An array of any number of dimensions from 0 to 6, with NULLs and with the subscripts that it starts from:
/// everything that an array column can hold.
template <class T>
struct array {
    /// The elements, the last dimension varying fastest.
    std::vector<std::optional<T>> elements;
    /// The dimensions, the outermost first; none for an array without elements.
    std::vector<array_dimension> dimensions;

    friend bool operator==(const array&, const array&) = default;
};

namespace detail {

/// What a C++ element of an array stands for: `T` itself, or an optional one that may be NULL.
template <class T>
struct array_leaf {
    using type = T;
    static constexpr bool nullable = false;
};
template <class T>
struct array_leaf<std::optional<T>> {
    using type = T;
    static constexpr bool nullable = true;
};

/// The element type within nested vectors, and how deep they are nested. std::vector<std::byte> is bytea: an element.
template <class T>
struct vector_shape {
    using element = T;
    static constexpr std::size_t rank = 0;
};
template <class T>
    requires(!std::same_as<T, std::byte>)
struct vector_shape<std::vector<T>> {
    using element = typename vector_shape<T>::element;
    static constexpr std::size_t rank = vector_shape<T>::rank + 1;
};

template <class T>
inline constexpr bool is_view<std::vector<T>> = is_view<T>;
template <class T>
inline constexpr bool is_view<array<T>> = is_view<T>;

/// The elements of a binary array in turn, each read as `T`.
template <class T>
class binary_elements {
public:
    binary_elements(byte_view bytes, type_ref column)
        : reader_(bytes),
          column_(column),
          element_(is_exact(column) ? type_ref(codec<T>::type) : element_of(column)),
          header_(read_array_header(reader_, element_, column)) {
        element_ = element_.base();
    }

    [[nodiscard]] std::span<const array_dimension> shape() const noexcept { return header_.shape(); }
    [[nodiscard]] std::size_t count() const noexcept { return header_.count; }
    void finish() const { require_end(reader_, column_); }

    [[nodiscard]] std::optional<T> next() {
        const auto bytes = read_array_element(reader_, header_.has_nulls, column_);
        if (!bytes) return std::nullopt;
        return codec<T>::read_binary(*bytes, element_);
    }

    /// Reads everything at once where every element has one size and none is NULL; false, and nothing read, elsewhere.
    /// `Element` is `T` or std::optional<T>.
    template <class Element>
    [[nodiscard]] bool read_run(std::vector<Element>& out) const {
        if constexpr (fixed_size_readable<T> && std::default_initializable<T> && !std::same_as<Element, bool>) {
            constexpr std::size_t stride = sizeof(std::int32_t) + codec<T>::fixed_size;
            if (element_ != loaded_type<T> || header_.has_nulls || reader_.remaining() != header_.count * stride)
                return false;
            protocol::byte_reader run = reader_;
            out.resize(header_.count);
            if (load_run<T>(run.rest().data(), std::span(out))) return true;
            out.clear(); // an element of another size: element by element its error can be told
        }
        return false;
    }

private:
    /// Needs no look into the catalogue.
    static constexpr bool is_exact(oid column) noexcept {
        return column == codec<T>::array_type && column != oid::none;
    }

    protocol::byte_reader reader_;
    type_ref column_;
    type_ref element_;
    array_header header_;
};

/// The elements of a text array in turn, each read as `T`.
template <class T>
class text_elements {
public:
    text_elements(std::string_view text, type_ref column)
        : column_(column), element_(element_of(column).base()), array_(parse_array(text, column)) {}

    [[nodiscard]] std::span<const array_dimension> shape() const noexcept { return array_.shape; }
    [[nodiscard]] std::size_t count() const noexcept { return array_.elements.size(); }
    void finish() const noexcept {}

    [[nodiscard]] std::optional<T> next() {
        const array_text_element& element = array_.elements[next_++];
        if (element.null) return std::nullopt;
        if (!element.escaped) return codec<T>::read_text(element.text, element_);
        if constexpr (is_view<T>) {
            throw_escaped_view(column_);
        } else {
            const std::string plain = unescape_array_element(element.text);
            return codec<T>::read_text(plain, element_);
        }
    }
    template <class Element>
    [[nodiscard]] bool read_run(std::vector<Element>&) const noexcept {
        return false;
    }

private:
    type_ref column_;
    type_ref element_;
    array_text array_;
    std::size_t next_ = 0;
};

/// Reads one element. `index` counts the elements read so far, for errors.
template <class Element, class Elements>
[[nodiscard]] Element read_element(Elements& elements, std::size_t& index) {
    auto element = elements.next();
    ++index;
    if constexpr (array_leaf<Element>::nullable) {
        return element;
    } else {
        if (element) [[likely]]
            return *std::move(element);
        if constexpr (null_readable<Element>)
            return codec<Element>::null();
        else
            throw_null_element(index - 1);
    }
}

/// Reads one level of nested vectors and all below it. Other containers bring an overload of their own.
template <class Vector, class Elements>
void read_level(Vector& out, Elements& elements, std::size_t level, std::size_t& index) {
    using part = typename Vector::value_type;
    const auto length = static_cast<std::size_t>(elements.shape()[level].length);
    out.reserve(length);
    for (std::size_t i = 0; i < length; ++i)
        if constexpr (vector_shape<part>::rank != 0)
            read_level(out.emplace_back(), elements, level + 1, index);
        else
            out.push_back(read_element<part>(elements, index));
}

template <class Vector, class Elements>
[[nodiscard]] Vector read_vector(Elements elements) {
    constexpr std::size_t rank = vector_shape<Vector>::rank;
    Vector out;
    if (elements.shape().empty()) return elements.finish(), out;
    if (elements.shape().size() != rank) throw_wrong_rank(elements.shape().size(), rank);
    if constexpr (rank == 1)
        if (elements.read_run(out)) return out;
    std::size_t index = 0;
    read_level(out, elements, 0, index);
    elements.finish();
    return out;
}

template <class T, class Elements>
[[nodiscard]] array<T> read_array(Elements elements) {
    array<T> out;
    out.dimensions.assign(elements.shape().begin(), elements.shape().end());
    if (elements.read_run(out.elements)) return out;
    out.elements.reserve(elements.count());
    for (std::size_t i = 0; i < elements.count(); ++i) out.elements.push_back(elements.next());
    elements.finish();
    return out;
}

/// Finds the shape of nested vectors. \throws conversion_error when they are ragged or too long.
template <class Vector>
void measure(const Vector& values, std::span<array_dimension> shape, bool first) {
    const std::int32_t length = checked_length(values.size());
    if (first) shape[0].length = length;
    if (shape[0].length != length) throw_ragged(shape[0].length, length);
    if constexpr (vector_shape<Vector>::rank > 1)
        for (const auto& part : values) {
            measure(part, shape.subspan(1), first);
            first = false;
        }
}

/// Calls `visit` with a pointer to every element, null for NULL.
template <class Vector, class Visit>
void visit_elements(const Vector& values, const Visit& visit) {
    using part = typename Vector::value_type;
    for (const auto& value : values) {
        if constexpr (vector_shape<part>::rank != 0)
            visit_elements(value, visit);
        else
            visit(unless_null(value));
    }
}

/// How `T` is sent as an element of `parameter`.
template <class T>
[[nodiscard]] std::optional<format> writes_array(type_ref parameter) noexcept {
    if (is_unspecified(parameter))
        return codec<T>::array_type == oid::none ? std::nullopt : codec<T>::writes(codec<T>::type);
    const type_ref element = element_of(parameter);
    const auto written = element == oid::none ? std::nullopt : codec<T>::writes(element.base());
    // In binary the server does not take its own empty vectors back.
    return written && is_catalogue_vector(parameter) ? format::text : written;
}

template <class T>
[[nodiscard]] type_ref target_element(type_ref parameter) noexcept {
    return is_unspecified(parameter) ? type_ref(codec<T>::type) : element_of(parameter);
}

template <class T, class Values>
void write_binary_array(byte_writer& out, const Values& values, std::span<const array_dimension> shape,
                        type_ref parameter) {
    const type_ref element = target_element<T>(parameter);
    const type_ref base = element.base();
    array_dimension from_zero;
    if (is_catalogue_vector(parameter)) {
        from_zero = vector_dimension(shape, parameter);
        shape = {&from_zero, 1};
    }
    bool has_nulls = false;
    visit_elements(values, [&](const T* value) { has_nulls |= value == nullptr; });
    write_array_header(out, shape, has_nulls, element);
    visit_elements(values, [&](const T* value) {
        if (value == nullptr) return out.number(std::int32_t{-1});
        const auto mark = out.begin_length();
        codec<T>::write_binary(out, *value, base);
        out.end_value(mark);
    });
}

template <class T, class Values>
void write_text_vector(byte_writer& out, const Values& values, std::span<const array_dimension> shape, oid parameter) {
    static_cast<void>(vector_dimension(shape, parameter));
    std::string_view separator;
    visit_elements(values, [&](const T* value) {
        if (value == nullptr) throw_null_in_vector(parameter);
        out.text(separator);
        codec<T>::write_text(out, *value, element_of(parameter));
        separator = " ";
    });
}

template <class T, class Values>
void write_text_array(byte_writer& out, const Values& values, std::span<const array_dimension> shape,
                      type_ref parameter) {
    const type_ref element = target_element<T>(parameter).base();
    if (is_catalogue_vector(parameter)) return write_text_vector<T>(out, values, shape, parameter);
    array_text_writer writer(out, shape, element.delimiter());
    protocol::byte_buffer text;
    visit_elements(values, [&](const T* value) {
        if (value == nullptr) return writer.null();
        text.clear();
        byte_writer text_writer(text);
        codec<T>::write_text(text_writer, *value, element);
        writer.element(protocol::as_text(text.view()));
    });
}

/// The shape of nested vectors as it is sent: an array without elements has no dimensions.
template <class Vector>
struct measured_shape {
    std::array<array_dimension, vector_shape<Vector>::rank> dimensions{};
    bool empty = false;

    explicit measured_shape(const Vector& values) {
        measure(values, dimensions, true);
        for (const array_dimension& dimension : dimensions) empty |= dimension.length == 0;
        static_cast<void>(count_elements(view()));
    }
    [[nodiscard]] std::span<const array_dimension> view() const noexcept {
        return empty ? std::span<const array_dimension>() : std::span<const array_dimension>(dimensions);
    }
};

/// What nested vectors, and what resembles them, share as parameters.
template <class Values>
struct nested_array_parameter {
    using element = typename array_leaf<typename vector_shape<Values>::element>::type;
    static constexpr oid type = codec<element>::array_type;
    static constexpr oid array_type = oid::none; // PostgreSQL has no arrays of arrays

    static std::optional<format> writes(type_ref parameter) noexcept requires writable<element> {
        return writes_array<element>(parameter);
    }
    static void write_binary(byte_writer& out, const Values& values, type_ref parameter) requires writable<element> {
        const measured_shape<Values> shape(values);
        write_binary_array<element>(out, values, shape.view(), parameter);
    }
    static void write_text(byte_writer& out, const Values& values, type_ref parameter) requires writable<element> {
        const measured_shape<Values> shape(values);
        write_text_array<element>(out, values, shape.view(), parameter);
    }
};

} // namespace detail

/// std::vector<T> ↔ one-dimensional arrays of what T reads and writes; nested vectors ↔ arrays of two to six
/// dimensions. A NULL element needs std::optional<T>. An array without elements is an empty vector, whatever its
/// nesting; the subscripts that an array starts from are not kept (tusk::array keeps them). Ragged vectors are refused.
template <class T>
    requires(detail::vector_shape<std::vector<T>>::rank <= detail::most_dimensions)
struct codec<std::vector<T>> : detail::nested_array_parameter<std::vector<T>> {
    using element = typename detail::nested_array_parameter<std::vector<T>>::element;

    static bool reads(type_ref column) noexcept requires readable<element> {
        const type_ref of_elements = detail::element_of(column);
        return of_elements != oid::none && codec<element>::reads(of_elements.base());
    }
    static std::vector<T> read_binary(byte_view bytes, type_ref column) requires readable<element> {
        return detail::read_vector<std::vector<T>>(detail::binary_elements<element>(bytes, column));
    }
    static std::vector<T> read_text(std::string_view text, type_ref column) requires readable<element> {
        return detail::read_vector<std::vector<T>>(detail::text_elements<element>(text, column));
    }
};

/// tusk::array<T> ↔ arrays of what T reads and writes, of every shape.
template <class T>
struct codec<array<T>> {
    static constexpr oid type = codec<T>::array_type;
    static constexpr oid array_type = oid::none;

    static bool reads(type_ref column) noexcept requires readable<T> { return codec<std::vector<T>>::reads(column); }
    static array<T> read_binary(byte_view bytes, type_ref column) requires readable<T> {
        return detail::read_array<T>(detail::binary_elements<T>(bytes, column));
    }
    static array<T> read_text(std::string_view text, type_ref column) requires readable<T> {
        return detail::read_array<T>(detail::text_elements<T>(text, column));
    }

    static std::optional<format> writes(type_ref parameter) noexcept requires writable<T> {
        return detail::writes_array<T>(parameter);
    }
    static void write_binary(byte_writer& out, const array<T>& value, type_ref parameter) requires writable<T> {
        detail::write_binary_array<T>(out, value.elements, shape_of(value), parameter);
    }
    static void write_text(byte_writer& out, const array<T>& value, type_ref parameter) requires writable<T> {
        detail::write_text_array<T>(out, value.elements, shape_of(value), parameter);
    }

private:
    static std::span<const array_dimension> shape_of(const array<T>& value) {
        const std::size_t count = detail::count_elements(value.dimensions);
        if (count != value.elements.size()) detail::throw_wrong_count(count, value.elements.size());
        return value.dimensions;
    }
};

} // namespace tusk
