/// \file
/// A row of a result, looked at field by field.
#pragma once

#include <tusk/protocol/big_endian.hpp>
#include <tusk/value.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>

namespace tusk {

namespace detail {

/// A field as it lies in a DataRow: a length, −1 for NULL, and that many bytes.
struct raw_field {
    const std::byte* data;
    std::size_t size;
};

/// Reads the field at `next` and steps behind it. The row was validated when it was received.
[[nodiscard]] inline raw_field take_field(const std::byte*& next) noexcept {
    const auto length = protocol::load_big_endian<std::int32_t>(next);
    next += sizeof length;
    if (length < 0) return {nullptr, 0};
    const raw_field field{next, static_cast<std::size_t>(length)};
    next += length;
    return field;
}

/// Steps behind the field at `next`.
inline void skip_field(const std::byte*& next) noexcept {
    const auto length = protocol::load_big_endian<std::int32_t>(next);
    next += sizeof length;
    // A guess that is nearly always right is quicker than the addition's wait for the comparison.
    if (length > 0) [[likely]]
        next += static_cast<std::uint32_t>(length);
}

} // namespace detail

/// A row that belongs to somebody else: to the result or the stream that it came from, and good no longer than that.
class row_view {
public:
    /// Goes through a row's values from left to right.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = value;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = value;

        iterator() = default;
        iterator(const column* source, const std::byte* field) noexcept : source_(source), field_(field) {}

        [[nodiscard]] value operator*() const noexcept {
            const std::byte* next = field_;
            const detail::raw_field field = detail::take_field(next);
            return {*source_, field.data, field.size};
        }
        iterator& operator++() noexcept {
            static_cast<void>(detail::take_field(field_));
            ++source_;
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before = *this;
            ++*this;
            return before;
        }
        [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.source_ == b.source_;
        }

    private:
        const column* source_ = nullptr;
        const std::byte* field_ = nullptr;
    };

    /// `fields` is a validated DataRow's body behind its field count, which is `shape.size()`.
    row_view(const row_shape& shape, const std::byte* fields) noexcept : shape_(&shape), fields_(fields) {}

    [[nodiscard]] std::size_t size() const noexcept { return shape_->size(); }
    [[nodiscard]] const std::vector<column>& columns() const noexcept { return shape_->columns(); }

    /// The field at a position, counted from 0. Takes time in proportion to the position: to visit all, iterate.
    /// \throws interface_error when there is no such column.
    [[nodiscard]] value operator[](std::size_t position) const { return field(shape_->at(position), position); }
    /// The field of the first column with this name.
    /// \throws interface_error when no column has it.
    [[nodiscard]] value operator[](std::string_view name) const {
        const std::size_t position = shape_->position_of(name);
        return field(shape_->columns()[position], position);
    }

    [[nodiscard]] iterator begin() const noexcept { return {shape_->columns().data(), fields_}; }
    [[nodiscard]] iterator end() const noexcept { return {shape_->columns().data() + shape_->size(), nullptr}; }

    /// All fields at once: `auto [name, height] = row.get<std::string, int>();`
    /// \throws interface_error when there are more or fewer columns, data_error as `value::as` does.
    template <class... T>
    [[nodiscard]] std::tuple<T...> get() const {
        require_columns(sizeof...(T));
        iterator next = begin();
        // Braces: the fields are read from left to right.
        return std::tuple<T...>{(*next++).template as<T>()...};
    }

private:
    [[nodiscard]] value field(const column& source, std::size_t position) const noexcept {
        const std::byte* next = fields_;
        for (; position > 0; --position) detail::skip_field(next);
        const detail::raw_field found = detail::take_field(next);
        return {source, found.data, found.size};
    }
    TUSK_API void require_columns(std::size_t count) const;

    friend class rows;
    /// Goes on to another row of the same result.
    void go_to(const std::byte* fields) noexcept { fields_ = fields; }

    const row_shape* shape_;
    const std::byte* fields_;
};

/// A row that keeps the result it lies in alive: to be stored and passed around as one likes. It keeps all rows that
/// were received in the same result; copy the values out of a large one instead.
class row : public row_view {
public:
    /// `owner` keeps alive what `view` looks at.
    row(row_view view, std::shared_ptr<const void> owner) noexcept : row_view(view), owner_(std::move(owner)) {}

private:
    std::shared_ptr<const void> owner_;
};

} // namespace tusk
