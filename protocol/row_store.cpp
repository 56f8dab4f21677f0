#include <tusk/detail/row_store.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace tusk::detail {

using protocol::byte_view;
using protocol::segment_ref;

row_store::row_store(row_store&& other) noexcept
    : ranges_(std::exchange(other.ranges_, {})),
      size_(std::exchange(other.size_, 0)),
      indexes_(std::move(other.indexes_)) {}

row_store& row_store::operator=(row_store&& other) noexcept {
    ranges_ = std::exchange(other.ranges_, {});
    size_ = std::exchange(other.size_, 0);
    indexes_ = std::move(other.indexes_);
    return *this;
}

void row_store::add(const segment_ref& segment, byte_view messages, std::size_t count) {
    const std::byte* begin = messages.data();
    const std::byte* end = begin + messages.size();
    if (!ranges_.empty() && ranges_.back().end == begin && ranges_.back().segment == segment)
        ranges_.back().end = end;
    else
        ranges_.push_back({segment, begin, end, size_});
    size_ += count;
}

void row_store::finish() {
    for (range& rows : ranges_) {
        const auto used = static_cast<std::size_t>(rows.end - rows.begin);
        if (used >= rows.segment.capacity() / 2) continue;
        segment_ref copy = segment_ref::allocate(used);
        std::memcpy(copy.data(), rows.begin, used);
        const std::byte* begin = copy.data();
        rows = {std::move(copy), begin, begin + used, rows.first};
    }
    indexes_ = std::make_unique<index[]>(ranges_.size());
}

std::size_t row_store::rows_in(std::size_t which) const noexcept {
    const std::size_t next = which + 1 < ranges_.size() ? ranges_[which + 1].first : size_;
    return next - ranges_[which].first;
}

void row_store::make_index(std::size_t which) const {
    auto& messages = indexes_[which].messages;
    messages.reserve(rows_in(which) / index::stride + 1);
    const std::byte* message = ranges_[which].begin;
    for (std::size_t row = 0; message != ranges_[which].end; ++row) {
        if (row % index::stride == 0) messages.push_back(message);
        message = behind(message);
    }
}

row_store::place row_store::find(std::size_t position) const {
    const auto next = std::upper_bound(ranges_.begin(), ranges_.end(), position,
                                       [](std::size_t wanted, const range& rows) { return wanted < rows.first; });
    const auto which = static_cast<std::size_t>(next - ranges_.begin()) - 1;
    std::call_once(indexes_[which].made, [this, which] { make_index(which); });
    const std::size_t row = position - ranges_[which].first;
    const std::byte* message = indexes_[which].messages[row / index::stride];
    for (std::size_t i = row % index::stride; i > 0; --i) message = behind(message);
    return {which, message};
}

} // namespace tusk::detail
