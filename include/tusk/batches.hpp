/// \file
/// Rows in batches: runs of decoded rows in one vector, whose memory is used again for the next.
#pragma once

#include <tusk/error.hpp>

#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace tusk {

namespace detail {

/// \throws interface_error for batches of no rows.
inline void require_batch_size(std::size_t size) {
    if (size == 0) throw interface_error("a batch must have room for at least one row");
}

/// Fills `into` with up to `most` rows that `next(Row&)` gives, over those that are there.
template <class Row, class Next>
std::size_t fetch_rows(std::vector<Row>& into, std::size_t most, Next next) {
    std::size_t count = 0;
    try {
        while (count < most) {
            if (count == into.size()) into.emplace_back();
            if (!next(into[count])) break;
            ++count;
        }
    } catch (...) {
        into.clear();
        throw;
    }
    into.resize(count);
    return count;
}

} // namespace detail

/// The rows of a `Source` — `typed_rows` or `typed_stream` — as spans of up to so many `Row`s; only the last one is
/// shorter. A single-pass range. A batch, and the views in its rows, are good until the next one is asked for; its rows
/// may be moved from. Strings and vectors in them keep their memory from batch to batch.
///
///     for (std::span<peak> batch : cur.batches<peak>(1'024)) index.add(batch);
template <class Source, class Row>
class typed_batches {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = std::span<Row>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = std::span<Row>;

        iterator() = default;
        explicit iterator(typed_batches& owner) : owner_(&owner) { ++*this; }

        [[nodiscard]] std::span<Row> operator*() const noexcept { return owner_->batch_; }
        iterator& operator++() {
            if (!owner_->advance()) owner_ = nullptr;
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] friend bool operator==(const iterator& at, std::default_sentinel_t) noexcept {
            return at.owner_ == nullptr;
        }

    private:
        typed_batches* owner_ = nullptr;
    };

    /// Made by `cursor::batches` and `stream::batches`; `size` is not 0.
    typed_batches(Source source, std::size_t size) : source_(std::move(source)), size_(size) {
        detail::require_batch_size(size);
    }

    /// Reads the first batch; call it once.
    [[nodiscard]] iterator begin() { return iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    [[nodiscard]] bool advance() { return source_.fetch(batch_, size_) > 0; }

    Source source_;
    std::size_t size_;
    std::vector<Row> batch_;
};

} // namespace tusk
