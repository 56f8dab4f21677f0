// Putting an Arrow array together so that whoever gets it can release it.
#pragma once

#include "client/arrow_memory.hpp"

#include <tusk/arrow.hpp>

#include <string>
#include <vector>

namespace tusk::arrow {

/// What an array consists of, in Arrow's terms.
struct array_parts {
    std::string format;
    std::int64_t flags = 0;
    std::size_t length = 0;
    bitmap validity;             ///< as many bits as values, or none at all where nothing can be null
    std::vector<buffer> buffers; ///< those behind the validity bitmap
    std::vector<arrow_table> children;
};

/// The schema and the array, which own all parts.
[[nodiscard]] arrow_table assemble(array_parts parts, std::string name);

} // namespace tusk::arrow
