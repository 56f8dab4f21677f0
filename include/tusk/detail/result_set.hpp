/// \file
/// What one statement gave back, kept.
#pragma once

#include <tusk/column.hpp>
#include <tusk/detail/row_store.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace tusk::detail {

/// The outcome of one statement.
struct result_set {
    std::shared_ptr<const row_shape> shape; ///< null: a statement that returns no rows
    row_store rows;
    std::string command_tag;              ///< "SELECT 42"; empty for an empty query
    std::optional<std::int64_t> affected; ///< the number in the command tag, where it has one
};

} // namespace tusk::detail
