#include <tusk/column.hpp>

#include <bit>
#include <utility>

namespace tusk {

std::string column::describe() const { return "column \"" + name + "\" (" + type().name() + ")"; }

row_shape::row_shape(std::vector<column> columns) : columns_(std::move(columns)), size_(columns_.size()) {
    slots_.resize(std::bit_ceil(2 * size_ + 1));
    mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
    for (std::uint32_t i = 0; i <= mask_; ++i) slots_[i] = {{}, ~i, none, none};
    // From the last to the first: of several columns with one name the first is meant.
    for (std::size_t i = size_; i-- > 0;) {
        const std::uint32_t hash = detail::name_hash(columns_[i].name);
        slot& place = slots_[hash & mask_];
        std::uint32_t next = none;
        if (place.position != none) {
            next = static_cast<std::uint32_t>(displaced_.size());
            displaced_.push_back(place);
        }
        place = {columns_[i].name, hash, static_cast<std::uint32_t>(i), next};
    }
}

void row_shape::throw_no_column(std::string_view name) const {
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
