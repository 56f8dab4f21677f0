#include <tusk/error.hpp>

#include <utility>

namespace tusk {

// Each class is anchored here: its vtable is emitted once, so that exceptions match across shared libraries.
error::~error() = default;
warning::~warning() = default;
interface_error::~interface_error() = default;
database_error::~database_error() = default;
data_error::~data_error() = default;
operational_error::~operational_error() = default;
protocol_error::~protocol_error() = default;
integrity_error::~integrity_error() = default;
internal_error::~internal_error() = default;
programming_error::~programming_error() = default;
not_supported_error::~not_supported_error() = default;

namespace {

/// What to do about errors that the server states without a hint, and that a newcomer meets first.
std::string_view advice_for(std::string_view sqlstate) noexcept {
    if (sqlstate == "28P01") return "check user and password; the server's pg_hba.conf says which method it applies";
    if (sqlstate == "28000") return "check user, database and sslmode against the server's pg_hba.conf";
    if (sqlstate == "3D000") return "create the database, or name an existing one as dbname";
    if (sqlstate == "53300") return "close connections that are not needed, or raise max_connections on the server";
    if (sqlstate == "57P03") return "the server is starting or stopping: try again later";
    return {};
}

std::string describe(const server_report& report) {
    // The message is mandatory, but what() must say something even when a broken server leaves it out.
    const std::string_view message = report.message.empty() ? sqlstate_name(report.sqlstate) : report.message;
    std::string text = report.level().empty() ? "ERROR" : std::string(report.level());
    text += ": " + std::string(message);
    if (!report.sqlstate.empty()) text += " (SQLSTATE " + report.sqlstate + ")";
    if (!report.detail.empty()) text += "\nDETAIL: " + report.detail;
    if (!report.hint.empty())
        text += "\nHINT: " + report.hint;
    else if (const auto advice = advice_for(report.sqlstate); !advice.empty())
        text += "\nWhat to do: " + std::string(advice);
    if (!report.remark.empty()) text += "\n" + report.remark;
    return text;
}

bool is_c0_control(unsigned char byte) {
    const bool control = byte < 0x20 || byte == 0x7f;
    return control && byte != '\n' && byte != '\t';
}

// U+0080 to U+009F, which 8-bit terminals obey like C0 controls (0x9b begins an escape sequence), are C2 80 to C2 9F
// in UTF-8.
bool is_c1_control(unsigned char first, unsigned char second) {
    return first == 0xc2 && second >= 0x80 && second <= 0x9f;
}

void append_escaped(std::string& safe, unsigned char byte) {
    constexpr char digits[] = "0123456789abcdef";
    safe += "\\x";
    safe += digits[byte >> 4];
    safe += digits[byte & 0xf];
}

} // namespace

std::string escape_control_characters(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::uint8_t next = i + 1 < text.size() ? static_cast<std::uint8_t>(text[i + 1]) : std::uint8_t{0};
        if (is_c1_control(byte, next)) {
            append_escaped(safe, byte);
            append_escaped(safe, next);
            ++i;
        } else if (is_c0_control(byte)) {
            append_escaped(safe, byte);
        } else {
            safe += text[i];
        }
    }
    return safe;
}

database_error::database_error(std::shared_ptr<const server_report> report)
    : error(describe(*report)), report_(std::move(report)), delivery_(delivery::answered) {}

} // namespace tusk
