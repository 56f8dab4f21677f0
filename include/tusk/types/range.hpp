/// \file
/// PostgreSQL's range and multirange types, the built-in ones and those that users make.
#pragma once

#include <tusk/types/range_value.hpp>
#include <tusk/types/range_wire.hpp>

namespace tusk {

namespace detail {

/// What can be read as a range's bound. Views cannot: a bound in text often has to be copied to be read.
template <class T>
concept readable_bound = readable<T> && !is_view<T>;
/// What can be sent as a range's bound. Nothing that may be NULL can: in a range that would mean no bound at all.
template <class T>
concept writable_bound = writable<T> && !null_writable<T>;

/// How the bounds of a `range<T>` are read and written.
template <class T>
struct range_bounds {
    static constexpr oid range_type = built_in_range(codec<T>::type);

    /// The type of a range's bounds as their codec sees it. Its own needs no look into the catalogue.
    [[nodiscard]] static type_ref of(type_ref range) noexcept {
        const bool is_own = is_unspecified(range) || (range == range_type && range_type != oid::none);
        return is_own ? type_ref(codec<T>::type) : range.bound().base();
    }
    [[nodiscard]] static range<T> read_binary(byte_view bytes, type_ref type) {
        const type_ref bound = of(type);
        return convert_range<T>(split_range(bytes, type),
                                [bound](byte_view each) { return codec<T>::read_binary(each, bound); });
    }
    [[nodiscard]] static range<T> read_text(const range<std::string>& parts, type_ref type) {
        const type_ref bound = of(type);
        return convert_range<T>(parts, [bound](const std::string& each) { return codec<T>::read_text(each, bound); });
    }
    static void write_binary(byte_writer& out, const range<T>& value, type_ref type) {
        const type_ref bound = of(type);
        write_binary_range(out, value,
                           [bound](byte_writer& each, const T& part) { codec<T>::write_binary(each, part, bound); });
    }
    static void write_text(byte_writer& out, const range<T>& value, type_ref type) {
        const type_ref bound = of(type);
        write_text_range(out, value,
                         [bound](byte_writer& each, const T& part) { codec<T>::write_text(each, part, bound); });
    }
};

} // namespace detail

/// tusk::range<T> ↔ the range types whose bounds T reads and writes: int4range for int, numrange for tusk::numeric,
/// tstzrange for tusk::timestamptz, and those over other types that users make. Where the statement does not say which,
/// it is the built-in range type of T's own type, if there is one.
template <class T>
struct codec<range<T>> {
    static constexpr oid type = detail::built_in_range(codec<T>::type);
    static constexpr oid array_type = detail::built_in_range_array(codec<T>::type);

    static bool reads(type_ref column) noexcept requires detail::readable_bound<T> {
        const type_ref bound = column.bound();
        return bound != oid::none && codec<T>::reads(bound.base());
    }
    static range<T> read_binary(byte_view bytes, type_ref column) requires detail::readable_bound<T> {
        return detail::range_bounds<T>::read_binary(bytes, column);
    }
    static range<T> read_text(std::string_view text, type_ref column) requires detail::readable_bound<T> {
        return detail::range_bounds<T>::read_text(detail::parse_range(text, column), column);
    }

    static std::optional<format> writes(type_ref parameter) noexcept requires detail::writable_bound<T> {
        const type_ref target = is_unspecified(parameter) ? type_ref(type) : parameter;
        const type_ref bound = target.bound();
        return bound == oid::none ? std::nullopt : codec<T>::writes(bound.base());
    }
    static void write_binary(byte_writer& out, const range<T>& value,
                             type_ref parameter) requires detail::writable_bound<T> {
        detail::range_bounds<T>::write_binary(out, value, parameter);
    }
    static void write_text(byte_writer& out, const range<T>& value,
                           type_ref parameter) requires detail::writable_bound<T> {
        detail::range_bounds<T>::write_text(out, value, parameter);
    }
};

/// tusk::multirange<T> ↔ the multirange types of the ranges that tusk::range<T> reads and writes.
template <class T>
struct codec<multirange<T>> {
    static constexpr oid type = detail::built_in_multirange(codec<T>::type);
    static constexpr oid array_type = detail::built_in_multirange_array(codec<T>::type);

    static bool reads(type_ref column) noexcept requires detail::readable_bound<T> {
        return codec<range<T>>::reads(column.range());
    }
    static multirange<T> read_binary(byte_view bytes, type_ref column) requires detail::readable_bound<T> {
        detail::binary_multirange ranges(bytes, column);
        const type_ref one = range_of(column);
        multirange<T> value;
        value.ranges.reserve(ranges.size());
        for (std::size_t i = 0; i < ranges.size(); ++i)
            value.ranges.push_back(detail::range_bounds<T>::read_binary(ranges.next(), one));
        ranges.finish();
        return value;
    }
    static multirange<T> read_text(std::string_view text, type_ref column) requires detail::readable_bound<T> {
        const type_ref one = range_of(column);
        multirange<T> value;
        for (const range<std::string>& each : detail::parse_multirange(text, column))
            value.ranges.push_back(detail::range_bounds<T>::read_text(each, one));
        return value;
    }

    static std::optional<format> writes(type_ref parameter) noexcept requires detail::writable_bound<T> {
        const type_ref one = range_of(parameter);
        return one == oid::none ? std::nullopt : codec<range<T>>::writes(one);
    }
    static void write_binary(byte_writer& out, const multirange<T>& value,
                             type_ref parameter) requires detail::writable_bound<T> {
        const type_ref one = range_of(parameter);
        detail::write_range_count(out, value.ranges.size());
        for (const range<T>& each : value.ranges) {
            const auto mark = out.begin_length();
            detail::range_bounds<T>::write_binary(out, each, one);
            out.end_value(mark);
        }
    }
    static void write_text(byte_writer& out, const multirange<T>& value,
                           type_ref parameter) requires detail::writable_bound<T> {
        const type_ref one = range_of(parameter);
        for (std::size_t i = 0; i < value.ranges.size(); ++i) {
            out.text(i == 0 ? "{" : ",");
            detail::range_bounds<T>::write_text(out, value.ranges[i], one);
        }
        out.text(value.ranges.empty() ? "{}" : "}");
    }

private:
    static type_ref range_of(type_ref multirange) noexcept {
        const bool is_own = is_unspecified(multirange) || (multirange == type && type != oid::none);
        return is_own ? type_ref(detail::range_bounds<T>::range_type) : multirange.range();
    }
};

} // namespace tusk
