#include <tusk/error.hpp>
#include <tusk/protocol/frame.hpp>

#include <algorithm>
#include <string>

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

} // namespace

std::size_t body_limit(char type, phase where, const frame_limits& limits) noexcept {
    switch (type) {
    case 'D':
    case 'd':
    case 'V': // DataRow, CopyData, FunctionCallResponse
        return where == phase::session ? limits.data : limits.other;
    case 'T': // RowDescription
        return where == phase::session ? limits.row_description : limits.other;
    case 't': // ParameterDescription
        return where == phase::session ? limits.parameter_description : limits.other;
    case 'E':
    case 'N':
    case 'A': // ErrorResponse, NoticeResponse, NotificationResponse
        return where == phase::session ? limits.report : std::min(limits.report, limits.other);
    case '1':
    case '2':
    case '3':
    case 'C':
    case 'G':
    case 'H':
    case 'I':
    case 'K':
    case 'R':
    case 'S':
    case 'W':
    case 'Z':
    case 'c':
    case 'n':
    case 's':
    case 'v': return limits.other;
    default: return 0;
    }
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
