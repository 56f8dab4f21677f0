// Arrow arrays of every type, filled with fields as they came in rows.
#pragma once

#include "client/arrow_array.hpp"

#include <tusk/column.hpp>
#include <tusk/row.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>

namespace tusk::arrow {

using detail::raw_field;

/// Which Arrow type a column becomes: the one that belongs to its own type, or one that holds more.
enum class layout : std::uint8_t {
    exact,         ///< the type that belongs to the column's
    text_elements, ///< text; of an array's elements, where the column is an array
    text,          ///< text of the whole value
};

/// Thrown while a column is filled when a value has no place in its Arrow type, but would have one in `next`.
struct misfit {
    layout next;
};

/// One Arrow array in the making.
class builder {
public:
    virtual ~builder() = default;
    builder() = default;
    builder(const builder&) = delete;
    builder& operator=(const builder&) = delete;

    /// Expects so many values in all.
    void reserve(std::size_t count) {
        validity_.reserve(count);
        reserve_values(count);
    }
    /// Appends fields; where `data` is null they are NULL.
    /// \throws conversion_error for a value that is malformed or that Arrow cannot hold, misfit for one that another
    ///         layout can hold. Nothing may then be asked but size().
    void append(std::span<const raw_field> fields) {
        append_values(fields);
        validity_.append_many(fields.size(), [fields](std::size_t i) { return fields[i].data != nullptr; });
    }
    /// How many values were appended; behind an exception, how many stand before the one that caused it.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The array, once.
    [[nodiscard]] virtual arrow_table finish(std::string name) = 0;

protected:
    virtual void reserve_values(std::size_t count) = 0;
    /// Appends something for NULL, too, and counts each value.
    virtual void append_values(std::span<const raw_field> fields) = 0;
    void count_value() noexcept { ++size_; }

    /// What all arrays have; the buffers of the values are still to be added.
    [[nodiscard]] array_parts finish_parts(std::string format) {
        return {std::move(format), ARROW_FLAG_NULLABLE, size_, std::move(validity_), {}, {}};
    }

private:
    bitmap validity_;
    std::size_t size_ = 0;
};

using builder_pointer = std::unique_ptr<builder>;

/// The builder for a column, which outlives it.
[[nodiscard]] builder_pointer make_builder(const column& source, layout wanted);

/// \name What make_builder chooses from
/// \{
/// Types of a fixed size, bool among them; null for any other type.
[[nodiscard]] builder_pointer make_fixed_builder(oid type);
/// \throws misfit{text_elements} while it is filled
[[nodiscard]] builder_pointer make_decimal_builder(std::int32_t type_modifier);
/// \throws misfit{text_elements} while it is filled
[[nodiscard]] builder_pointer make_interval_builder();
/// Any type as its text. `largest` is where 64-bit offsets begin, `most_printed` how many bytes the column may be where
/// its values are printed: a numeric of ten bytes can be a text of a hundred thousand.
[[nodiscard]] builder_pointer make_text_builder(type_ref type, format wire_format, std::uint64_t largest,
                                                std::size_t most_printed = std::size_t{1} << 30);
[[nodiscard]] builder_pointer make_binary_builder(std::uint64_t largest);
/// One-dimensional arrays of type `array`, their elements filled into `elements`.
/// \throws misfit{text} while it is filled with one of more dimensions
[[nodiscard]] builder_pointer make_list_builder(type_ref array, builder_pointer elements, std::uint64_t largest);
/// \}

} // namespace tusk::arrow
