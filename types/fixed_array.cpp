#include <tusk/types/fixed_array.hpp>

namespace tusk::detail {

void throw_wrong_length(std::size_t length, std::size_t expected) {
    throw conversion_error("an array of " + std::to_string(length) + " elements, where a std::array expects " +
                           std::to_string(expected) + ": read it into a std::vector to accept any number");
}

void throw_wrong_byte_count(std::size_t count, std::size_t expected) {
    throw conversion_error("a bytea of " + std::to_string(count) + " bytes, where a std::array expects " +
                           std::to_string(expected) + ": read it into a std::vector<std::byte> to accept any number");
}

} // namespace tusk::detail
