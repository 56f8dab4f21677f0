/// \file
/// What all messages have in common ("Message Formats" in PostgreSQL's documentation).
///
/// A message is a struct with the documentation's name in lower case: RowDescription is `backend::row_description`. It
/// has
///
/// - `message_type`, its type byte (the untyped packets that open a connection have none), and `message_name`;
/// - `encode`, which appends the whole message — type, length, body — to a writer. What could not be read back the
///   same is refused with data_error: more list elements than 16 bits count, 2^31 bytes, a NUL inside a string. The
///   writer is then left as it was. Nothing else is checked, so that a test may play a server or client that errs;
/// - a static `decode`, which takes a body (without type and length) and reads it strictly: protocol_error for a body
///   longer or shorter than its contents, a count above what it can hold, a length below −1, a code without meaning.
///
/// Texts and bytes of a decoded message are views into the body, and live as long as that does.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/bytes.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace tusk::protocol {

namespace detail {

TUSK_API void encode_bodiless(byte_writer& out, char type);
TUSK_API void decode_bodiless(std::string_view message, byte_view body);

/// What a message without contents inherits.
template <class Message>
struct bodiless {
    void encode(byte_writer& out) const { encode_bodiless(out, Message::message_type); }
    [[nodiscard]] static Message decode(byte_view body) {
        decode_bodiless(Message::message_name, body);
        return {};
    }
    friend bool operator==(const Message&, const Message&) noexcept { return true; }
};

inline bool equal(byte_view left, byte_view right) noexcept { return as_text(left) == as_text(right); }
inline bool equal(const std::optional<byte_view>& left, const std::optional<byte_view>& right) noexcept {
    return left.has_value() == right.has_value() && (!left || equal(*left, *right));
}
inline bool equal(const std::vector<std::optional<byte_view>>& left,
                  const std::vector<std::optional<byte_view>>& right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const auto& a, const auto& b) { return equal(a, b); });
}

} // namespace detail

/// CopyData, of both sides: a piece of a COPY stream. The pieces from a server are whole rows; those from a client need
/// not be.
struct copy_data {
    static constexpr char message_type = 'd';
    static constexpr std::string_view message_name = "CopyData";
    byte_view bytes;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static copy_data decode(byte_view body);
    friend bool operator==(const copy_data& left, const copy_data& right) noexcept {
        return detail::equal(left.bytes, right.bytes);
    }
};

/// CopyDone, of both sides: the COPY stream ended well.
struct copy_done : detail::bodiless<copy_done> {
    static constexpr char message_type = 'c';
    static constexpr std::string_view message_name = "CopyDone";
};

} // namespace tusk::protocol
