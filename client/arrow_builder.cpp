#include "client/arrow_builder.hpp"

#include "client/arrow_memory.hpp"

#include <tusk/types/to_text.hpp>

#include <utility>

namespace tusk::arrow {

namespace {

// A value that is no array, or an array's element.
builder_pointer make_scalar_builder(type_ref type, std::int32_t type_modifier, layout wanted) {
    if (wanted == layout::exact) {
        if (type == oid::numeric) return make_decimal_builder(type_modifier);
        if (type == oid::interval) return make_interval_builder();
    }
    if (type == oid::bytea) return make_binary_builder(offsets::narrow_limit);
    if (auto fixed = make_fixed_builder(type)) return fixed;
    return make_text_builder(type, format::binary, offsets::narrow_limit);
}

} // namespace

builder_pointer make_builder(const column& source, layout wanted) {
    const type_ref type = source.type();
    if (wanted == layout::text || source.wire_format == format::text || !has_binary_codec(type))
        return make_text_builder(type, source.wire_format, offsets::narrow_limit);
    if (type.kind() != type_kind::array) return make_scalar_builder(type, source.type_modifier, wanted);
    return make_list_builder(type, make_scalar_builder(type.element().base(), source.type_modifier, wanted),
                             offsets::narrow_limit);
}

} // namespace tusk::arrow
