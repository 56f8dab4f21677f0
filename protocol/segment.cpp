#include "protocol/segment_pool.hpp"

#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace tusk::protocol {

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;

/// A huge page, if the system gives one out for being asked; else ordinary ones.
void* allocate_huge_page() {
    void* memory = std::aligned_alloc(huge_page, huge_page);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    static_cast<void>(::madvise(memory, huge_page, MADV_HUGEPAGE));
#endif
    return memory;
}

} // namespace

segment_ref::block* segment_ref::make_block(std::size_t capacity) {
    static_assert(sizeof(block) + huge <= huge_page);
    void* memory = capacity == huge ? allocate_huge_page() : ::operator new(sizeof(block) + capacity);
    return ::new (memory) block{{1}, capacity, nullptr};
}

void segment_ref::free(block* memory) noexcept {
    const bool is_huge = memory->capacity == huge;
    memory->~block();
    if (is_huge)
        std::free(memory);
    else
        ::operator delete(memory);
}

segment_ref segment_ref::allocate(std::size_t capacity) { return allocate(capacity, nullptr); }

segment_ref segment_ref::allocate(std::size_t capacity, const std::shared_ptr<segment_pool>& home) {
    segment_ref reference;
    if (home != nullptr) reference.block_ = home->take(capacity);
    if (reference.block_ == nullptr) reference.block_ = make_block(capacity);
    reference.block_->home = home;
    return reference;
}

void segment_ref::release(block* memory) noexcept {
    // Taken out of the block: a block in its pool must not keep the pool alive.
    if (const auto home = std::move(memory->home); home != nullptr && home->give_back(memory)) return;
    free(memory);
}

} // namespace tusk::protocol
