#include "protocol/segment_pool.hpp"

#include <algorithm>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define TUSK_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TUSK_ADDRESS_SANITIZER
#endif
#endif
#ifdef TUSK_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

namespace tusk::protocol {

namespace {

// A view into a result that is gone must be found out although the memory is not given back.
void forbid_access([[maybe_unused]] std::byte* bytes, [[maybe_unused]] std::size_t count) noexcept {
#ifdef TUSK_ADDRESS_SANITIZER
    ASAN_POISON_MEMORY_REGION(bytes, count);
#endif
}

void allow_access([[maybe_unused]] std::byte* bytes, [[maybe_unused]] std::size_t count) noexcept {
#ifdef TUSK_ADDRESS_SANITIZER
    ASAN_UNPOISON_MEMORY_REGION(bytes, count);
#endif
}

} // namespace

segment_pool::~segment_pool() {
    for (block* memory : free_) {
        allow_access(reinterpret_cast<std::byte*>(memory + 1), memory->capacity);
        segment_ref::free(memory);
    }
}

std::size_t segment_pool::size() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

segment_pool::block* segment_pool::take(std::size_t capacity) noexcept {
    const std::lock_guard lock(mutex_);
    // The one that came last is the one that the cache still has.
    const auto fits = [capacity](const block* memory) {
        return memory->capacity >= capacity && memory->capacity / 2 <= capacity;
    };
    const auto found = std::find_if(free_.rbegin(), free_.rend(), fits);
    if (found == free_.rend()) return nullptr;
    block* memory = *found;
    free_.erase(std::next(found).base());
    bytes_ -= memory->capacity;
    memory->references.store(1, std::memory_order_relaxed);
    allow_access(reinterpret_cast<std::byte*>(memory + 1), memory->capacity);
    return memory;
}

bool segment_pool::give_back(block* memory) noexcept {
    const std::lock_guard lock(mutex_);
    if (memory->capacity > most_bytes - bytes_) return false;
    try {
        free_.push_back(memory);
    } catch (const std::bad_alloc&) {
        return false;
    }
    bytes_ += memory->capacity;
    forbid_access(reinterpret_cast<std::byte*>(memory + 1), memory->capacity);
    return true;
}

} // namespace tusk::protocol
