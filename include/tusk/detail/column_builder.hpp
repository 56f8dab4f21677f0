/// \file
/// How rows become columns.
#pragma once

#include <tusk/decode.hpp>
#include <tusk/detail/result_set.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tusk::detail {

/// What a column of `T` is a vector of.
template <class T>
using column_element = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;

/// Whether values of `T` surely hold no view into the row that they were read from. Where that is not known, a type of
/// the user's among them, the row is kept.
template <class T>
inline constexpr bool owns_its_bytes =
    fixed_size_readable<T> || std::is_arithmetic_v<T> || std::is_same_v<T, std::byte>;
template <>
inline constexpr bool owns_its_bytes<std::string> = true;
template <class T>
inline constexpr bool owns_its_bytes<std::vector<T>> = owns_its_bytes<T>;

/// Arrow's validity bitmap (Columnar Format, "Validity bitmaps"): the least significant bit first, 1 for a value. There
/// is none before the first NULL, so that columns without NULL cost nothing.
class validity_bitmap {
public:
    /// Of `size` values the one at `position`, told for the first time, is NULL.
    void set_null(std::size_t position, std::size_t size) {
        if (bytes_.empty()) make(size);
        bytes_[position / 8] = static_cast<std::uint8_t>(bytes_[position / 8] & ~(1U << position % 8));
        ++null_count_;
    }

    [[nodiscard]] bool is_null(std::size_t position) const noexcept {
        return !bytes_.empty() && (bytes_[position / 8] >> position % 8 & 1U) == 0;
    }
    [[nodiscard]] std::size_t null_count() const noexcept { return null_count_; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return bytes_; }

private:
    TUSK_API void make(std::size_t size);

    std::vector<std::uint8_t> bytes_;
    std::size_t null_count_ = 0;
};

/// A column that is being filled.
template <class T>
struct column_builder {
    std::size_t size; ///< how many values there will be
    std::vector<column_element<T>> values;
    validity_bitmap validity;
};

/// The place of one value in a column: what a decode plan assigns to.
template <class T>
class column_slot {
public:
    column_slot(column_element<T>* value, column_builder<T>& column, std::size_t position) noexcept
        : value_(value), column_(&column), position_(position) {}

    void operator=(T decoded) { *value_ = std::move(decoded); }
    /// The value stays the T{} that the vector grew by.
    void set_null() { column_->validity.set_null(position_, column_->size); }

private:
    column_element<T>* value_;
    column_builder<T>* column_;
    std::size_t position_;
};

/// Decodes all rows of a result behind the first ones into columns.
template <class... T>
class columns_decoder {
    using plan = decode_plan<std::tuple<T...>>;
    using indexes = std::index_sequence_for<T...>;

public:
    /// \throws what decode_plan throws
    columns_decoder(const result_set& result, std::size_t skip)
        : plan_(*result.shape), size_(result.rows.size() - skip) {
        row_walk walk(result.rows, skip);
        prepare(indexes());
        for (std::size_t done = 0; done < size_;) {
            const std::size_t count = std::min(rows_at_once, size_ - done);
            decode_some(walk, done, count, indexes());
            done += count;
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::tuple<column_builder<T>...>& columns() noexcept { return columns_; }

private:
    /// A vector grows by values that are T{}: in steps that are still in the cache when they are decoded into.
    static constexpr std::size_t rows_at_once = 512;

    template <std::size_t... I>
    void prepare(std::index_sequence<I...>) {
        ((std::get<I>(columns_).size = size_), ...);
        (std::get<I>(columns_).values.reserve(size_), ...);
    }

    template <std::size_t... I>
    void decode_some(row_walk& walk, [[maybe_unused]] std::size_t first, std::size_t count, std::index_sequence<I...>) {
        (std::get<I>(columns_).values.resize(first + count), ...);
        // Kept apart from the vectors, whose addresses a byte-wide value could overwrite for all that the compiler
        // knows.
        [[maybe_unused]] const std::tuple<column_element<T>*...> values(
            (std::get<I>(columns_).values.data() + first)...);
        for (std::size_t i = 0; i < count; ++i) {
            byte_view body;
            static_cast<void>(walk.next(body));
            std::tuple<column_slot<T>...> slots(
                column_slot<T>(std::get<I>(values) + i, std::get<I>(columns_), first + i)...);
            plan_.decode_parts(body, slots);
        }
    }

    plan plan_;
    std::size_t size_;
    std::tuple<column_builder<T>...> columns_{};
};

} // namespace tusk::detail
