/// \file
/// One value for `$n` of a statement, whatever its C++ type.
#pragma once

#include <tusk/codec.hpp>
#include <tusk/detail/cpp_type_name.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

namespace tusk {

namespace detail {

template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;
template <class T>
concept writable_variant = is_variant<T> && writable<T>;

/// The part of a codec that writes, with the C++ type erased.
struct erased_writer {
    oid type;
    std::optional<format> (*writes)(type_ref parameter) noexcept;
    void (*write)(byte_writer& out, const void* value, type_ref parameter, format how);
    std::string_view cpp_type;
};

template <class T>
inline constexpr erased_writer erased_writer_for{
    codec<T>::type, [](type_ref parameter) noexcept { return codec<T>::writes(parameter); },
    [](byte_writer& out, const void* value, type_ref parameter, format how) {
        const T& typed = *static_cast<const T*>(value);
        if (how == format::binary)
            codec<T>::write_binary(out, typed, parameter);
        else
            codec<T>::write_text(out, typed, parameter);
    },
    cpp_type_name<T>()};

} // namespace detail

/// SQL's NULL as a parameter; `nullptr` and an empty std::optional are the same.
struct null_t {};
inline constexpr null_t null{};

/// The name of a type as a template's argument.
template <std::size_t Size>
struct type_literal {
    // NOLINTNEXTLINE(google-explicit-constructor): `as<"jsonb">`
    constexpr type_literal(const char (&name)[Size]) noexcept {
        for (std::size_t i = 0; i < Size; ++i) text[i] = name[i];
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, Size - 1}; }

    char text[Size]{};
};

/// A value and the type that its parameter shall have; made by `tusk::as`. Good as long as the value.
template <class T>
struct pinned {
    const T& value;
    std::string_view type;
};

/// Pins a parameter's type where the server cannot infer it, or would infer another:
///
///     cur.execute("SELECT jsonb_build_object('height', $1)", tusk::as<"int8">(4'478));
///
/// The name is what a cast would say, without modifiers: "jsonb", "timestamp with time zone", "mood", "schema.type[]".
/// Names that are not built in are looked up once per connection, by its search path at that time; one that the server
/// cannot even parse fails as a cast to it would, and an open transaction with it.
template <type_literal Type, class T>
[[nodiscard]] constexpr pinned<T> as(const T& value) noexcept {
    return {value, Type.view()};
}

/// A parameter of a statement: a view of the caller's value, good as long as that is. Every type with a writing
/// `tusk::codec` converts to it by itself, so that one rarely names this class.
class parameter {
public:
    // NOLINTBEGIN(google-explicit-constructor)
    parameter(null_t) noexcept {}
    parameter(std::nullptr_t) noexcept {}
    parameter(std::nullopt_t) noexcept {}
    parameter(std::monostate) noexcept {}
    template <writable T>
    parameter(const T& value) noexcept : value_(std::addressof(value)), writer_(&detail::erased_writer_for<T>) {}
    template <writable T>
    parameter(const std::optional<T>& value) noexcept
        : value_(value ? std::addressof(*value) : nullptr), writer_(value ? &detail::erased_writer_for<T> : nullptr) {}
    /// What a variant holds; std::monostate is NULL.
    /// \throws std::bad_variant_access for one that lost its value to an exception
    template <detail::writable_variant T>
    parameter(const T& value) : parameter(std::visit([](const auto& held) { return parameter(held); }, value)) {}
    template <detail::writable_variant T>
    parameter(const std::optional<T>& value) : parameter(value ? parameter(*value) : parameter(null)) {}
    template <std::convertible_to<parameter> T>
    parameter(const pinned<T>& value) : parameter(value.value) {
        pinned_type_ = value.type;
    }
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] bool is_null() const noexcept { return writer_ == nullptr; }
    /// The type that `tusk::as` pinned; empty: the server infers it.
    [[nodiscard]] std::string_view pinned_type() const noexcept { return pinned_type_; }
    /// The type that the C++ type corresponds to by itself; oid::none: none. Not for NULL.
    [[nodiscard]] oid own_type() const noexcept { return writer_->type; }
    /// The format in which this can be sent as a parameter of that type; none: it cannot. Not for NULL.
    [[nodiscard]] std::optional<format> writes(type_ref type) const noexcept { return writer_->writes(type); }
    /// Appends the value. Not for NULL.
    /// \throws conversion_error when the type cannot hold the value
    void write(byte_writer& out, type_ref type, format how) const { writer_->write(out, value_, type, how); }
    /// The C++ type's name, for messages. Not for NULL.
    [[nodiscard]] std::string_view cpp_type() const noexcept { return writer_->cpp_type; }

private:
    const void* value_ = nullptr;
    const detail::erased_writer* writer_ = nullptr;
    std::string_view pinned_type_;
};

} // namespace tusk
