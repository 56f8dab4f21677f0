/// \file
/// Enumerations of C++ and PostgreSQL's enums.
#pragma once

#include <tusk/codec.hpp>
#include <tusk/detail/cpp_type_name.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace tusk {

/// Says by which labels the values of an enumeration are known to the server:
///
///     enum class mood { sad, ok, happy };
///     template <>
///     struct tusk::enum_labels<mood> {
///         static constexpr std::array labels{
///             std::pair{mood::sad, std::string_view("sad")},
///             std::pair{mood::ok, std::string_view("ok")},
///             std::pair{mood::happy, std::string_view("happy")},
///         };
///     };
///
/// No value and no label may stand there twice; the compiler sees to it.
template <class E>
struct enum_labels;

/// An enumeration with labels: see `enum_labels`.
template <class E>
concept labelled_enum = std::is_enum_v<E> && requires {
    { enum_labels<E>::labels.begin()->first } -> std::convertible_to<E>;
    { enum_labels<E>::labels.begin()->second } -> std::convertible_to<std::string_view>;
};

namespace detail {

/// Whether a list of values and labels has labels, and none of either twice.
template <class Labels>
[[nodiscard]] constexpr bool is_one_to_one(const Labels& labels) {
    for (auto one = labels.begin(); one != labels.end(); ++one) {
        if (std::string_view(one->second).find('\0') != std::string_view::npos) return false; // no label can be sent so
        for (auto other = labels.begin(); other != one; ++other)
            if (one->first == other->first || one->second == other->second) return false;
    }
    return labels.begin() != labels.end();
}

/// \throws conversion_error naming the label and those that there are, which `known` lists with commas
[[noreturn]] TUSK_API void throw_unknown_label(std::string_view label, std::string_view target,
                                               const std::string& known);
/// \throws conversion_error for a value without a label
[[noreturn]] TUSK_API void throw_no_label(const std::string& value, std::string_view enumeration);

} // namespace detail

/// Enumerations with labels ↔ enums and the character types. A label that `enum_labels` does not list is refused, and
/// so is a value. As the server infers the type of a parameter, none is named for it; vectors of them are arrays.
template <labelled_enum E>
struct codec<E> {
    static_assert(detail::is_one_to_one(enum_labels<E>::labels),
                  "tusk::enum_labels must list at least one value, and no value and no label twice");

    static constexpr oid type = oid::none;
    static constexpr oid array_type = oid::none;

    static bool reads(type_ref column) noexcept {
        return is_character_type(column) || column.kind() == type_kind::enumeration;
    }
    static E read_binary(byte_view bytes, type_ref column) { return read_text(protocol::as_text(bytes), column); }
    static E read_text(std::string_view text, type_ref) {
        for (const auto& [value, label] : enum_labels<E>::labels)
            if (label == text) return value;
        detail::throw_unknown_label(text, detail::cpp_type_name<E>(), known_labels());
    }

    static std::optional<format> writes(type_ref parameter) noexcept {
        if (is_unspecified(parameter) || reads(parameter)) return format::binary;
        return std::nullopt;
    }
    static void write_binary(byte_writer& out, E value, type_ref) { out.text(label_of(value)); }
    static void write_text(byte_writer& out, E value, type_ref) { out.text(label_of(value)); }

private:
    static std::string_view label_of(E wanted) {
        for (const auto& [value, label] : enum_labels<E>::labels)
            if (value == wanted) return label;
        using number = std::underlying_type_t<E>;
        detail::throw_no_label(std::to_string(+static_cast<number>(wanted)), detail::cpp_type_name<E>());
    }
    static std::string known_labels() {
        std::string list;
        for (const auto& [value, label] : enum_labels<E>::labels) {
            if (!list.empty()) list += ", ";
            list += label;
        }
        return list;
    }
};

} // namespace tusk
