// Values read as C++ values, and sent back from there.
#pragma once

#include "tests/live/types/cpp_types.hpp"
#include "tests/live/types/laboratory.hpp"
#include "tests/live/types/report.hpp"

#include <optional>
#include <string>

namespace tusk::test {

/// What a parameter is made of, once it is encoded for a type; none where its C++ type is not sent in that format.
[[nodiscard]] std::optional<std::string> encoded(const parameter& sent, type_ref type, format how);

/// Reads the values by themselves, in arrays and in composite values, in both formats; what is made of them are the
/// server's own bytes, and the server takes them back for the same values.
void examine_as(const cpp_type& cpp, connection& session, const subject& examined, findings& line);

} // namespace tusk::test
