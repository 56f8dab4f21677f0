#include "client/display_width.hpp"

#include <tusk/print.hpp>

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace tusk {

namespace {

/// psql's `column_type_alignment`: what is read digit under digit.
bool is_right_aligned(oid type) noexcept {
    switch (type) {
    case oid::int2:
    case oid::int4:
    case oid::int8:
    case oid::float4:
    case oid::float8:
    case oid::numeric:
    case oid::oid:
    case oid::xid:
    case oid::xid8:
    case oid::cid:
    case oid::money: return true;
    default: return false;
    }
}

using cell = std::vector<screen_line>;

cell cell_of(const value& field) { return field.is_null() ? screen_lines(null_mark) : screen_lines(field.to_string()); }

std::vector<cell> cells_of(const row_view& row) {
    std::vector<cell> cells;
    cells.reserve(row.size());
    for (const value field : row) cells.push_back(cell_of(field));
    return cells;
}

/// Puts cells below each other; made with the columns, then shown every row, it knows how wide they have to be.
class table {
public:
    explicit table(std::span<const column> columns) : widths_(columns.size()) {
        for (const column& each : columns) {
            headings_.push_back(screen_lines(each.name));
            right_aligned_.push_back(is_right_aligned(each.type_code));
        }
        make_room_for(headings_);
    }

    void make_room_for(std::span<const cell> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            for (const screen_line& line : cells[i]) widths_[i] = std::max(widths_[i], line.width);
    }

    void write_heading(std::ostream& out) const {
        if (widths_.empty()) {
            out << "--\n";
            return;
        }
        write_lines(out, headings_, [this](std::string& text, std::size_t i, const screen_line& line, bool goes_on) {
            const std::size_t spare = widths_[i] - line.width;
            text.append(spare / 2, ' ');
            text += line.text;
            text.append(spare - spare / 2, ' ');
            text += goes_on ? '+' : ' ';
        });
        std::string rule;
        for (const std::size_t width : widths_) {
            if (!rule.empty()) rule += '+';
            rule.append(width + 2, '-');
        }
        out << rule << '\n';
    }

    void write_row(std::ostream& out, std::span<const cell> cells) const {
        if (cells.empty()) return;
        write_lines(out, cells, [this](std::string& text, std::size_t i, const screen_line& line, bool goes_on) {
            const std::size_t spare = widths_[i] - line.width;
            const bool last = i + 1 == widths_.size();
            if (right_aligned_[i]) text.append(spare, ' ');
            text += line.text;
            if (!right_aligned_[i] && (goes_on || !last)) text.append(spare, ' ');
            if (goes_on)
                text += '+';
            else if (!last)
                text += ' ';
        });
    }

private:
    /// Writes as many lines as the tallest cell has; `add_cell` adds one line of one cell.
    template <class AddCell>
    static void write_lines(std::ostream& out, std::span<const cell> cells, const AddCell& add_cell) {
        static const screen_line nothing;
        std::size_t height = 0;
        for (const cell& each : cells) height = std::max(height, each.size());
        std::string text;
        for (std::size_t number = 0; number < height; ++number) {
            text.clear();
            for (std::size_t i = 0; i < cells.size(); ++i) {
                text += i == 0 ? " " : "| ";
                add_cell(text, i, number < cells[i].size() ? cells[i][number] : nothing, number + 1 < cells[i].size());
            }
            text += '\n';
            out << text;
        }
    }

    std::vector<cell> headings_;
    std::vector<bool> right_aligned_;
    std::vector<std::size_t> widths_; // in columns of a terminal
};

} // namespace

std::ostream& operator<<(std::ostream& out, const value& shown) {
    return shown.is_null() ? out << null_mark : out << shown.to_string();
}

std::ostream& operator<<(std::ostream& out, const row_view& shown) {
    table printed(shown.columns());
    const std::vector<cell> cells = cells_of(shown);
    printed.make_room_for(cells);
    printed.write_heading(out);
    printed.write_row(out, cells);
    return out;
}

std::ostream& operator<<(std::ostream& out, const rows& shown) {
    table printed(shown.columns());
    for (const row& each : shown) printed.make_room_for(cells_of(each));
    printed.write_heading(out);
    for (const row& each : shown) printed.write_row(out, cells_of(each));
    return out << '(' << std::to_string(shown.size()) << (shown.size() == 1 ? " row)\n" : " rows)\n");
}

} // namespace tusk
