// How a fuzzer takes its input apart, and what it says when a rule does not hold.
#pragma once

#include <tusk/protocol/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace fuzz {

/// A rule that must hold for every input.
inline void require(bool holds) {
    if (!holds) std::abort();
}

/// The sizes of the chunks that a stream comes in: these in turn, or everything at once.
class chunk_sizes {
public:
    chunk_sizes() = default;
    explicit chunk_sizes(tusk::protocol::byte_view sizes) : sizes_(sizes) {}

    /// At least 1.
    [[nodiscard]] std::size_t next() noexcept {
        if (sizes_.empty()) return std::numeric_limits<std::size_t>::max();
        return std::to_integer<std::size_t>(sizes_[next_++ % sizes_.size()]) + 1;
    }

private:
    tusk::protocol::byte_view sizes_;
    std::size_t next_ = 0;
};

/// Reads an input from its beginning; what is missing is zero.
class input {
public:
    input(const std::uint8_t* data, std::size_t size) : left_(reinterpret_cast<const std::byte*>(data), size) {}

    [[nodiscard]] std::uint8_t byte() noexcept {
        const auto taken = bytes(1);
        return taken.empty() ? std::uint8_t{0} : std::to_integer<std::uint8_t>(taken[0]);
    }
    /// A count of at most 31 in one byte, and that many bytes.
    [[nodiscard]] tusk::protocol::byte_view counted() noexcept { return bytes(byte() % 32); }
    [[nodiscard]] chunk_sizes chunks() noexcept { return chunk_sizes(counted()); }
    [[nodiscard]] tusk::protocol::byte_view rest() noexcept { return bytes(left_.size()); }

private:
    tusk::protocol::byte_view bytes(std::size_t count) noexcept {
        const auto taken = left_.first(count < left_.size() ? count : left_.size());
        left_ = left_.subspan(taken.size());
        return taken;
    }

    tusk::protocol::byte_view left_;
};

} // namespace fuzz
