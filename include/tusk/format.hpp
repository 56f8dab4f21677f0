/// \file
/// The protocol's two representations of a value.
#pragma once

#include <cstdint>

namespace tusk {

/// In which of the protocol's two formats a value travels ("Formats and Format Codes").
enum class format : std::int16_t { text = 0, binary = 1 };

} // namespace tusk
