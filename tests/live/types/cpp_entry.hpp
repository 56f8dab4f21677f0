// How the lists of C++ types are made.
#pragma once

#include "tests/live/types/cpp_types.hpp"

#include <tusk/detail/cpp_type_name.hpp>
#include <tusk/types/composite.hpp>

#include <optional>
#include <string>
#include <tuple>

namespace tusk::test {

template <class T>
class held : public held_value {
public:
    explicit held(T value) : value_(std::move(value)) {}
    [[nodiscard]] parameter sent() const override { return value_; }

private:
    T value_;
};

template <class T>
[[nodiscard]] std::unique_ptr<held_value> read_as(const value& field) {
    return std::make_unique<held<T>>(field.as<T>());
}

template <class T>
[[nodiscard]] cpp_type entry(std::string_view type, std::string_view name = detail::cpp_type_name<T>()) {
    using pair = std::tuple<std::optional<T>, std::optional<T>, std::optional<std::string>>;
    return {type, name, read_as<T>, read_as<array<T>>, read_as<pair>};
}

} // namespace tusk::test
