/// \file
/// The rows of a buffered result: the segments that the socket wrote into, and which parts of them are rows.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/row_window.hpp>
#include <tusk/protocol/segment.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

namespace tusk::detail {

/// DataRow messages, kept where they were received. Adding is for one thread; reading a finished store is for many.
class row_store {
public:
    /// Whole DataRow messages that follow each other without a gap.
    struct range {
        protocol::segment_ref segment;
        const std::byte* begin;
        const std::byte* end;
    };

    row_store() = default;
    /// For a store that nobody has read yet.
    row_store(row_store&& other) noexcept : ranges_(std::move(other.ranges_)), size_(std::exchange(other.size_, 0)) {}
    row_store& operator=(row_store&& other) noexcept {
        ranges_ = std::move(other.ranges_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    ~row_store() = default;

    /// Adds the DataRow whose body, validated, lies in `segment`.
    TUSK_API void add(const protocol::segment_ref& segment, protocol::byte_view body);
    /// No more rows come: what occupies only a corner of its segment is copied out, so that the segment can be reused.
    TUSK_API void finish();

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const std::vector<range>& ranges() const noexcept { return ranges_; }

    /// The body of the row at `position`, which must exist. The first call builds an index of all rows.
    [[nodiscard]] TUSK_API protocol::byte_view at(std::size_t position) const;

private:
    void build_index() const;

    std::vector<range> ranges_;
    std::size_t size_ = 0;
    mutable std::once_flag index_built_;
    mutable std::vector<const std::byte*> index_;
};

/// Visits the rows of a finished store in their order.
class row_walk {
public:
    explicit row_walk(const row_store& store) noexcept : ranges_(&store.ranges()) { enter_range(); }

    /// The body of the next row; false at the end.
    [[nodiscard]] bool next(protocol::byte_view& body) noexcept {
        if (window_.take(body)) return true;
        if (range_ + 1 >= ranges_->size()) return false;
        ++range_;
        enter_range();
        return window_.take(body);
    }

    /// Goes to the end.
    void skip_all() noexcept {
        range_ = ranges_->size();
        window_ = {};
    }

private:
    void enter_range() noexcept {
        if (range_ >= ranges_->size()) return;
        const row_store::range& rows = (*ranges_)[range_];
        window_ = {{rows.begin, rows.end}, std::numeric_limits<std::int32_t>::max()};
    }

    const std::vector<row_store::range>* ranges_;
    std::size_t range_ = 0;
    protocol::row_window window_;
};

} // namespace tusk::detail
