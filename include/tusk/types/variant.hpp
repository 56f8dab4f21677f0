/// \file
/// std::variant: columns and parameters of one type or another.
#pragma once

#include <tusk/codec.hpp>
#include <tusk/detail/cpp_type_name.hpp>
#include <tusk/types/to_text.hpp>

#include <algorithm>
#include <type_traits>
#include <variant>

namespace tusk {

namespace detail {

template <class T>
inline constexpr bool is_monostate = std::is_same_v<T, std::monostate>;
template <class... T>
inline constexpr bool is_view<std::variant<T...>> = (is_view<T> || ...);

[[noreturn]] TUSK_API void throw_no_alternative(type_ref column);
[[noreturn]] TUSK_API void throw_alternative_refused(type_ref parameter, std::string_view alternative);

/// Which of the alternatives `T...` reads a column; their number when none does.
template <class... T>
[[nodiscard]] std::size_t choose_alternative(type_ref column) noexcept {
    constexpr std::size_t none = sizeof...(T);
    std::size_t exact = none;
    std::size_t any = none;
    std::size_t position = 0;
    const auto consider = [&]<class Alternative>(std::type_identity<Alternative>) {
        if constexpr (!is_monostate<Alternative>) {
            if (codec<Alternative>::reads(column)) {
                any = std::min(any, position);
                if constexpr (requires { codec<Alternative>::type; })
                    if (codec<Alternative>::type == column.number()) exact = std::min(exact, position);
            }
        }
        ++position;
    };
    (consider(std::type_identity<T>()), ...);
    return exact != none ? exact : any;
}

} // namespace detail

/// std::variant<T...> ↔ what its alternatives read and write. A column is read as the first alternative whose codec is
/// for that very type, or else the first that can read it. A parameter is sent as the alternative that it holds. With
/// std::monostate among them, NULL is read as that and that is sent as NULL, so that no std::optional is needed:
///
///     auto [id, found] = row.get<int, std::variant<std::monostate, std::int64_t, std::string>>();
///
/// The elements of an array travel in one format: when one alternative goes as text, so do all.
template <class... T>
struct codec<std::variant<T...>> {
    using value_type = std::variant<T...>;
    static constexpr oid type = oid::none;
    static constexpr oid array_type = oid::none;

    static constexpr bool has_null = (detail::is_monostate<T> || ...);
    static constexpr bool is_readable = ((detail::is_monostate<T> || readable<T>)&&...);
    static constexpr bool is_writable = ((detail::is_monostate<T> || writable<T>)&&...);

    static value_type null() noexcept requires has_null { return std::monostate(); }
    static bool is_null(const value_type& value) noexcept requires has_null {
        return std::holds_alternative<std::monostate>(value);
    }

    static bool reads(type_ref column) noexcept requires is_readable {
        return detail::choose_alternative<T...>(column) != sizeof...(T);
    }
    static value_type read_binary(byte_view bytes, type_ref column) requires is_readable {
        return read<0>(detail::choose_alternative<T...>(column), column,
                       [&]<class Alternative>() { return codec<Alternative>::read_binary(bytes, column); });
    }
    static value_type read_text(std::string_view text, type_ref column) requires is_readable {
        return read<0>(detail::choose_alternative<T...>(column), column,
                       [&]<class Alternative>() { return codec<Alternative>::read_text(text, column); });
    }

    /// Where some alternatives cannot be sent at all, others may; only the value can tell.
    static std::optional<format> writes(type_ref parameter) noexcept requires is_writable {
        std::optional<format> how;
        const auto consider = [&]<class Alternative>(std::type_identity<Alternative>) {
            if constexpr (!detail::is_monostate<Alternative>)
                if (const auto its_own = codec<Alternative>::writes(parameter); its_own && how != format::text)
                    how = its_own;
        };
        (consider(std::type_identity<T>()), ...);
        return how;
    }
    static void write_binary(byte_writer& out, const value_type& value, type_ref parameter) requires is_writable {
        write(value, parameter, [&]<class Alternative>(const Alternative& held) {
            codec<Alternative>::write_binary(out, held, parameter);
        });
    }
    static void write_text(byte_writer& out, const value_type& value, type_ref parameter) requires is_writable {
        write(value, parameter,
              [&]<class Alternative>(const Alternative& held) { detail::write_part_as_text(out, held, parameter); });
    }

private:
    template <std::size_t I, class Read>
    static value_type read(std::size_t chosen, type_ref column, const Read& read_as) {
        if constexpr (I == sizeof...(T)) {
            detail::throw_no_alternative(column);
        } else {
            using alternative = std::variant_alternative_t<I, value_type>;
            if constexpr (!detail::is_monostate<alternative>)
                if (chosen == I) return value_type(std::in_place_index<I>, read_as.template operator()<alternative>());
            return read<I + 1>(chosen, column, read_as);
        }
    }
    /// NULL does not come here: it is not written by any codec.
    template <class Write>
    static void write(const value_type& value, type_ref parameter, const Write& write_held) {
        std::visit(
            [&]<class Alternative>(const Alternative& held) {
                if constexpr (!detail::is_monostate<Alternative>)
                    if (codec<Alternative>::writes(parameter)) return write_held(held);
                detail::throw_alternative_refused(parameter, detail::cpp_type_name<Alternative>());
            },
            value);
    }
};

} // namespace tusk
