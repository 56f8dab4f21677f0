/// \file
/// Blocks of memory that the socket writes into and that results keep: counted, never copied.
#pragma once

#include <tusk/export.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace tusk::protocol {

class segment_pool;

/// A counted reference to a block of uninitialised bytes. The channel receives into a segment; a buffered result keeps
/// a reference, so that rows are views into what the socket wrote. Counting is thread-safe, the bytes are not.
class segment_ref {
public:
    segment_ref() noexcept = default;
    /// The capacity of a block that occupies one huge page of the processor: where the system has those, one page fault
    /// serves for all of it.
    static constexpr std::size_t huge = (std::size_t{2} << 20) - 64;

    /// A new block of `capacity` bytes.
    [[nodiscard]] TUSK_API static segment_ref allocate(std::size_t capacity);
    /// A block of at least `capacity` bytes, which goes back to `home` when nobody holds it any more.
    [[nodiscard]] TUSK_API static segment_ref allocate(std::size_t capacity, const std::shared_ptr<segment_pool>& home);

    segment_ref(const segment_ref& other) noexcept : block_(other.block_) {
        if (block_ != nullptr) block_->references.fetch_add(1, std::memory_order_relaxed);
    }
    segment_ref(segment_ref&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    segment_ref& operator=(segment_ref other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~segment_ref() {
        if (block_ != nullptr && block_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) release(block_);
    }

    [[nodiscard]] std::byte* data() const noexcept { return reinterpret_cast<std::byte*>(block_ + 1); }
    [[nodiscard]] std::size_t capacity() const noexcept { return block_ == nullptr ? 0 : block_->capacity; }
    /// True when nobody else holds the block: its bytes may be overwritten.
    [[nodiscard]] bool unique() const noexcept {
        return block_ != nullptr && block_->references.load(std::memory_order_acquire) == 1;
    }
    [[nodiscard]] explicit operator bool() const noexcept { return block_ != nullptr; }
    [[nodiscard]] friend bool operator==(const segment_ref&, const segment_ref&) noexcept = default;

private:
    friend class segment_pool;

    struct alignas(std::max_align_t) block {
        std::atomic<std::size_t> references;
        std::size_t capacity;
        std::shared_ptr<segment_pool> home; // null: none
    };

    TUSK_API static void release(block* memory) noexcept;
    [[nodiscard]] static block* make_block(std::size_t capacity);
    static void free(block* memory) noexcept;

    block* block_ = nullptr;
};

} // namespace tusk::protocol
