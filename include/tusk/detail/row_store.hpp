/// \file
/// The rows of a buffered result: the segments that the socket wrote into, and which parts of them are rows.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/row_window.hpp>
#include <tusk/protocol/segment.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
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
        std::size_t first; ///< the position of its first row
    };

    row_store() = default;
    /// For a store that nobody has read yet.
    row_store(row_store&& other) noexcept;
    row_store& operator=(row_store&& other) noexcept;
    ~row_store() = default;

    /// Adds `count` DataRow messages, validated, that lie in `segment` one behind the other.
    TUSK_API void add(const protocol::segment_ref& segment, protocol::byte_view messages, std::size_t count);
    /// No more rows come: what occupies only a corner of its segment is copied out, so that the segment can be reused.
    /// To be called before the rows are read.
    TUSK_API void finish();

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t range_count() const noexcept { return size_ == 0 ? 0 : 1 + others_.size(); }
    [[nodiscard]] const range& range_at(std::size_t which) const noexcept {
        return which == 0 ? first_ : others_[which - 1];
    }

    /// Where a row lies.
    struct place {
        std::size_t range;
        const std::byte* message;
    };
    /// The row at `position`, which must exist. The first call that comes to a range of many rows makes its index.
    [[nodiscard]] TUSK_API place find(std::size_t position) const;
    /// The body of the row at `position`, which must exist.
    [[nodiscard]] protocol::byte_view at(std::size_t position) const { return body_of(find(position).message); }

private:
    /// Where every `stride`th row of a range lies: half a byte a row.
    struct index {
        static constexpr std::size_t stride = 16;
        std::once_flag made;
        std::vector<const std::byte*> messages;
    };

    [[nodiscard]] static protocol::byte_view body_of(const std::byte* message) noexcept {
        const auto length = protocol::load_big_endian<std::uint32_t>(message + 1);
        return {message + protocol::frame_header_size, length - sizeof length};
    }
    [[nodiscard]] static const std::byte* behind(const std::byte* message) noexcept {
        const protocol::byte_view body = body_of(message);
        return body.data() + body.size();
    }
    void make_index(std::size_t which) const;
    [[nodiscard]] std::size_t rows_in(std::size_t which) const noexcept;
    static void copy_out(range& rows);

    // Most results are one range of a few rows: those need no memory but the rows' own.
    range first_{};
    std::vector<range> others_;
    std::size_t size_ = 0;
    std::unique_ptr<index[]> indexes_; // one for each range; none for so few rows that none would have a second entry
};

/// Visits the rows of a finished store in their order.
class row_walk {
public:
    /// Begins at the first row.
    explicit row_walk(const row_store& store) noexcept : store_(&store) { enter_range(); }
    /// Begins at the row at `position`, which is at most the number of rows.
    row_walk(const row_store& store, std::size_t position) : store_(&store) {
        if (position == 0) {
            enter_range();
        } else if (position == store.size()) {
            skip_all();
        } else {
            const row_store::place start = store.find(position);
            range_ = start.range;
            enter_range(start.message);
        }
    }

    /// The body of the next row; false at the end.
    [[nodiscard]] bool next(protocol::byte_view& body) noexcept {
        if (window_.take(body)) return true;
        if (range_ + 1 >= store_->range_count()) return false;
        ++range_;
        enter_range();
        return window_.take(body);
    }

    /// Goes to the end.
    void skip_all() noexcept {
        range_ = store_->range_count();
        window_ = {};
    }

private:
    void enter_range() noexcept {
        if (range_ < store_->range_count()) enter_range(store_->range_at(range_).begin);
    }
    void enter_range(const std::byte* message) noexcept {
        window_ = {{message, store_->range_at(range_).end}, std::numeric_limits<std::int32_t>::max()};
    }

    const row_store* store_;
    std::size_t range_ = 0;
    protocol::row_window window_;
};

} // namespace tusk::detail
