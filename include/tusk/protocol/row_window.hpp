/// \file
/// Stepping over DataRow messages where they were received.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/frame.hpp>

#include <cstddef>
#include <cstdint>

namespace tusk::protocol {

/// A run of received bytes, of which whole DataRow messages are taken one after the other. This is the inner loop of
/// everything that reads rows: it looks at the header and nothing else.
class row_window {
public:
    row_window() noexcept = default;
    /// `longest_body` is the limit for a DataRow's body; what exceeds it is not taken.
    row_window(byte_view received, std::size_t longest_body) noexcept
        : next_(received.data()), end_(received.data() + received.size()), longest_(longest_body) {}

    /// Takes the next message if it is a whole DataRow; false when it is anything else, or not all there.
    [[nodiscard]] bool take(byte_view& body) noexcept {
        const auto left = static_cast<std::size_t>(end_ - next_);
        if (left < frame_header_size || *next_ != std::byte{'D'}) return false;
        // A length below 4 wraps around and exceeds the limit.
        const std::size_t size = load_big_endian<std::uint32_t>(next_ + 1) - std::uint32_t{4};
        if (size > longest_ || left - frame_header_size < size) return false;
        body = {next_ + frame_header_size, size};
        next_ += frame_header_size + size;
        return true;
    }
    /// Where the next message begins.
    [[nodiscard]] const std::byte* position() const noexcept { return next_; }

private:
    const std::byte* next_ = nullptr;
    const std::byte* end_ = nullptr;
    std::size_t longest_ = 0;
};

/// Checks that a DataRow's body holds `fields` fields whose lengths fill it exactly; −1 alone means NULL.
/// \throws protocol_error
TUSK_API void validate_row(byte_view body, std::size_t fields);

} // namespace tusk::protocol
