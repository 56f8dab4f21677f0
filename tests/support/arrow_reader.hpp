// A reader of the Arrow C data interface that trusts nothing: it checks what the documentation demands of a producer,
// and turns values into PostgreSQL's text.
#pragma once

#include <tusk/arrow.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tusk::test {

/// Checks a schema and its array, children included, against every rule of "The Arrow C data interface" and of the
/// columnar format, and against what tusk promises beyond: alignment, exact null counts, offsets of 0.
/// Throws std::logic_error that names the rule.
void check_arrow(const ArrowSchema& schema, const ArrowArray& array);
inline void check_arrow(const arrow_table& table) { check_arrow(table.schema(), table.array()); }

/// The values of an array that check_arrow accepts, as PostgreSQL prints them; none for null.
[[nodiscard]] std::vector<std::optional<std::string>> arrow_texts(const ArrowSchema& schema, const ArrowArray& array);
/// The same of a table's column.
[[nodiscard]] inline std::vector<std::optional<std::string>> arrow_texts(const arrow_table& table, std::size_t column) {
    return arrow_texts(*table.schema().children[column], *table.array().children[column]);
}

/// The number at a position of a buffer.
template <class Number>
[[nodiscard]] Number arrow_number(const ArrowArray& array, std::size_t buffer, std::int64_t position) noexcept {
    return static_cast<const Number*>(array.buffers[buffer])[position];
}
/// Whether the bit at a position of a bitmap is 1.
[[nodiscard]] inline bool arrow_bit(const ArrowArray& array, std::size_t buffer, std::int64_t position) noexcept {
    return (arrow_number<unsigned char>(array, buffer, position / 8) >> position % 8 & 1) != 0;
}
[[nodiscard]] inline bool arrow_is_null(const ArrowArray& array, std::int64_t position) noexcept {
    return array.buffers[0] != nullptr && !arrow_bit(array, 0, position);
}

/// Precision and scale of a format "d:precision,scale".
struct arrow_decimal_format {
    int precision;
    int scale;
};
[[nodiscard]] std::optional<arrow_decimal_format> parse_decimal_format(const std::string& format);

__extension__ typedef __int128 arrow_int128;

} // namespace tusk::test
