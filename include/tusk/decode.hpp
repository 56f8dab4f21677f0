/// \file
/// Whole rows as tuples or structs of the user's: the column types are checked once per result, then each row is
/// decoded in one walk over its fields, without an allocation or an indirect call.
#pragma once

#include <tusk/detail/aggregate.hpp>
#include <tusk/row.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tusk::detail {

[[noreturn]] TUSK_API void throw_column_count(std::size_t wanted, std::size_t received);
[[noreturn]] TUSK_API void throw_broken_row(const row_shape& shape, byte_view body);

/// The parts of a row of type `Row`: those of a tuple, or the members of an aggregate.
template <class Row>
struct row_parts : aggregate_parts<Row> {};
template <class... T>
struct row_parts<std::tuple<T...>> {
    using types = std::tuple<T...>;
    static auto tie(std::tuple<T...>& row) noexcept {
        return std::apply([](T&... part) { return std::tuple<T&...>(part...); }, row);
    }
};

/// What stands in a row's place for a field and takes NULL itself: an element of a column.
template <class Target>
concept takes_null = requires(Target& target) {
    target.set_null();
};

/// How a result's rows become `Row`s: made once per result, used for each row.
template <class Row>
class decode_plan {
    using types = typename row_parts<Row>::types;
    static constexpr std::size_t count = std::tuple_size_v<types>;
    template <std::size_t I>
    using part = std::tuple_element_t<I, types>;

public:
    /// \throws interface_error when the number of columns differs from the number of parts, data_error naming the
    ///         column that cannot be read as the C++ type in its place.
    explicit decode_plan(const row_shape& shape) : shape_(&shape) {
        if (shape.size() != count) throw_column_count(count, shape.size());
        check(std::make_index_sequence<count>());
    }

    /// Decodes a DataRow's body into `target`, checking the field count and every length on the way.
    /// \throws data_error naming the column, protocol_error when the lengths contradict the body's size.
    void decode(byte_view body, Row& target) const {
        if (all_exact_) [[likely]] {
            std::array<byte_view, count> fields;
            if (locate(body, fields, each)) [[likely]] {
                auto parts = row_parts<Row>::tie(target);
                return load(fields, parts, each);
            }
        }
        decode_slowly(body, target);
    }
    /// The same for a tuple of targets that the parts' values can be assigned to, each of which may take NULL itself.
    template <class Parts>
    void decode_parts(byte_view body, Parts& parts) const {
        if (all_exact_) [[likely]] {
            std::array<byte_view, count> fields;
            if (locate(body, fields, each)) [[likely]]
                return load(fields, parts, each);
        }
        walk_parts(body, parts);
    }

private:
    static constexpr std::make_index_sequence<count> each{};

    /// A cursor over the fields of one row.
    struct field_walk {
        const std::byte* next;
        const std::byte* end;

        [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end - next); }
    };

    template <std::size_t... I>
    void check(std::index_sequence<I...>) {
        (check_part<part<I>>(shape_->columns()[I]), ...);
        all_exact_ = (is_exact<part<I>>(shape_->columns()[I]) && ...);
    }
    template <class T>
    static void check_part(const column& source) {
        static_assert(readable<non_null_t<T>>,
                      "no tusk::codec reads this C++ type: include its header, or specialise one");
        if (!can_read<T>(source)) throw_unreadable(source, cpp_type_name<T>());
    }
    /// Whether the column's binary form is the very one that the codec loads without looking at the type.
    template <class T>
    static bool is_exact(const column& source) noexcept {
        using target = non_null_t<T>;
        if (source.wire_format != format::binary) return false;
        if constexpr (fixed_size_readable<target>)
            return source.type_code == loaded_type<target>;
        else if constexpr (plainly_readable<target>)
            return codec<target>::is_plain(source.type());
        else
            return true;
    }

    /// How many bytes a field of an exact type occupies with its length; of types without a fixed size, the length.
    template <class T>
    static constexpr std::size_t least_size() noexcept {
        if constexpr (fixed_size_readable<non_null_t<T>>)
            return sizeof(std::int32_t) + codec<non_null_t<T>>::fixed_size;
        else
            return sizeof(std::int32_t);
    }

    /// Finds the fields of an exact row as nearly every row is: none is NULL, those of fixed size have that size. What
    /// the others hold is what the body has beyond the least that such a row needs, so that the fixed ones need no
    /// branch each. False: `walk` must look at the row, and may find it broken.
    template <std::size_t... I>
    static bool locate(byte_view body, std::array<byte_view, count>& fields, std::index_sequence<I...>) noexcept {
        constexpr std::size_t least = (sizeof(std::uint16_t) + ... + least_size<part<I>>());
        if (body.size() < least || protocol::differences_from(body.data(), std::uint16_t{count}) != 0) return false;
        [[maybe_unused]] const std::byte* next = body.data() + sizeof(std::uint16_t); // unused for no columns
        std::size_t spare = body.size() - least;
        std::uint32_t differences = 0;
        const bool fits = (locate_field<part<I>>(next, spare, differences, fields[I]) && ...);
        return fits && spare == 0 && differences == 0;
    }
    template <class T>
    static bool locate_field(const std::byte*& next, std::size_t& spare, std::uint32_t& differences,
                             byte_view& field) noexcept {
        const std::byte* const data = next + sizeof(std::uint32_t);
        if constexpr (fixed_size_readable<non_null_t<T>>) {
            differences |= protocol::differences_from(next, std::uint32_t{codec<non_null_t<T>>::fixed_size});
            field = {data, codec<non_null_t<T>>::fixed_size};
        } else {
            const auto length = protocol::load_big_endian<std::uint32_t>(next);
            if (length > spare) return false; // NULL, too: its −1 is the largest length there is
            spare -= length;
            field = {data, length};
        }
        next = data + field.size();
        return true;
    }

    template <class Parts, std::size_t... I>
    void load(const std::array<byte_view, count>& fields, Parts& parts, std::index_sequence<I...>) const {
        (load_field<I>(fields[I], std::get<I>(parts)), ...);
    }
    template <std::size_t I, class Target>
    void load_field(byte_view field, Target& target) const {
        using value_type = non_null_t<part<I>>;
        if constexpr (fixed_size_readable<value_type>)
            target = codec<value_type>::load(field.data());
        else if constexpr (plainly_readable<value_type>)
            load_plainly<value_type>(field, target);
        else
            target = read_named<value_type, true>(field, shape_->columns()[I]);
    }
    /// Into the memory that the target has from the row before, where it is one that has.
    template <class T, class Target>
    static void load_plainly(byte_view field, Target& target) {
        if constexpr (std::is_same_v<Target, T>) {
            codec<T>::load(field, target);
        } else if constexpr (std::is_same_v<Target, std::optional<T>>) {
            if (!target) target.emplace();
            codec<T>::load(field, *target);
        } else {
            T value;
            codec<T>::load(field, value);
            target = std::move(value);
        }
    }

    // Out of line: rows with NULLs, and those whose columns are converted, must not burden the others.
    [[gnu::noinline]] void decode_slowly(byte_view body, Row& target) const {
        auto parts = row_parts<Row>::tie(target);
        walk_parts(body, parts);
    }
    template <class Parts>
    void walk_parts(byte_view body, Parts& parts) const {
        if (all_exact_)
            walk<true>(body, parts, each);
        else
            walk<false>(body, parts, each);
    }
    template <bool Exact, class Parts, std::size_t... I>
    void walk(byte_view body, Parts& parts, std::index_sequence<I...>) const {
        if (body.size() < 2 || protocol::load_big_endian<std::uint16_t>(body.data()) != count) [[unlikely]]
            throw_broken_row(*shape_, body);
        field_walk fields{body.data() + 2, body.data() + body.size()};
        (take<Exact, I>(fields, body, std::get<I>(parts)), ...);
        if (fields.next != fields.end) [[unlikely]]
            throw_broken_row(*shape_, body);
    }

    template <bool Exact, std::size_t I, class Target>
    void take(field_walk& fields, byte_view body, Target& target) const {
        using value_type = non_null_t<part<I>>;
        if (fields.left() < 4) [[unlikely]]
            throw_broken_row(*shape_, body);
        const auto length = protocol::load_big_endian<std::int32_t>(fields.next);
        fields.next += 4;
        if (length < 0) [[unlikely]] {
            if (length != -1) throw_broken_row(*shape_, body);
            if constexpr (is_optional<part<I>>)
                target = std::nullopt;
            else if constexpr (takes_null<Target>)
                target.set_null();
            else if constexpr (null_readable<part<I>>)
                target = codec<part<I>>::null();
            else
                throw_null(shape_->columns()[I], cpp_type_name<part<I>>());
            return;
        }
        const auto size = static_cast<std::size_t>(length);
        if (fields.left() < size) [[unlikely]]
            throw_broken_row(*shape_, body);
        const std::byte* data = fields.next;
        fields.next += size;
        if constexpr (Exact && fixed_size_readable<value_type>) {
            if (size == codec<value_type>::fixed_size) {
                target = codec<value_type>::load(data);
                return;
            }
        }
        if constexpr (Exact && plainly_readable<value_type>) return load_plainly<value_type>({data, size}, target);
        target = read_named<value_type, Exact>({data, size}, shape_->columns()[I]);
    }

    template <class T, bool Binary>
    static T read_named(byte_view bytes, const column& source) {
        return naming_column(source, [&]() -> T {
            if constexpr (Binary)
                return codec<T>::read_binary(bytes, source.type());
            else
                return read_field<T>(bytes, source);
        });
    }

    const row_shape* shape_;
    bool all_exact_ = false;
};

} // namespace tusk::detail
