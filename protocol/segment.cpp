#include "protocol/segment_pool.hpp"

#include <new>

namespace tusk::protocol {

segment_ref segment_ref::allocate(std::size_t capacity) { return allocate(capacity, nullptr); }

segment_ref segment_ref::allocate(std::size_t capacity, const std::shared_ptr<segment_pool>& home) {
    segment_ref reference;
    if (home != nullptr) reference.block_ = home->take(capacity);
    if (reference.block_ == nullptr) {
        void* memory = ::operator new(sizeof(block) + capacity);
        reference.block_ = ::new (memory) block{{1}, capacity, nullptr};
    }
    reference.block_->home = home;
    return reference;
}

void segment_ref::release(block* memory) noexcept {
    // Taken out of the block: a block in its pool must not keep the pool alive.
    if (const auto home = std::move(memory->home); home != nullptr && home->give_back(memory)) return;
    segment_pool::free(memory);
}

} // namespace tusk::protocol
