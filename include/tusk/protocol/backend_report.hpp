/// \file
/// ErrorResponse and NoticeResponse: the same fields, with different weight.
#pragma once

#include <tusk/error.hpp>
#include <tusk/protocol/message.hpp>

#include <string_view>
#include <vector>

namespace tusk::protocol::backend {

/// One field of a report. The codes are listed under "Error and Notice Message Fields"; others may come, and are kept.
struct report_field {
    char code = 0;
    std::string_view text;
    friend bool operator==(const report_field&, const report_field&) = default;
};

/// The fields that the server sent, in its order.
struct report_fields {
    std::vector<report_field> fields;

    /// The text of the first field with this code, or empty when there is none.
    [[nodiscard]] TUSK_API std::string_view find(char code) const noexcept;
    /// True when the session ends with this report: its severity is FATAL or PANIC, as V says, or S where V is missing.
    [[nodiscard]] TUSK_API bool fatal() const noexcept;
    /// A copy of the fields that `server_report` knows; missing ones, the message included, are empty, and a position
    /// or line that is no number is none.
    [[nodiscard]] TUSK_API server_report to_report() const;
    friend bool operator==(const report_fields&, const report_fields&) = default;
};

/// The statement, or the session, failed.
struct error_response : report_fields {
    static constexpr char message_type = 'E';
    static constexpr std::string_view message_name = "ErrorResponse";

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static error_response decode(byte_view body);
    friend bool operator==(const error_response&, const error_response&) = default;
};

/// Something that the server wants known; it may come at any time and changes nothing.
struct notice_response : report_fields {
    static constexpr char message_type = 'N';
    static constexpr std::string_view message_name = "NoticeResponse";

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static notice_response decode(byte_view body);
    friend bool operator==(const notice_response&, const notice_response&) = default;
};

} // namespace tusk::protocol::backend
