#include <tusk/error.hpp>
#include <tusk/protocol/frame.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace tusk::protocol {

namespace {

[[noreturn]] void throw_unknown_type(char type) {
    throw protocol_error("the server sent a message of the unknown type " +
                         std::to_string(static_cast<unsigned char>(type)) + " ('" + type +
                         "'): it does not speak PostgreSQL's protocol, or the connection lost its place in the stream");
}

[[noreturn]] void throw_bad_length(char type, std::uint32_t length, std::size_t limit) {
    throw protocol_error(std::string("the server announced a message '") + type + "' of length " +
                         std::to_string(length) + ", but at least 4 and at most " + std::to_string(limit + 4) +
                         " is allowed for it here");
}

/// Which of the limits is that of a type once a session has begun; null for a byte that is no backend message's type.
using limit = std::size_t frame_limits::*;

constexpr auto limits_by_type = [] {
    std::array<limit, 256> table{};
    const auto set = [&table](std::string_view types, limit which) {
        for (const char type : types) table[static_cast<unsigned char>(type)] = which;
    };
    set("123CGHIKRSWZcnsv", &frame_limits::other);
    set("DdV", &frame_limits::data); // DataRow, CopyData, FunctionCallResponse
    set("T", &frame_limits::row_description);
    set("t", &frame_limits::parameter_description);
    set("ENA", &frame_limits::report); // ErrorResponse, NoticeResponse, NotificationResponse
    return table;
}();

} // namespace

std::size_t body_limit(char type, phase where, const frame_limits& limits) noexcept {
    const limit which = limits_by_type[static_cast<unsigned char>(type)];
    if (which == nullptr) return 0;
    if (where == phase::session) return limits.*which;
    return which == &frame_limits::report ? std::min(limits.report, limits.other) : limits.other;
}

frame_header read_frame_header(const std::byte* bytes, phase where, const frame_limits& limits) {
    const char type = static_cast<char>(bytes[0]);
    const auto length = load_big_endian<std::uint32_t>(bytes + 1);
    const std::size_t limit = body_limit(type, where, limits);
    if (limit == 0) throw_unknown_type(type);
    if (length < 4 || length - 4 > limit) throw_bad_length(type, length, limit);
    return {type, length - 4};
}

} // namespace tusk::protocol
