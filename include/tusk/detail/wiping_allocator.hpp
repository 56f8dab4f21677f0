/// \file
/// Memory for passwords and what derives from them: wiped whenever it is given back.
#pragma once

#include <tusk/protocol/bytes.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace tusk::detail {

/// An allocator that overwrites memory before it frees it. A vector with it leaves no copy behind when it grows, which
/// neither std::string (short ones live inside the object) nor wiping by hand before the end of a scope can promise.
template <class T>
struct wiping_allocator {
    using value_type = T;

    wiping_allocator() = default;
    template <class U>
    explicit(false) wiping_allocator(const wiping_allocator<U>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, std::size_t count) noexcept {
        protocol::secure_wipe(memory, count * sizeof(T));
        std::allocator<T>().deallocate(memory, count);
    }
    friend bool operator==(const wiping_allocator&, const wiping_allocator&) noexcept { return true; }
};

/// A sequence whose memory is wiped whenever it is freed.
template <class T>
using wiped_vector = std::vector<T, wiping_allocator<T>>;

} // namespace tusk::detail
