/// \file
/// PostgreSQL's composite types and records as tuples and as structs of the user's.
#pragma once

#include <tusk/detail/aggregate.hpp>
#include <tusk/types/record_wire.hpp>
#include <tusk/types/to_text.hpp>
#include <tusk/value.hpp>

#include <tuple>
#include <utility>

namespace tusk {

/// Says that an aggregate stands for a composite type, its members for the fields in their order:
///
///     struct address { std::string street; std::optional<int> number; };
///     template <> inline constexpr bool tusk::is_composite<address> = true;
///
/// Members are what their codecs read and write, aggregates of this kind among them; NULL needs std::optional.
template <class T>
inline constexpr bool is_composite = false;

namespace detail {

/// Reads one field of a record and says of which field a trouble is.
template <class Target>
void read_record_field(Target& target, type_ref record, std::size_t index, const binary_record::field& field) {
    using value_type = non_null_t<Target>;
    const type_ref type = field.type.base();
    if (!codec<value_type>::reads(type)) throw_unreadable_field(record, index, field.type, cpp_type_name<Target>());
    if (field.bytes)
        target = codec<value_type>::read_binary(*field.bytes, type);
    else if constexpr (is_optional<Target>)
        target = std::nullopt;
    else if constexpr (null_readable<Target>)
        target = codec<Target>::null();
    else
        throw_null_field(record, index, cpp_type_name<Target>());
}

/// The same of a record in text, which does not say of what types its fields are: their text must tell.
template <class Target>
void read_record_field(Target& target, type_ref record, std::size_t index, const record_text_field& field) {
    using value_type = non_null_t<Target>;
    const auto known = record.fields();
    // Without a type of its own the record is read by the types that the C++ ones stand for, or as words.
    constexpr oid own = codec<value_type>::type == oid::none ? oid::text : oid(codec<value_type>::type);
    const type_ref type = index < known.size() ? type_ref(*known[index].type).base() : type_ref(own);
    if (!field) {
        if constexpr (is_optional<Target>)
            target = std::nullopt;
        else if constexpr (null_readable<Target>)
            target = codec<Target>::null();
        else
            throw_null_field(record, index, cpp_type_name<Target>());
    } else if constexpr (is_view<value_type>) {
        throw_viewed_field(record, index);
    } else if constexpr (std::is_same_v<value_type, std::string>) {
        target = *field;
    } else {
        if (!codec<value_type>::reads(type)) throw_unreadable_field(record, index, type, cpp_type_name<Target>());
        target = codec<value_type>::read_text(*field, type);
    }
}

template <class... T, std::size_t... I>
void read_binary_record([[maybe_unused]] std::tuple<T&...> parts, byte_view bytes, type_ref record,
                        std::index_sequence<I...>) {
    binary_record fields(bytes, record);
    if (fields.size() != sizeof...(T)) throw_wrong_field_count(record, fields.size(), sizeof...(T));
    (read_record_field(std::get<I>(parts), record, I, fields.next()), ...);
    fields.finish();
}

template <class... T, std::size_t... I>
void read_text_record([[maybe_unused]] std::tuple<T&...> parts, std::string_view text, type_ref record,
                      std::index_sequence<I...>) {
    const std::vector<record_text_field> fields = parse_record(text, record);
    if (fields.size() != sizeof...(T)) throw_wrong_field_count(record, fields.size(), sizeof...(T));
    (read_record_field(std::get<I>(parts), record, I, fields[I]), ...);
}

/// The codec of records whose fields are `T...`; `Value` is taken apart by `Parts::tie`.
template <class Value, class Parts, class Types>
struct record_codec;
template <class Value, class Parts, class... T>
struct record_codec<Value, Parts, std::tuple<T...>> {
    static constexpr oid type = oid::record;
    static constexpr oid array_type = oid::record_array;

    /// A record of unknown fields is looked at value by value.
    static bool reads(type_ref column) noexcept requires(readable<non_null_t<T>>&&...) {
        if (column == oid::record) return true;
        return column.kind() == type_kind::composite && fits(column, [](auto part, type_ref field) {
                   return codec<non_null_t<typename decltype(part)::type>>::reads(field);
               });
    }
    static Value read_binary(byte_view bytes, type_ref column) requires(readable<non_null_t<T>>&&...) {
        Value value{};
        read_binary_record(Parts::tie(value), bytes, column, each);
        return value;
    }
    static Value read_text(std::string_view text, type_ref column) requires(readable<non_null_t<T>>&&...) {
        Value value{};
        read_text_record(Parts::tie(value), text, column, each);
        return value;
    }

    /// Where a field can only be sent as text, the whole record is. The server takes no records of unknown fields.
    static std::optional<format> writes(type_ref parameter) noexcept requires(writable<non_null_t<T>>&&...) {
        if (parameter.kind() != type_kind::composite) return std::nullopt;
        bool binary = true;
        const bool writable = fits(parameter, [&binary](auto part, type_ref field) {
            const auto how = codec<non_null_t<typename decltype(part)::type>>::writes(field);
            binary = binary && how == format::binary;
            return how.has_value();
        });
        if (!writable) return std::nullopt;
        return binary ? format::binary : format::text;
    }
    static void write_binary(byte_writer& out, const Value& value,
                             type_ref parameter) requires(writable<non_null_t<T>>&&...) {
        const auto fields = parameter.fields();
        out.number(static_cast<std::int32_t>(sizeof...(T)));
        for_each_part(value, [&](const auto* part, std::size_t index) {
            const type_ref field = *fields[index].type;
            out.number(static_cast<std::uint32_t>(field.number()));
            if (part == nullptr) return out.number(std::int32_t{-1});
            const auto mark = out.begin_length();
            codec<std::remove_cvref_t<decltype(*part)>>::write_binary(out, *part, field.base());
            out.end_value(mark);
        });
    }
    static void write_text(byte_writer& out, const Value& value,
                           type_ref parameter) requires(writable<non_null_t<T>>&&...) {
        const auto fields = parameter.fields();
        record_text_writer writer(out);
        protocol::byte_buffer text;
        for_each_part(value, [&](const auto* part, std::size_t index) {
            if (part == nullptr) return writer.null();
            text.clear();
            byte_writer text_writer(text);
            const type_ref field = type_ref(*fields[index].type).base();
            write_part_as_text(text_writer, *part, field);
            writer.field(protocol::as_text(text.view()));
        });
        writer.finish();
    }

private:
    static constexpr std::index_sequence_for<T...> each{};

    /// Whether the type has as many fields as the tuple, and `matches` answers true for each pair.
    template <class Matches>
    static bool fits(type_ref record, Matches matches) noexcept {
        const auto fields = record.fields();
        if (fields.size() != sizeof...(T)) return false;
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (matches(std::type_identity<T>(), type_ref(*fields[I].type).base()) && ...);
        }
        (each);
    }

    /// Calls `visit` with a pointer to every field, null for NULL, and its position.
    template <class Visit>
    static void for_each_part(const Value& value, Visit visit) {
        // Nothing is written through the reference: a tie of a const value would need a second set of ties.
        const auto parts = Parts::tie(const_cast<Value&>(value));
        [&]<std::size_t... I>(std::index_sequence<I...>) { (visit(unless_null(std::get<I>(parts)), I), ...); }
        (each);
    }
};

template <class... T>
struct tuple_parts {
    static auto tie(std::tuple<T...>& value) noexcept {
        return std::apply([](T&... part) { return std::tuple<T&...>(part...); }, value);
    }
};

} // namespace detail

/// std::tuple ↔ composite types with as many fields, each of which its part reads or writes. They travel as text where
/// one of their fields does. Also reads records without a type of their own, `ROW(1, 'a')`, which always come as text
/// and do not say of what types their fields are: each is read as what its part stands for, a float4 into double as the
/// double of the same digits. Cast the record to a composite type where that is not enough.
template <class... T>
struct codec<std::tuple<T...>> : detail::record_codec<std::tuple<T...>, detail::tuple_parts<T...>, std::tuple<T...>> {};

/// Aggregates for which `tusk::is_composite` says so, as tuples of their members.
template <class T>
    requires is_composite<T>
struct codec<T> : detail::record_codec<T, detail::aggregate_parts<T>, typename detail::aggregate_parts<T>::types> {
};

} // namespace tusk
