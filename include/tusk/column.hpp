/// \file
/// What a result says of its columns.
#pragma once

#include <tusk/codec.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tusk {

/// One column of a result: the seven items of PEP 249's description, and what PostgreSQL tells beyond them.
struct column {
    std::string name;
    oid type_code = oid::none;
    std::optional<std::int32_t> display_size;  ///< characters of a varchar(n) or char(n), bits of a bit(n)
    std::optional<std::int32_t> internal_size; ///< bytes, for types of a fixed size
    std::optional<std::int32_t> precision;     ///< digits in all of a numeric(p, s)
    std::optional<std::int32_t> scale;         ///< digits behind the point of a numeric(p, s)
    std::optional<bool> null_ok;               ///< always unknown: PostgreSQL does not tell

    std::uint32_t table = 0;           ///< pg_class.oid of the table that the column comes from; 0: an expression
    std::int16_t table_column = 0;     ///< its number there; 0: an expression
    std::int32_t type_modifier = -1;   ///< pg_attribute.atttypmod; −1: none
    format wire_format = format::text; ///< in which format its values travel

    /// "column \"height\" (int8)": for messages.
    [[nodiscard]] TUSK_API std::string describe() const;
};

/// The columns of a result and the way from a name to a position; shared by a result and all its rows.
class TUSK_API row_shape {
public:
    explicit row_shape(std::vector<column> columns);
    // A copy's index would look into the original's columns.
    row_shape(const row_shape&) = delete;
    row_shape& operator=(const row_shape&) = delete;

    [[nodiscard]] const std::vector<column>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t size() const noexcept { return columns_.size(); }
    /// \throws interface_error when there is no such column.
    [[nodiscard]] const column& at(std::size_t position) const {
        if (position >= columns_.size()) throw_no_column(position);
        return columns_[position];
    }
    /// The position of the first column with this name.
    /// \throws interface_error naming the columns there are, when none has it.
    [[nodiscard]] std::size_t position_of(std::string_view name) const;

private:
    [[noreturn]] void throw_no_column(std::size_t position) const;

    std::vector<column> columns_;
    std::unordered_map<std::string_view, std::size_t> positions_; // views into columns_, which never changes
};

} // namespace tusk
