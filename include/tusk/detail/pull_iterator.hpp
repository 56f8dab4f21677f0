/// \file
/// An iterator over what is pulled out of a source one by one.
#pragma once

#include <cstddef>
#include <iterator>

namespace tusk::detail {

/// Goes through the rows of a `Source`, whose `advance()` decodes the next one into its `current_`: a single pass.
template <class Source, class Row>
class pull_iterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = Row*;
    using reference = Row&;

    pull_iterator() = default;
    explicit pull_iterator(Source& source) : source_(source.advance() ? &source : nullptr) {}

    /// The current row; it may be moved from.
    [[nodiscard]] Row& operator*() const noexcept { return source_->current_; }
    [[nodiscard]] Row* operator->() const noexcept { return &source_->current_; }
    pull_iterator& operator++() {
        if (!source_->advance()) source_ = nullptr;
        return *this;
    }
    void operator++(int) { ++*this; }
    [[nodiscard]] friend bool operator==(const pull_iterator& at, std::default_sentinel_t) noexcept {
        return at.source_ == nullptr;
    }

private:
    Source* source_ = nullptr;
};

} // namespace tusk::detail
