#include <tusk/column.hpp>

#include <utility>

namespace tusk {

std::string column::describe() const { return "column \"" + name + "\" (" + type_name(type_code) + ")"; }

row_shape::row_shape(std::vector<column> columns) : columns_(std::move(columns)) {
    // Of several columns with one name the first is meant: emplace keeps it.
    for (std::size_t i = 0; i < columns_.size(); ++i) positions_.emplace(columns_[i].name, i);
}

std::size_t row_shape::position_of(std::string_view name) const {
    if (const auto found = positions_.find(name); found != positions_.end()) return found->second;
    std::string known;
    for (const column& each : columns_) known += (known.empty() ? "\"" : ", \"") + each.name + '"';
    throw interface_error("there is no column \"" + std::string(name) + "\" in the result, which has " +
                          (known.empty() ? "no columns" : known));
}

void row_shape::throw_no_column(std::size_t position) const {
    throw interface_error("there is no column at position " + std::to_string(position) + ": the result has " +
                          std::to_string(columns_.size()) + ", counted from 0");
}

} // namespace tusk
