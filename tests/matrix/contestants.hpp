/// \file
/// tusk and libpq, each connecting by a string and asking the server a question.
#pragma once

#include "tests/matrix/outcome.hpp"

#include <string>

namespace tusk::test {

/// A result is the answer to `question`, a statement with one field of type text. Connections are not counted.
[[nodiscard]] connect_outcome connect_by_libpq(const std::string& conninfo, const std::string& question);
[[nodiscard]] connect_outcome connect_by_tusk(const std::string& conninfo, const std::string& question);

} // namespace tusk::test
