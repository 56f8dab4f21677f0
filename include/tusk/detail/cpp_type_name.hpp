/// \file
/// How a C++ type is called in messages.
#pragma once

#include <string_view>

namespace tusk::detail {

/// The C++ type's own name, for messages.
template <class T>
[[nodiscard]] constexpr std::string_view cpp_type_name() noexcept {
    const std::string_view name = __PRETTY_FUNCTION__;
    const auto begin = name.find("T = ") + 4;
    return name.substr(begin, name.find_first_of(";]", begin) - begin);
}

} // namespace tusk::detail
