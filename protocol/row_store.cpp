#include <tusk/detail/row_store.hpp>

#include <cstring>

namespace tusk::detail {

using protocol::byte_view;
using protocol::frame_header_size;
using protocol::segment_ref;

void row_store::add(const segment_ref& segment, byte_view body) {
    const std::byte* begin = body.data() - frame_header_size;
    const std::byte* end = body.data() + body.size();
    if (!ranges_.empty() && ranges_.back().end == begin && ranges_.back().segment == segment)
        ranges_.back().end = end;
    else
        ranges_.push_back({segment, begin, end});
    ++size_;
}

void row_store::finish() {
    for (range& rows : ranges_) {
        const auto used = static_cast<std::size_t>(rows.end - rows.begin);
        if (used >= rows.segment.capacity() / 2) continue;
        segment_ref copy = segment_ref::allocate(used);
        std::memcpy(copy.data(), rows.begin, used);
        const std::byte* begin = copy.data();
        rows = {std::move(copy), begin, begin + used};
    }
}

void row_store::build_index() const {
    index_.reserve(size_);
    row_walk walk(*this);
    for (byte_view body; walk.next(body);) index_.push_back(body.data());
}

byte_view row_store::at(std::size_t position) const {
    std::call_once(index_built_, [this] { build_index(); });
    const std::byte* body = index_[position];
    const auto length = protocol::load_big_endian<std::uint32_t>(body - sizeof(std::uint32_t));
    return {body, length - sizeof(std::uint32_t)};
}

} // namespace tusk::detail
