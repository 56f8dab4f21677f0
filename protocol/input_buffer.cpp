#include "protocol/input_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace tusk::protocol {

std::span<std::byte> input_buffer::prepare() {
    if (!segment_)
        move_to(smallest);
    else if (segment_.unique())
        make_room_in_own_segment();
    else
        make_room_behind_kept_bytes();
    return {segment_.data() + tail_, room()};
}

void input_buffer::commit(std::size_t count) noexcept {
    tail_ += count;
    filled_ = room() == 0;
}

void input_buffer::make_room_in_own_segment() {
    const std::size_t capacity = segment_.capacity();
    const bool message_nearly_fills_it = capacity - size() < capacity / 4;
    if (message_nearly_fills_it || (filled_ && capacity < usual)) return move_to(capacity * 2);
    if (head_ == 0) return;
    if (size() != 0) std::memmove(segment_.data(), begin(), size());
    tail_ = size();
    head_ = 0;
}

void input_buffer::make_room_behind_kept_bytes() {
    // A sixteenth is what a kept segment may waste at its end.
    if (room() >= segment_.capacity() / 16) return;
    move_to(std::max(std::min(segment_.capacity() * 2, usual), size() * 2));
}

void input_buffer::shrink() noexcept {
    if (size() == 0 && segment_.capacity() > usual) *this = input_buffer();
}

void input_buffer::move_to(std::size_t capacity) {
    segment_ref next = segment_ref::allocate(capacity);
    const std::size_t kept = size();
    if (kept != 0) std::memcpy(next.data(), begin(), kept);
    segment_ = std::move(next);
    head_ = 0;
    tail_ = kept;
    filled_ = false;
}

} // namespace tusk::protocol
