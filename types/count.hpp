// How many parts follow, as binary values with a number of parts in front tell it.
#pragma once

#include <tusk/codec.hpp>

#include <limits>
#include <string>

namespace tusk::detail {

/// \throws conversion_error when there are more than can be counted; `what` names them.
inline void write_count(byte_writer& out, std::size_t count, const char* what) {
    if (count > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        throw conversion_error(std::to_string(count) + " " + what + " are more than a message can carry");
    out.number(static_cast<std::int32_t>(count));
}

} // namespace tusk::detail
