// The memory of Arrow arrays: buffers as Arrow wants them aligned, bitmaps, and offsets.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

namespace tusk::arrow {

/// Arrow recommends that buffers begin at a multiple of 64 bytes, and that their size is one (Columnar Format, "Buffer
/// Alignment and Padding").
inline constexpr std::size_t alignment = 64;

/// A growing run of bytes at an aligned address.
class buffer {
public:
    /// Makes room for `size` bytes in all.
    void reserve(std::size_t size) {
        if (size > capacity_) grow(size);
    }
    /// Adds `count` bytes whose contents the caller writes, and returns where they begin. The address is good until
    /// the next call that adds.
    [[nodiscard]] std::byte* extend(std::size_t count) {
        if (capacity_ - size_ < count) grow_by(count);
        std::byte* const room = memory_.get() + size_;
        size_ += count;
        return room;
    }
    template <class Number>
    void push(Number value) {
        std::memcpy(extend(sizeof value), &value, sizeof value);
    }
    void append(const void* bytes, std::size_t count) {
        if (count != 0) std::memcpy(extend(count), bytes, count);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::byte* data() noexcept { return memory_.get(); }
    [[nodiscard]] const std::byte* data() const noexcept { return memory_.get(); }

    /// Allocates even if there is nothing, and fills up with zeros to a multiple of the alignment.
    void pad();

private:
    struct free_aligned {
        void operator()(std::byte* memory) const noexcept;
    };

    void grow(std::size_t capacity);
    void grow_by(std::size_t count);

    std::unique_ptr<std::byte, free_aligned> memory_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Bits in Arrow's order, the least significant first.
class bitmap {
public:
    void append(bool bit) {
        if (size_ % 8 == 0) bytes_.push(std::uint8_t{0});
        bytes_.data()[size_ / 8] |= static_cast<std::byte>(std::uint32_t{bit} << size_ % 8);
        ++size_;
        ones_ += bit;
    }
    /// Appends bit(0) to bit(count − 1): a byte at once where that is possible, without a branch per bit.
    template <class Bit>
    void append_many(std::size_t count, Bit bit) {
        std::size_t i = 0;
        for (; i < count && size_ % 8 != 0; ++i) append(bit(i));
        for (; count - i >= 8; i += 8) {
            std::uint32_t byte = 0;
            for (std::size_t k = 0; k < 8; ++k) byte |= std::uint32_t{bit(i + k)} << k;
            bytes_.push(static_cast<std::uint8_t>(byte));
            size_ += 8;
            ones_ += static_cast<std::size_t>(std::popcount(byte));
        }
        for (; i < count; ++i) append(bit(i));
    }
    void reserve(std::size_t size) { bytes_.reserve((size + 7) / 8); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t zeros() const noexcept { return size_ - ones_; }
    [[nodiscard]] buffer take() && noexcept { return std::move(bytes_); }

private:
    buffer bytes_;
    std::size_t size_ = 0;
    std::size_t ones_ = 0;
};

/// Where the values of a variable size end: 32 bits each, or 64 from the moment that one does not fit.
class offsets {
public:
    static constexpr std::uint64_t narrow_limit = std::numeric_limits<std::int32_t>::max();

    /// Begins with the 0 that every array's offsets begin with. A `limit` below the real one is for tests.
    explicit offsets(std::uint64_t limit = narrow_limit) : limit_(limit) { append(0); }

    void append(std::uint64_t end) {
        if (end > limit_ && !wide_) widen();
        if (wide_)
            bytes_.push(static_cast<std::int64_t>(end));
        else
            bytes_.push(static_cast<std::int32_t>(end));
    }
    /// For `count` values.
    void reserve(std::size_t count) {
        bytes_.reserve((count + 1) * (wide_ ? sizeof(std::int64_t) : sizeof(std::int32_t)));
    }

    /// Whether the array must be of the large kind.
    [[nodiscard]] bool wide() const noexcept { return wide_; }
    [[nodiscard]] buffer take() && noexcept { return std::move(bytes_); }

private:
    void widen();

    buffer bytes_;
    std::uint64_t limit_;
    bool wide_ = false;
};

} // namespace tusk::arrow
