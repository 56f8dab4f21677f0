#include <tusk/detail/row_store.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace tusk::detail {

using protocol::byte_view;
using protocol::segment_ref;

row_store::row_store(row_store&& other) noexcept
    : first_(std::exchange(other.first_, {})),
      others_(std::exchange(other.others_, {})),
      size_(std::exchange(other.size_, 0)),
      indexes_(std::move(other.indexes_)) {}

row_store& row_store::operator=(row_store&& other) noexcept {
    first_ = std::exchange(other.first_, {});
    others_ = std::exchange(other.others_, {});
    size_ = std::exchange(other.size_, 0);
    indexes_ = std::move(other.indexes_);
    return *this;
}

void row_store::add(const segment_ref& segment, byte_view messages, std::size_t count) {
    const std::byte* begin = messages.data();
    const std::byte* end = begin + messages.size();
    range& last = others_.empty() ? first_ : others_.back();
    if (size_ == 0)
        first_ = {segment, begin, end, 0};
    else if (last.end == begin && last.segment == segment)
        last.end = end;
    else
        others_.push_back({segment, begin, end, size_});
    size_ += count;
}

void row_store::copy_out(range& rows) {
    const auto used = static_cast<std::size_t>(rows.end - rows.begin);
    if (used >= rows.segment.capacity() / 2) return;
    segment_ref copy = segment_ref::allocate(used);
    std::memcpy(copy.data(), rows.begin, used);
    const std::byte* begin = copy.data();
    rows = {std::move(copy), begin, begin + used, rows.first};
}

void row_store::finish() {
    if (size_ == 0) return;
    copy_out(first_);
    for (range& rows : others_) copy_out(rows);
    if (size_ > index::stride) indexes_ = std::make_unique<index[]>(range_count());
}

std::size_t row_store::rows_in(std::size_t which) const noexcept {
    const std::size_t next = which + 1 < range_count() ? range_at(which + 1).first : size_;
    return next - range_at(which).first;
}

void row_store::make_index(std::size_t which) const {
    auto& messages = indexes_[which].messages;
    messages.reserve(rows_in(which) / index::stride + 1);
    const std::byte* message = range_at(which).begin;
    for (std::size_t row = 0; message != range_at(which).end; ++row) {
        if (row % index::stride == 0) messages.push_back(message);
        message = behind(message);
    }
}

row_store::place row_store::find(std::size_t position) const {
    const auto next = std::upper_bound(others_.begin(), others_.end(), position,
                                       [](std::size_t wanted, const range& rows) { return wanted < rows.first; });
    const auto which = static_cast<std::size_t>(next - others_.begin());
    std::size_t row = position - range_at(which).first;
    const std::byte* message = range_at(which).begin;
    if (indexes_ != nullptr) {
        std::call_once(indexes_[which].made, [this, which] { make_index(which); });
        message = indexes_[which].messages[row / index::stride];
        row %= index::stride;
    }
    for (; row > 0; --row) message = behind(message);
    return {which, message};
}

} // namespace tusk::detail
