/// \file
/// Results for every library that reads the Arrow C data interface: pyarrow, polars, DuckDB, nanoarrow and more. The
/// interface is two C structs; nothing of Arrow is needed to build or to run tusk.
///
///     cur.execute("SELECT * FROM peaks");
///     tusk::arrow_table table = cur.to_arrow();
///     std::move(table).export_to(schema_of_the_reader, array_of_the_reader);
///
/// A result becomes a struct array whose children are the columns, all of them nullable:
///
/// | PostgreSQL | Arrow | format |
/// |---|---|---|
/// | bool | bool | `b` |
/// | int2, int4, int8 | int16, int32, int64 | `s`, `i`, `l` |
/// | oid | uint32 | `I` |
/// | float4, float8 | float32, float64 | `f`, `g` |
/// | numeric | decimal128 | `d:precision,scale` |
/// | text, varchar, bpchar, name, "char", json, jsonb, xml | utf8 | `u` |
/// | bytea | binary | `z` |
/// | uuid | fixed-size binary | `w:16` |
/// | date | date32 | `tdD` |
/// | time | time64 in microseconds | `ttu` |
/// | timestamp | timestamp in microseconds | `tsu:` |
/// | timestamptz | timestamp in microseconds, UTC | `tsu:UTC` |
/// | interval | month_day_nano | `tin` |
/// | one-dimensional arrays of these | list of the element's type | `+l` |
/// | everything else, and columns that travel as text | utf8 | `u` |
///
/// Some of it depends on the values:
/// - The precision and scale of numeric(p, s) are the column's. Where they are not known, the scale is the largest
///   among the values and the precision 38. A column with NaN, an infinity or more than 38 digits is exported as utf8.
/// - A column of intervals with one that is infinite or longer than Arrow's 64-bit nanoseconds is exported as utf8.
/// - A column of arrays with one of two or more dimensions is exported as utf8. Subscripts are not kept.
/// - utf8, binary and lists whose offsets pass 2^31 − 1 become large_utf8 `U`, large_binary `Z`, large_list `+L`.
///
/// Where utf8 stands for another type, its text is what `value::to_string` gives.
#pragma once

#include <tusk/export.hpp>

#include <cstdint>

// The two structs are the same in every library that has them: whoever defines them first also defines the first of
// these macros (Arrow documentation, "The Arrow C data interface", "Structure definitions"), or, as some do, only the
// second.
#if !defined(ARROW_C_DATA_INTERFACE) && !defined(ARROW_FLAG_DICTIONARY_ORDERED)
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

extern "C" {

/// The type of an array: Arrow's `ArrowSchema`.
struct ArrowSchema {
    const char* format;      ///< the type, as a format string
    const char* name;        ///< of the column; never null here
    const char* metadata;    ///< null here
    std::int64_t flags;      ///< ARROW_FLAG_…
    std::int64_t n_children; ///< how many children
    struct ArrowSchema** children;
    struct ArrowSchema* dictionary;       ///< null here
    void (*release)(struct ArrowSchema*); ///< frees everything; null once that was done, or the struct moved away
    void* private_data;
};

/// The values of an array: Arrow's `ArrowArray`.
struct ArrowArray {
    std::int64_t length;     ///< how many values
    std::int64_t null_count; ///< how many of them are null
    std::int64_t offset;     ///< the first value's position in the buffers; 0 here
    std::int64_t n_buffers;
    std::int64_t n_children;
    const void** buffers; ///< the first is the validity bitmap, null where no value is
    struct ArrowArray** children;
    struct ArrowArray* dictionary;       ///< null here
    void (*release)(struct ArrowArray*); ///< frees everything; null once that was done, or the struct moved away
    void* private_data;
};

} // extern "C"

#endif // the structs are there already

namespace tusk {

/// A table by the Arrow C data interface: a schema and a struct array, released with this object unless a consumer has
/// taken them. It owns all its memory and depends on no result, cursor or connection.
class TUSK_API arrow_table {
public:
    /// Nothing: both structs are released.
    arrow_table() noexcept = default;
    /// Takes over what a producer filled in; both structs are marked as released there.
    arrow_table(ArrowSchema& schema, ArrowArray& array) noexcept;
    arrow_table(arrow_table&& other) noexcept;
    arrow_table& operator=(arrow_table&& other) noexcept;
    arrow_table(const arrow_table&) = delete;
    arrow_table& operator=(const arrow_table&) = delete;
    /// Releases what has not been taken.
    ~arrow_table();

    /// The schema; good as long as this object. Children may be moved out of it as Arrow's documentation says.
    [[nodiscard]] ArrowSchema& schema() noexcept { return schema_; }
    [[nodiscard]] const ArrowSchema& schema() const noexcept { return schema_; }
    /// The struct array, one child for each column; good as long as this object. Children may be moved out of it.
    [[nodiscard]] ArrowArray& array() noexcept { return array_; }
    [[nodiscard]] const ArrowArray& array() const noexcept { return array_; }

    /// How many rows there are; 0 once they were taken.
    [[nodiscard]] std::int64_t size() const noexcept { return array_.release == nullptr ? 0 : array_.length; }

    /// Hands both structs to a consumer, which releases them from now on. What the targets held before is not released.
    void export_to(ArrowSchema& schema, ArrowArray& array) && noexcept;

private:
    ArrowSchema schema_{};
    ArrowArray array_{};
};

} // namespace tusk
