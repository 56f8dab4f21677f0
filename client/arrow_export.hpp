// Rows of a kept result as an Arrow struct array.
#pragma once

#include <tusk/arrow.hpp>
#include <tusk/detail/result_set.hpp>

namespace tusk::arrow {

/// The `count` rows from position `first` on, which must exist.
/// \throws conversion_error naming column and row; protocol_error for a row that contradicts its own lengths
[[nodiscard]] arrow_table export_rows(const detail::result_set& result, std::size_t first, std::size_t count);

} // namespace tusk::arrow
