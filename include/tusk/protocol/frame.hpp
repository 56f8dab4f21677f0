/// \file
/// Cutting the byte stream into messages: the five-byte header, and how long each message may be.
#pragma once

#include <tusk/export.hpp>
#include <tusk/protocol/bytes.hpp>

#include <cstddef>
#include <cstdint>

namespace tusk::protocol {

/// One message from the wire: its type byte and its body, without the length. `body` is a view.
struct frame {
    char type = 0;
    byte_view body{};
};

/// Where a session stands, as far as the length of messages goes.
enum class phase : std::uint8_t {
    authentication, ///< from the startup message to the first ReadyForQuery; the server is not to be trusted with
                    ///< memory
    session,        ///< afterwards
};

/// How many bytes the body of a message may hold, by its type. The protocol allows 2^31 for any; a server that is
/// broken or hostile would use that. The defaults are those of libpq where it has some.
struct frame_limits {
    std::size_t data = (std::size_t{1} << 30) - 1;      ///< DataRow, CopyData, FunctionCallResponse: a field's maximum
    std::size_t row_description = std::size_t{8} << 20; ///< RowDescription: 1,664 columns with long names fit
    /// ParameterDescription: the most parameters that a statement can have. (libpq's limit is `other` here, too, and
    /// ends at 7,499 of them.)
    std::size_t parameter_description = 2 + 4 * 65'535;
    std::size_t report = std::size_t{1} << 20; ///< ErrorResponse, NoticeResponse, NotificationResponse
    std::size_t other = 30'000;                ///< everything else, and everything before authentication
};

/// The type byte and the four bytes of length in front of every message after the startup.
inline constexpr std::size_t frame_header_size = 5;

struct frame_header {
    char type;
    std::size_t body_size;
};

/// Reads the header in the first five bytes at `bytes`, and checks type and length before anything is allocated.
/// \throws protocol_error when no backend message has this type, or the length is impossible or above its limit.
[[nodiscard]] TUSK_API frame_header read_frame_header(const std::byte* bytes, phase where, const frame_limits& limits);

/// The limit that `read_frame_header` applies to a type; 0 for a byte that is no backend message's type.
[[nodiscard]] TUSK_API std::size_t body_limit(char type, phase where, const frame_limits& limits) noexcept;

} // namespace tusk::protocol
