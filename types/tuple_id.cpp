#include "types/text_reader.hpp"

#include <tusk/types/tuple_id.hpp>

namespace tusk {

std::string tuple_id::to_string() const { return '(' + std::to_string(block) + ',' + std::to_string(offset) + ')'; }

tuple_id tuple_id::parse(std::string_view text) {
    detail::text_reader reader(text, oid::tid);
    tuple_id value;
    reader.expect('(');
    value.block = reader.number<std::uint32_t>();
    reader.expect(',');
    value.offset = reader.number<std::uint16_t>();
    reader.expect(')');
    reader.finish();
    return value;
}

} // namespace tusk
