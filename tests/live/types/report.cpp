#include "tests/live/types/report.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <vector>

namespace tusk::test {

namespace {

constexpr std::array<std::string_view, directions> headings{"printed", "in arrays", "in records",
                                                            "as text", "from C++",  "set oddly"};

std::string told(const tally& counted) {
    if (counted.checked + counted.different + counted.refused == 0) return "-";
    std::string text = std::to_string(counted.checked + counted.different);
    if (counted.refused > 0) text += " +" + std::to_string(counted.refused) + " refused";
    if (counted.different > 0) text += ", " + std::to_string(counted.different) + " DIFFER";
    return text;
}

std::vector<std::string> cells_of(const findings& line) {
    std::vector<std::string> cells{line.type, std::to_string(line.values), line.format};
    for (const tally& each : line.tallies) cells.push_back(told(each));
    cells.push_back(line.cpp);
    cells.push_back(line.remarks);
    return cells;
}

} // namespace

void findings::remark(std::string_view text) {
    if (!remarks.empty()) remarks += "; ";
    remarks += text;
}

void findings::different(direction way, const std::string& what) {
    constexpr std::size_t told_at_most = 3;
    tally& counted = (*this)[way];
    ++counted.different;
    if (counted.different <= told_at_most)
        FAIL_CHECK(type << ", " << headings[static_cast<std::size_t>(way)] << ": " << what);
}

findings& report::of(std::string_view type) {
    const auto found =
        std::find_if(lines_.begin(), lines_.end(), [&](const findings& line) { return line.type == type; });
    return found != lines_.end() ? *found : lines_.emplace_back(findings{.type = std::string(type)});
}

std::ostream& operator<<(std::ostream& out, const report& shown) {
    std::vector<std::vector<std::string>> table{{"type", "values", "format"}};
    table.front().insert(table.front().end(), headings.begin(), headings.end());
    table.front().insert(table.front().end(), {"C++ type", "remarks"});
    for (const findings& line : shown.lines()) table.push_back(cells_of(line));
    std::vector<std::size_t> widths(table.front().size());
    for (const auto& cells : table)
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], cells[i].size());
    for (const auto& cells : table) {
        for (std::size_t i = 0; i + 1 < cells.size(); ++i)
            out << std::left << std::setw(static_cast<int>(widths[i])) << cells[i] << "  ";
        out << cells.back() << '\n';
    }
    return out;
}

std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 120;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string shown;
    for (const char c : text.substr(0, longest)) {
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x20 && code != 0x7f)
            shown += c;
        else
            shown.append("\\x").append({digits[code >> 4U], digits[code & 15U]});
    }
    if (text.size() > longest) shown += "… (" + std::to_string(text.size()) + " bytes)";
    return "«" + shown + "»";
}

} // namespace tusk::test
