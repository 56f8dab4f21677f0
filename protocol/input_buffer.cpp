#include "protocol/input_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace tusk::protocol {

namespace {

/// Messages that follow each other are seldom of the very same size.
constexpr std::size_t with_slack(std::size_t message) noexcept { return message + message / 16; }

} // namespace

std::span<std::byte> input_buffer::prepare() {
    if (!segment_)
        move_to(smallest);
    else if (segment_.unique())
        make_room_in_own_segment();
    else
        make_room_behind_kept_bytes();
    const std::size_t wanted = amid_long_message() ? std::min(missing(), room()) : room();
    return {segment_.data() + tail_, wanted};
}

void input_buffer::commit(std::size_t count) noexcept {
    const bool was_amid = amid_long_message();
    tail_ += count;
    filled_ = room() == 0;
    if (was_amid && !amid_long_message()) long_message_ = announced_;
}

void input_buffer::make_room_in_own_segment() {
    const std::size_t capacity = segment_.capacity();
    if (amid_long_message()) {
        if (missing() <= room()) return;
        if (announced_ > capacity) {
            // It must move; but not before what is here is full, and so there is as much again to expect.
            if (room() == 0) move_to(capacity_for_announced());
            return;
        }
    } else {
        const bool message_nearly_fills_it = capacity - size() < capacity / 4;
        if (message_nearly_fills_it || (filled_ && capacity < usual)) return move_to(capacity * 2);
    }
    move_to_front();
}

void input_buffer::move_to_front() noexcept {
    if (head_ == 0) return;
    if (size() != 0) std::memmove(segment_.data(), begin(), size());
    tail_ = size();
    head_ = 0;
}

void input_buffer::make_room_behind_kept_bytes() {
    if (amid_long_message()) {
        if (missing() > room()) move_to(capacity_for_announced());
        return;
    }
    // Where one long message was, the next is likely to be as long: it shall find room for all of it.
    if (size() == 0 && long_message_ > room()) return move_to(with_slack(long_message_));
    // A sixteenth is what a kept segment may waste at its end.
    if (room() >= std::min(segment_.capacity(), usual) / 16) return;
    left_behind_ += tail_;
    move_to(capacity_behind_kept_bytes());
}

std::size_t input_buffer::capacity_behind_kept_bytes() const noexcept {
    if (left_behind_ >= much_kept && size() <= segment_ref::huge / 2) return segment_ref::huge;
    return std::max(std::min(segment_.capacity() * 2, usual), size() * 2);
}

void input_buffer::shrink() noexcept {
    left_behind_ = long_message_ = 0;
    if (size() != 0 || segment_.capacity() <= usual) return;
    segment_ = segment_ref();
    clear();
}

/// As much as the message needs, but not much more than has arrived, of this one or of another one.
std::size_t input_buffer::capacity_for_announced() const noexcept {
    const std::size_t deserved = std::max({3 * size(), long_message_, segment_.capacity()});
    return announced_ <= deserved ? with_slack(announced_) : deserved;
}

void input_buffer::move_to(std::size_t capacity) {
    if (pool_ == nullptr) pool_ = std::make_shared<segment_pool>();
    segment_ref next = segment_ref::allocate(capacity, pool_);
    const std::size_t kept = size();
    if (kept != 0) std::memcpy(next.data(), begin(), kept);
    segment_ = std::move(next);
    head_ = 0;
    tail_ = kept;
    filled_ = false;
}

} // namespace tusk::protocol
