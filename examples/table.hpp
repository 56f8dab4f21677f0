// Prints rows of any statement as an aligned table: column names, their PostgreSQL types, then the values as text.
#pragma once

#include <tusk/tusk.hpp>

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace table {

/// How many characters a UTF-8 text has: every byte but those that continue one.
inline std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

inline bool is_number(tusk::oid type) {
    switch (type) {
    case tusk::oid::int2:
    case tusk::oid::int4:
    case tusk::oid::int8:
    case tusk::oid::float4:
    case tusk::oid::float8:
    case tusk::oid::numeric: return true;
    default: return false;
    }
}

using line = std::vector<std::string>;

/// Puts the cells of one line into columns: numbers to the right, everything else to the left.
inline void print_line(std::ostream& out, const line& cells, std::span<const tusk::column> columns,
                       const std::vector<std::size_t>& widths) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string padding(widths[i] - width(cells[i]), ' ');
        text += is_number(columns[i].type_code) ? padding + cells[i] : cells[i] + padding;
        text += "  ";
    }
    out << text.substr(0, text.find_last_not_of(' ') + 1) << '\n';
}

inline void print(std::ostream& out, std::span<const tusk::column> columns, const tusk::rows& rows) {
    std::vector<line> lines(2);
    for (const tusk::column& column : columns) {
        lines[0].push_back(column.name);
        lines[1].push_back(tusk::type_name(column.type_code));
    }
    for (const tusk::row_view row : rows) {
        line& cells = lines.emplace_back();
        for (const tusk::value field : row) cells.push_back(field.is_null() ? "NULL" : field.to_string());
    }

    std::vector<std::size_t> widths(columns.size());
    for (const line& cells : lines)
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], width(cells[i]));
    line rule;
    for (const std::size_t each : widths) rule.emplace_back(each, '-');
    lines.insert(lines.begin() + 2, std::move(rule));

    for (const line& cells : lines) print_line(out, cells, columns, widths);
}

} // namespace table
