/// \file
/// What PEP 249 asks a module to say of itself ("Globals"), for programs that adapt to whichever driver they get.
#pragma once

#include <string_view>

namespace tusk {

/// The version of the interface.
inline constexpr std::string_view apilevel = "2.0";

/// 2: threads may share the library and connections — a connection runs their statements one after the other —, but
/// not cursors.
inline constexpr int threadsafety = 2;

/// How parameters are written in statements: `$1`, `$2` …, PostgreSQL's own style.
inline constexpr std::string_view paramstyle = "numeric_dollar";

} // namespace tusk
