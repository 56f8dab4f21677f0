/// \file
/// Values, rows and results for a person to read: `std::cout << cur.fetchall();`
#pragma once

#include <tusk/export.hpp>
#include <tusk/row.hpp>
#include <tusk/rows.hpp>
#include <tusk/value.hpp>

#include <iosfwd>

namespace tusk {

/// What stands for NULL where values are printed: unlike "NULL", hardly anybody's text.
inline constexpr std::string_view null_mark = "∅";

/// Writes `value::to_string()`, as it is; `null_mark` for NULL.
/// \throws what `value::to_string` throws
TUSK_API std::ostream& operator<<(std::ostream& out, const value& shown);

/// Writes a row as a table with a heading, as `operator<<(std::ostream&, const rows&)` does, but without a count.
/// \throws what `value::to_string` throws, before anything is written
TUSK_API std::ostream& operator<<(std::ostream& out, const row_view& shown);

/// Writes a table, in the aligned format of psql:
///
///      name      | height
///     -----------+--------
///      Eiger     |   3967
///      Jungfrau  |   4158
///     (2 rows)
///
/// Numbers stand to the right, all else to the left; NULL is `null_mark`. A value of several lines takes several lines,
/// marked by `+`. Widths are counted as a terminal shows UTF-8: a combining mark takes no column, a wide character of
/// East Asia two. Tabs become spaces, and characters that a terminal would obey are shown as `\x1B`, `\r` or `\u202E`;
/// so are bytes that are not UTF-8. Nothing is cut, however long it is.
///
/// All rows are measured before the first is written, so that every value is converted to text twice; but no more than
/// one row's texts are in memory at a time.
/// \throws what `value::to_string` throws, before anything is written
TUSK_API std::ostream& operator<<(std::ostream& out, const rows& shown);

} // namespace tusk
