/// \file
/// Kept rows: a container of rows to be looked at field by field, and a range of rows decoded to C++ types.
#pragma once

#include <tusk/batches.hpp>
#include <tusk/decode.hpp>
#include <tusk/detail/pull_iterator.hpp>
#include <tusk/detail/result_set.hpp>
#include <tusk/row.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tusk {

class arrow_table;

/// Consecutive rows of a kept result. Copying it, and taking rows out of it, shares the memory they were received in.
class rows {
public:
    /// Goes through the rows in order. What it gives is the same `row` each time, gone on to the next: a copy of it may
    /// be kept.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = row;
        using difference_type = std::ptrdiff_t;
        using pointer = const row*;
        using reference = const row&;

        iterator() = default;

        [[nodiscard]] const row& operator*() const noexcept { return *current_; }
        [[nodiscard]] const row* operator->() const noexcept { return &*current_; }
        iterator& operator++() noexcept {
            ++position_;
            if (byte_view body; walk_->next(body)) current_->go_to(body.data() + sizeof(std::uint16_t));
            return *this;
        }
        void operator++(int) noexcept { ++*this; }
        [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.position_ == b.position_;
        }

    private:
        friend rows;
        explicit iterator(std::size_t position) noexcept : position_(position) {}
        explicit iterator(const rows& owner) : walk_(detail::row_walk(owner.result_->rows, owner.first_)) {
            if (byte_view body; walk_->next(body)) current_ = owner.row_in(body);
        }

        std::size_t position_ = 0;
        std::optional<detail::row_walk> walk_; // none at the end
        std::optional<row> current_;
    };

    /// No rows.
    rows() = default;
    /// `count` rows from position `first` on, which must exist.
    rows(std::shared_ptr<const detail::result_set> result, std::size_t first, std::size_t count) noexcept
        : result_(std::move(result)), first_(first), count_(count) {}

    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    /// What the result says of its columns; none for default-constructed rows. Good as long as the result is kept.
    [[nodiscard]] TUSK_API std::span<const column> columns() const noexcept;

    /// \throws interface_error when there is no such row.
    [[nodiscard]] row operator[](std::size_t position) const {
        if (position >= count_) throw_no_row(position);
        return row_in(result_->rows.at(first_ + position));
    }
    [[nodiscard]] row front() const { return (*this)[0]; }
    [[nodiscard]] row back() const { return (*this)[empty() ? 0 : count_ - 1]; }

    [[nodiscard]] iterator begin() const { return empty() ? end() : iterator(*this); }
    [[nodiscard]] iterator end() const noexcept { return iterator(count_); }

    /// The rows by the Arrow C data interface: see `cursor::to_arrow`. Default-constructed rows have no columns.
    [[nodiscard]] TUSK_API arrow_table to_arrow() const;

private:
    [[nodiscard]] row row_in(byte_view body) const {
        return {row_view(*result_->shape, body.data() + sizeof(std::uint16_t)), result_};
    }
    [[noreturn]] TUSK_API void throw_no_row(std::size_t position) const;

    std::shared_ptr<const detail::result_set> result_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;
};

/// The rows of a kept result as `Row`s: tuples, or structs of the user's. A single-pass range; views in its rows (into
/// `std::string_view`, `std::span<const std::byte>`) are good as long as the range itself or the cursor's result.
///
///     for (auto [name, height] : cur.rows<std::string_view, int>()) …
template <class Row>
class typed_rows {
public:
    using iterator = detail::pull_iterator<typed_rows, Row>;

    /// The rows of `result` behind the first `skip` ones.
    /// \throws what `detail::decode_plan` throws when the columns do not fit `Row`.
    typed_rows(std::shared_ptr<const detail::result_set> result, std::size_t skip)
        : result_(std::move(result)),
          plan_(*result_->shape),
          walk_(result_->rows, skip),
          left_(result_->rows.size() - skip) {}

    /// How many rows have not been visited yet.
    [[nodiscard]] std::size_t size() const noexcept { return left_; }

    /// Decodes the first row; call it once.
    [[nodiscard]] iterator begin() { return iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    /// Decodes the next row into `target`, whose strings and vectors keep their memory; false at the end.
    [[nodiscard]] bool next(Row& target) {
        byte_view body;
        if (!walk_.next(body)) return false;
        --left_;
        plan_.decode(body, target);
        return true;
    }
    /// Replaces what is in `into` by up to `most` more rows, using its memory; returns how many they are. When it
    /// throws, `into` is empty.
    std::size_t fetch(std::vector<Row>& into, std::size_t most) {
        return detail::fetch_rows(into, most, [this](Row& target) { return next(target); });
    }

    /// All rows that are left, in a vector. Meant for rows without views: those would outlive what they look at.
    [[nodiscard]] std::vector<Row> to_vector() {
        std::vector<Row> all;
        all.reserve(left_);
        while (left_ > 0) static_cast<void>(next(all.emplace_back()));
        return all;
    }

private:
    friend iterator;

    [[nodiscard]] bool advance() { return next(current_); }

    std::shared_ptr<const detail::result_set> result_;
    detail::decode_plan<Row> plan_;
    detail::row_walk walk_;
    std::size_t left_;
    Row current_{};
};

} // namespace tusk
