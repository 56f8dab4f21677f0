#include <tusk/protocol/segment.hpp>

#include <new>

namespace tusk::protocol {

segment_ref segment_ref::allocate(std::size_t capacity) {
    void* memory = ::operator new(sizeof(block) + capacity);
    segment_ref reference;
    reference.block_ = ::new (memory) block{1, capacity};
    return reference;
}

void segment_ref::release(block* memory) noexcept {
    memory->~block();
    ::operator delete(memory);
}

} // namespace tusk::protocol
