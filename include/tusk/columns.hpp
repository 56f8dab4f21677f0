/// \file
/// Kept rows as columns: one contiguous vector of values for each column, and a bitmap of what is NULL.
#pragma once

#include <tusk/decode.hpp>
#include <tusk/detail/column_builder.hpp>
#include <tusk/detail/result_set.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace tusk {

/// The values of one column. Views among them (`std::string_view`, `std::span<const std::byte>`) point into the result,
/// which this column keeps alive; a column of values that own what they hold keeps nothing but them.
template <class T>
class column_values {
public:
    /// `T`; for `bool` std::uint8_t, 0 or 1: the elements of a std::vector<bool> lie nowhere.
    using value_type = detail::column_element<T>;

    /// No values.
    column_values() = default;
    /// For `typed_columns`: `result` is what views among the values point into.
    column_values(detail::column_builder<T>&& built, const std::shared_ptr<const detail::result_set>& result)
        : values_(std::move(built.values)), validity_(std::move(built.validity)) {
        if constexpr (!detail::owns_its_bytes<T>) owner_ = result;
    }

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] bool empty() const noexcept { return values_.empty(); }

    /// All values; `T{}` stands where there is NULL. Good as long as this column, and not behind `take_values`.
    [[nodiscard]] std::span<const value_type> values() const noexcept { return values_; }
    /// The value at `position`, which is less than `size()`.
    [[nodiscard]] const value_type& operator[](std::size_t position) const noexcept { return values_[position]; }

    /// How many are NULL.
    [[nodiscard]] std::size_t null_count() const noexcept { return validity_.null_count(); }
    /// Whether the value at `position`, which is less than `size()`, is NULL.
    [[nodiscard]] bool is_null(std::size_t position) const noexcept { return validity_.is_null(position); }
    /// Arrow's validity bitmap: bit i % 8, counted from the least significant, of byte i / 8 is 1 where value i is not
    /// NULL. The bits behind the last value are 0. Empty when nothing is NULL.
    [[nodiscard]] std::span<const std::uint8_t> validity() const noexcept { return validity_.bytes(); }

    /// The vector itself; the column is empty afterwards, but for the bitmap. Views in it are good as long as the
    /// column.
    [[nodiscard]] std::vector<value_type> take_values() && noexcept { return std::exchange(values_, {}); }

private:
    std::vector<value_type> values_;
    detail::validity_bitmap validity_;
    std::shared_ptr<const void> owner_; // null for values that own their bytes
};

/// Rows of a kept result, turned into columns. Made by `cursor::columns`; to be taken apart by a structured binding:
///
///     auto [ids, heights, names] = cur.columns<std::int64_t, double, std::string_view>();
///     for (double height : heights.values()) …
///
/// NULL leaves `T{}` in its place and clears a bit; elements are never std::optional.
template <class... T>
class typed_columns {
    static_assert((!detail::is_optional<T> && ...),
                  "a column of std::optional<T> would not be contiguous values: ask for T, NULL is told by is_null()");
    static_assert((std::default_initializable<T> && ...), "T{} stands where a column is NULL: T needs a default");

public:
    /// Decodes the rows of `result` behind the first `skip` ones.
    /// \throws what `detail::decode_plan` throws when the columns do not fit `T...`, before the first row is looked at;
    ///         data_error naming the column for a value that does not fit.
    typed_columns(std::shared_ptr<const detail::result_set> result, std::size_t skip)
        : typed_columns(result, detail::columns_decoder<T...>(*result, skip)) {}

    /// How many rows there are, that is, values in each column.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// What the result says of its columns: their names, their types.
    [[nodiscard]] const std::vector<column>& columns() const noexcept { return shape_->columns(); }

    /// The column at position `I`, counted from 0.
    template <std::size_t I>
    [[nodiscard]] const column_values<std::tuple_element_t<I, std::tuple<T...>>>& get() const& noexcept {
        return std::get<I>(columns_);
    }
    template <std::size_t I>
    [[nodiscard]] column_values<std::tuple_element_t<I, std::tuple<T...>>>& get() & noexcept {
        return std::get<I>(columns_);
    }
    template <std::size_t I>
    [[nodiscard]] column_values<std::tuple_element_t<I, std::tuple<T...>>>&& get() && noexcept {
        return std::get<I>(std::move(columns_));
    }

private:
    typed_columns(const std::shared_ptr<const detail::result_set>& result, detail::columns_decoder<T...>&& decoded)
        : size_(decoded.size()),
          shape_(result->shape),
          columns_(std::apply(
              [&](detail::column_builder<T>&... built) {
                  return std::tuple<column_values<T>...>(column_values<T>(std::move(built), result)...);
              },
              decoded.columns())) {}

    std::size_t size_;
    std::shared_ptr<const row_shape> shape_;
    std::tuple<column_values<T>...> columns_;
};

} // namespace tusk

/// \name What makes a structured binding of typed_columns
/// \{
template <class... T>
struct std::tuple_size<tusk::typed_columns<T...>> : std::integral_constant<std::size_t, sizeof...(T)> {};
template <std::size_t I, class... T>
struct std::tuple_element<I, tusk::typed_columns<T...>> {
    using type = tusk::column_values<std::tuple_element_t<I, std::tuple<T...>>>;
};
/// \}
