#include "client/arrow_builder.hpp"

#include "client/arrow_memory.hpp"

#include <tusk/types/to_text.hpp>

#include <utility>

namespace tusk::arrow {

namespace {

// A value that is no array, or an array's element.
builder_pointer make_scalar_builder(oid type, std::int32_t type_modifier, layout wanted) {
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
    if (wanted == layout::text || source.wire_format == format::text || !has_binary_codec(source.type_code))
        return make_text_builder(source.type_code, source.wire_format, offsets::narrow_limit);
    const oid element = element_type(source.type_code);
    if (element == oid::none) return make_scalar_builder(source.type_code, source.type_modifier, wanted);
    return make_list_builder(source.type_code, make_scalar_builder(element, source.type_modifier, wanted),
                             offsets::narrow_limit);
}

} // namespace tusk::arrow
