#include <tusk/types/integer.hpp>
#include <tusk/types/registered_object.hpp>

namespace tusk::detail {

oid parse_registered_object(std::string_view text, oid column) {
    if (text == "-") return oid::none;
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos)
        throw conversion_error("the text of a " + type_name(column) +
                               " is a name, not a number: cast the column to oid in the statement (x::oid), or read it "
                               "as a string");
    return static_cast<oid>(narrow<std::uint32_t>(parse_integer(text, oid::oid)));
}

void throw_number_is_no_name(oid column) {
    throw conversion_error("a binary " + type_name(column) +
                           " is a number, not a name: cast the column to text (x::text) in the statement, or read it "
                           "as a tusk::oid");
}

} // namespace tusk::detail
