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

std::string describe(const server_report& report) {
    std::string text = std::string(report.level()) + ": " + report.message;
    if (!report.sqlstate.empty()) text += " (SQLSTATE " + report.sqlstate + ")";
    if (!report.detail.empty()) text += "\nDETAIL: " + report.detail;
    if (!report.hint.empty()) text += "\nHINT: " + report.hint;
    return text;
}

} // namespace

std::string escape_control_characters(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool printable = (byte >= 0x20 && byte != 0x7f) || c == '\n' || c == '\t';
        if (printable) safe += c;
        else {
            safe += "\\x";
            safe += digits[byte >> 4];
            safe += digits[byte & 0xf];
        }
    }
    return safe;
}

database_error::database_error(std::shared_ptr<const server_report> report)
    : error(describe(*report)), report_(std::move(report)), delivery_(delivery::answered) {}

} // namespace tusk
