// Which C++ type holds all values of each type.
#pragma once

#include <tusk/tusk.hpp>

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace tusk::test {

/// The labels of the enum mood.
enum class mood { sad, so_so, happy, its, a_b, null, braces, backslash };

/// A value of some C++ type, ready to be sent.
class held_value {
public:
    held_value() = default;
    held_value(const held_value&) = delete;
    held_value& operator=(const held_value&) = delete;
    virtual ~held_value() = default;
    /// Looks at the value.
    [[nodiscard]] virtual parameter sent() const = 0;
};
using read_function = std::unique_ptr<held_value> (*)(const value& field);

/// How values of a type are read as a C++ type, by themselves and in other values.
struct cpp_type {
    std::string_view type; ///< as SQL names it
    std::string_view name; ///< the C++ type
    read_function read;
    read_function read_array; ///< an array of any shape
    read_function read_pair;  ///< a composite type of two and a text
};

[[nodiscard]] std::span<const cpp_type> cpp_scalars();
[[nodiscard]] std::span<const cpp_type> cpp_documents();
[[nodiscard]] std::span<const cpp_type> cpp_containers();

/// The C++ types of a type; there may be several.
[[nodiscard]] std::vector<cpp_type> cpp_types_of(std::string_view type);

} // namespace tusk::test

template <>
struct tusk::enum_labels<tusk::test::mood> {
    using mood = tusk::test::mood;
    static constexpr std::array labels{
        std::pair{mood::sad, std::string_view("sad")},         std::pair{mood::so_so, std::string_view("so so")},
        std::pair{mood::happy, std::string_view("\"happy\"")}, std::pair{mood::its, std::string_view("it's")},
        std::pair{mood::a_b, std::string_view("ä, b")},        std::pair{mood::null, std::string_view("NULL")},
        std::pair{mood::braces, std::string_view("{}")},       std::pair{mood::backslash, std::string_view("\\")},
    };
};
