/// \file
/// What the codecs of fixed-size types share.
#pragma once

#include <tusk/codec.hpp>

namespace tusk::detail {

/// \throws malformed_value unless `bytes` has exactly the size that a binary `type` has.
inline void require_size(byte_view bytes, std::size_t size, oid type) {
    if (bytes.size() != size) [[unlikely]]
        throw_wrong_size(type, size, bytes.size());
}

/// What most codecs answer to `writes`: their own type in binary, characters as text, nothing else.
[[nodiscard]] constexpr std::optional<format> writes_own_type(oid own, oid parameter) noexcept {
    if (parameter == own || is_unspecified(parameter)) return format::binary;
    if (is_character_type(parameter)) return format::text;
    return std::nullopt;
}

/// The type that a value is sent as: the parameter's, or the codec's own when the parameter's is not known.
[[nodiscard]] constexpr oid target_type(oid own, oid parameter) noexcept {
    return is_unspecified(parameter) ? own : parameter;
}

} // namespace tusk::detail
