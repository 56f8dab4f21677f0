#include <tusk/error.hpp>
#include <tusk/protocol/bytes.hpp>

#include <algorithm>
#include <limits>
#include <string>

namespace tusk::protocol {

namespace {

constexpr std::size_t smallest_capacity = 256;
constexpr std::size_t longest = std::numeric_limits<std::int32_t>::max();

std::int32_t checked_length(std::size_t length, const char* what) {
    if (length > longest)
        throw data_error(std::string(what) + " of " + std::to_string(length) +
                         " bytes is longer than the protocol can carry (2147483647): send it in parts");
    return static_cast<std::int32_t>(length);
}

} // namespace

void secure_wipe(void* memory, std::size_t size) noexcept {
    if (size == 0) return;
    std::memset(memory, 0, size);
    // The compiler must assume that this reads the memory, so the stores above cannot be dropped as dead.
    asm volatile("" : : "r"(memory) : "memory");
}

std::string_view byte_reader::c_string() noexcept {
    const void* end = left_ == 0 ? nullptr : std::memchr(next_, 0, left_);
    if (end == nullptr) return fail(), std::string_view{};
    const auto length = static_cast<std::size_t>(static_cast<const std::byte*>(end) - next_);
    const std::string_view text = as_text({next_, length});
    skip_unchecked(length + 1);
    return text;
}

void byte_buffer::grow(std::size_t count) {
    const std::size_t wanted = std::max({size_ + count, capacity_ * 2, smallest_capacity});
    std::unique_ptr<std::byte[]> bigger(new std::byte[wanted]);
    if (size_ != 0) std::memcpy(bigger.get(), memory_.get(), size_);
    // What is left behind may be a password on its way out.
    secure_wipe(memory_.get(), size_);
    memory_ = std::move(bigger);
    capacity_ = wanted;
}

void byte_buffer::shrink(std::size_t capacity) noexcept {
    if (size_ != 0 || capacity_ <= capacity) return;
    memory_.reset();
    capacity_ = 0;
}

void byte_writer::c_string(std::string_view text) {
    if (const auto position = text.find('\0'); position != std::string_view::npos)
        throw data_error("a NUL character at position " + std::to_string(position) +
                         " of a text that PostgreSQL reads as NUL-terminated: remove it");
    std::byte* room = buffer_->extend(text.size() + 1);
    if (!text.empty()) std::memcpy(room, text.data(), text.size());
    room[text.size()] = std::byte{0};
}

void byte_writer::end_length(length_mark mark) {
    const std::size_t length = buffer_->size() - mark.position;
    store_big_endian(buffer_->data() + mark.position, checked_length(length, "a message"));
}

void byte_writer::end_value(length_mark mark) {
    const std::size_t length = buffer_->size() - mark.position - sizeof(std::int32_t);
    store_big_endian(buffer_->data() + mark.position, checked_length(length, "a value"));
}

} // namespace tusk::protocol
