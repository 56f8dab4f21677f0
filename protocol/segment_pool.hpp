/// \file
/// Segments that nobody holds any more, kept for the next results of the same connection.
#pragma once

#include <tusk/protocol/segment.hpp>

#include <cstddef>
#include <mutex>
#include <vector>

namespace tusk::protocol {

/// Keeps a few free segments. Fresh memory costs a page fault for every 4 KiB that is received into it, which is more
/// than decoding them; and a block that was just read is still in the processor's cache.
///
/// The connection and all segments in use share the pool; results are destroyed in whatever thread, so it has a lock.
class segment_pool {
public:
    /// All that an idle connection may hold on to for results to come.
    static constexpr std::size_t most_bytes = std::size_t{4} << 20;

    segment_pool() = default;
    segment_pool(const segment_pool&) = delete;
    segment_pool& operator=(const segment_pool&) = delete;
    ~segment_pool();

    /// How many bytes it holds.
    [[nodiscard]] std::size_t size() const;

private:
    friend class segment_ref;
    using block = segment_ref::block;

    /// A block that has room for `capacity` bytes, and not much more; null when there is none. Referenced once.
    [[nodiscard]] block* take(std::size_t capacity) noexcept;
    /// Keeps the block, which nobody references; false when there is no room for it.
    [[nodiscard]] bool give_back(block* memory) noexcept;

    mutable std::mutex mutex_;
    std::vector<block*> free_;
    std::size_t bytes_ = 0;
};

} // namespace tusk::protocol
