#include "client/arrow_memory.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace tusk::arrow {

void buffer::free_aligned::operator()(std::byte* memory) const noexcept {
    ::operator delete (memory, std::align_val_t{alignment});
}

void buffer::grow(std::size_t capacity) {
    if (capacity > std::numeric_limits<std::size_t>::max() - alignment) throw std::bad_alloc();
    capacity = (capacity + alignment - 1) / alignment * alignment;
    std::unique_ptr<std::byte, free_aligned> larger(
        static_cast<std::byte*>(::operator new (capacity, std::align_val_t{alignment})));
    if (size_ != 0) std::memcpy(larger.get(), memory_.get(), size_);
    memory_ = std::move(larger);
    capacity_ = capacity;
}

void buffer::grow_by(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() - size_) throw std::bad_alloc();
    // Doubling, for appending one by one.
    grow(std::max(size_ + count, capacity_ < std::numeric_limits<std::size_t>::max() / 2 ? capacity_ * 2 : capacity_));
}

void buffer::pad() {
    if (capacity_ == 0) grow(alignment);
    const std::size_t padding = (alignment - size_ % alignment) % alignment;
    std::memset(memory_.get() + size_, 0, size_ == 0 ? alignment : padding);
}

void offsets::widen() {
    buffer wider;
    wider.reserve(bytes_.size() * 2);
    for (std::size_t at = 0; at < bytes_.size(); at += sizeof(std::int32_t)) {
        std::int32_t narrow = 0;
        std::memcpy(&narrow, bytes_.data() + at, sizeof narrow);
        wider.push(std::int64_t{narrow});
    }
    bytes_ = std::move(wider);
    wide_ = true;
}

} // namespace tusk::arrow
