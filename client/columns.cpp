#include <tusk/columns.hpp>

namespace tusk::detail {

void validity_bitmap::make(std::size_t size) {
    bytes_.assign((size + 7) / 8, 0xFF);
    // What lies behind the last value is no value.
    if (size % 8 != 0) bytes_.back() = static_cast<std::uint8_t>((1U << size % 8) - 1);
}

} // namespace tusk::detail
