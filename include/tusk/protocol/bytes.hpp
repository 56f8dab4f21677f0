/// \file
/// Bytes in and bytes out: a reader whose error sticks, a growing buffer, and a writer that back-patches lengths.
/// Everything else that looks at the wire is written with these three.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/big_endian.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace tusk::protocol {

using byte_view = std::span<const std::byte>;

/// The same bytes seen as characters; nothing is copied and the view lives as long as `bytes` does.
[[nodiscard]] inline std::string_view as_text(byte_view bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The same characters seen as bytes; nothing is copied and the view lives as long as `text` does.
[[nodiscard]] inline byte_view as_bytes(std::string_view text) noexcept {
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// Overwrites memory in a way that the optimiser may not remove: for passwords and keys.
TUSK_API void secure_wipe(void* memory, std::size_t size) noexcept;

/// Reads numbers, strings and byte runs from a message body.
///
/// The first read past the end makes the reader fail; from then on every read answers zero or an empty view, so that
/// a decoder reads a whole message straight through and asks `ok()` or `complete()` once at its end. Views point into
/// the bytes given to the constructor.
class byte_reader {
public:
    explicit byte_reader(byte_view bytes) noexcept : next_(bytes.data()), left_(bytes.size()) {}

    /// A number in network order; 0 once the reader has failed.
    template <network_number T>
    [[nodiscard]] T number() noexcept {
        if (left_ < sizeof(T)) return fail(), T{};
        const T value = load_big_endian<T>(next_);
        skip_unchecked(sizeof(T));
        return value;
    }

    /// The next `count` bytes.
    [[nodiscard]] byte_view bytes(std::size_t count) noexcept {
        if (left_ < count) return fail(), byte_view{};
        const byte_view taken{next_, count};
        skip_unchecked(count);
        return taken;
    }

    /// A NUL-terminated string (the documentation's `String`), without its terminator.
    [[nodiscard]] TUSK_API std::string_view c_string() noexcept;

    /// Everything that is left.
    [[nodiscard]] byte_view rest() noexcept { return bytes(left_); }

    /// How many bytes have not been read; 0 once the reader has failed.
    [[nodiscard]] std::size_t remaining() const noexcept { return left_; }
    /// False once a read went past the end.
    [[nodiscard]] bool ok() const noexcept { return ok_; }
    /// True when nothing failed and nothing is left over.
    [[nodiscard]] bool complete() const noexcept { return ok_ && left_ == 0; }
    /// Makes the reader fail, for a value that is out of its range.
    void fail() noexcept { ok_ = false, left_ = 0; }

private:
    void skip_unchecked(std::size_t count) noexcept { next_ += count, left_ -= count; }

    const std::byte* next_;
    std::size_t left_;
    bool ok_ = true;
};

/// A growing run of bytes to send. Unlike a vector it hands out uninitialised room, and wipes itself on request.
class byte_buffer {
public:
    byte_buffer() = default;
    byte_buffer(byte_buffer&& other) noexcept { swap(other); }
    byte_buffer& operator=(byte_buffer&& other) noexcept {
        swap(other);
        return *this;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    [[nodiscard]] std::byte* data() noexcept { return memory_.get(); }
    [[nodiscard]] const std::byte* data() const noexcept { return memory_.get(); }
    [[nodiscard]] byte_view view() const noexcept { return {memory_.get(), size_}; }

    /// Adds `count` bytes whose contents the caller writes, and returns where they begin. The address is good until
    /// the next call that adds.
    [[nodiscard]] std::byte* extend(std::size_t count) {
        if (capacity_ - size_ < count) grow(count);
        std::byte* room = memory_.get() + size_;
        size_ += count;
        return room;
    }
    void append(byte_view bytes) {
        if (!bytes.empty()) std::memcpy(extend(bytes.size()), bytes.data(), bytes.size());
    }

    /// Forgets everything from `size` on; the memory stays for the next use. `size` must not exceed size().
    void truncate(std::size_t size) noexcept { size_ = size; }
    void clear() noexcept { size_ = 0; }
    /// Overwrites the contents, then clears: what was sent held a secret.
    void wipe() noexcept {
        secure_wipe(memory_.get(), size_);
        clear();
    }
    /// Gives memory above `capacity` back to the system, when nothing is held.
    TUSK_API void shrink(std::size_t capacity) noexcept;

    void swap(byte_buffer& other) noexcept {
        std::swap(memory_, other.memory_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }

private:
    TUSK_API void grow(std::size_t count);

    std::unique_ptr<std::byte[]> memory_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Appends the protocol's data types to a buffer, and fills lengths in once what they count is written.
class byte_writer {
public:
    /// Where a length was left open; see `begin_length`.
    struct length_mark {
        std::size_t position;
    };

    /// Writes behind what `buffer` already holds; the buffer must outlive the writer.
    explicit byte_writer(byte_buffer& buffer) noexcept : buffer_(&buffer) {}

    [[nodiscard]] byte_buffer& buffer() noexcept { return *buffer_; }

    template <network_number T>
    void number(T value) {
        store_big_endian(buffer_->extend(sizeof(T)), value);
    }
    void bytes(byte_view bytes) { buffer_->append(bytes); }
    void text(std::string_view text) { buffer_->append(as_bytes(text)); }
    /// The documentation's `String`: the text and a NUL.
    /// \throws data_error when the text itself holds a NUL byte, which would end it early on the other side.
    TUSK_API void c_string(std::string_view text);

    /// Leaves room for a four-byte length and remembers where.
    [[nodiscard]] length_mark begin_length() {
        const length_mark mark{buffer_->size()};
        number(std::int32_t{0});
        return mark;
    }
    /// Fills in a length that counts itself, as messages have it.
    /// \throws data_error when the message would need 2^31 bytes or more.
    TUSK_API void end_length(length_mark mark);
    /// Fills in a length that counts only what follows it, as parameters and array elements have it.
    /// \throws data_error when the value would need 2^31 bytes or more.
    TUSK_API void end_value(length_mark mark);

    /// A message: its type byte and its open length. Close it with `end_length`.
    [[nodiscard]] length_mark begin_message(char type) {
        number(static_cast<std::uint8_t>(type));
        return begin_length();
    }

private:
    byte_buffer* buffer_;
};

} // namespace tusk::protocol
