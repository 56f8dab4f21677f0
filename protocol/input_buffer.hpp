/// \file
/// Where received bytes lie until they are read as messages.
#pragma once

#include "protocol/segment_pool.hpp"

#include <tusk/protocol/bytes.hpp>
#include <tusk/protocol/segment.hpp>

#include <cstddef>
#include <memory>
#include <span>

namespace tusk::protocol {

/// A run of received bytes in one segment. What is consumed may be kept by others (see `segment`); then the bytes stay
/// where they are, reception goes on behind them, and at last in a new segment, to which only the partial message at
/// the end is copied.
///
/// A message longer than the usual segment is received by itself, up to its last byte and no further, so that neither
/// it nor the next one is moved. Memory grows with what arrives, never with what a length field announces: at most
/// fourfold each time.
class input_buffer {
public:
    static constexpr std::size_t smallest = std::size_t{16} << 10;
    static constexpr std::size_t usual = std::size_t{256} << 10;
    /// A result of which so much is kept goes on in huge pages.
    static constexpr std::size_t much_kept = std::size_t{8} << 20;

    /// Room to receive into; never empty. Good until the next call.
    [[nodiscard]] std::span<std::byte> prepare();
    /// `count` bytes of that room now hold received data.
    void commit(std::size_t count) noexcept;

    /// What was received and not consumed.
    [[nodiscard]] byte_view pending() const noexcept { return {begin(), size()}; }
    [[nodiscard]] std::size_t size() const noexcept { return tail_ - head_; }
    [[nodiscard]] const std::byte* begin() const noexcept { return segment_ ? segment_.data() + head_ : nullptr; }
    /// `count` bytes are read; views of them stay good until the next `prepare`, or as long as their segment is held.
    void consume(std::size_t count) noexcept {
        head_ += count;
        announced_ = 0;
    }
    /// What is pending is the beginning of a message of `size` bytes, header included.
    void announce(std::size_t size) noexcept { announced_ = size; }
    /// Drops everything: the connection is another one now.
    void clear() noexcept { head_ = tail_ = announced_ = long_message_ = 0; }
    /// A conversation is over: gives back what it made the buffer grow by, when nothing is pending.
    void shrink() noexcept;

    /// The block that `pending()` lies in.
    [[nodiscard]] const segment_ref& segment() const noexcept { return segment_; }

private:
    void make_room_in_own_segment();
    void make_room_behind_kept_bytes();
    void move_to(std::size_t capacity);
    [[nodiscard]] std::size_t room() const noexcept { return segment_.capacity() - tail_; }
    void move_to_front() noexcept;
    [[nodiscard]] bool amid_long_message() const noexcept { return announced_ > usual && announced_ > size(); }
    /// How much of the announced message has not arrived.
    [[nodiscard]] std::size_t missing() const noexcept { return announced_ - size(); }
    [[nodiscard]] std::size_t capacity_for_announced() const noexcept;
    [[nodiscard]] std::size_t capacity_behind_kept_bytes() const noexcept;

    segment_ref segment_;
    std::shared_ptr<segment_pool> pool_; // made with the first segment
    std::size_t head_ = 0;
    std::size_t tail_ = 0;
    std::size_t announced_ = 0;    // the size of the message that pending() is the beginning of; 0: not known
    std::size_t long_message_ = 0; // the size of the last one that was longer than usual; 0: none was
    std::size_t left_behind_ = 0;  // what was left to keepers since shrink()
    bool filled_ = false;          // the last reception left no room: more was probably waiting
};

} // namespace tusk::protocol
