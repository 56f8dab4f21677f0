#include <tusk/rows.hpp>

namespace tusk {

std::span<const column> rows::columns() const noexcept {
    if (result_ == nullptr || result_->shape == nullptr) return {};
    return result_->shape->columns();
}

void rows::throw_no_row(std::size_t position) const {
    throw interface_error("there is no row at position " + std::to_string(position) + ": there are " +
                          std::to_string(count_) + ", counted from 0");
}

} // namespace tusk
